import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { openDrafts } from '../../main/storage/drafts.ts'
import { openDatabase } from '../../main/storage/open.ts'
import { databasePath } from '../../main/session.ts'
import { profileWithProvider, sol } from '../helpers/open-profile.ts'

test('a draft that was sent is not there at the next start, and another text is', async () => {
  const { session, folder, ask } = await profileWithProvider()
  const [sent, other] = [randomUUID(), randomUUID()]
  session.library.keepDraft({ conversationId: sent, text: 'What I asked' })
  session.library.keepDraft({ conversationId: other, text: 'What I think of next' })
  await ask(sol, 'What I asked', sent)
  await ask(sol, 'Something else', other)
  await session.close()
  const opened = openDatabase({ path: databasePath(folder) })
  if (!opened.ok) throw new Error(opened.failure.kind)
  const drafts = openDrafts(opened.value.database).list()
  opened.value.database.close()
  opened.value.mark.close()
  expect(drafts).toMatchObject([{ conversationId: other, text: 'What I think of next' }])
})
