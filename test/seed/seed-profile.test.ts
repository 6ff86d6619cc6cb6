import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ledgerFaults } from '../e2e/ledger-on-disk.ts'
import { openProfile } from '../helpers/open-profile.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { seedProfile } from './seed-profile.ts'

const endsAtMs = Date.UTC(2026, 10, 21, 14, 20)

test('a seeded profile opens as one of a month of use, with a ledger that adds up', async () => {
  const folder = temporaryFolder()
  const seeded = await seedProfile({ folder, seed: 1, endsAtMs, timeZone: 'UTC' })
  expect(ledgerFaults(join(folder, 'personal'))).toEqual([])

  const { session } = openProfile(join(folder, 'personal'), { atMs: endsAtMs })
  expect([session.library.presets(), session.library.prompts()]).toMatchObject([
    { ok: true, value: { length: 3 } },
    { ok: true, value: { length: 3 } },
  ])
  const conversations = session.turns.conversations()
  expect(conversations).toHaveLength(seeded.conversationCount)
  expect(conversations.some(({ folderId }) => folderId !== null)).toBe(true)
  expect(conversations.some(({ isPinned }) => isPinned)).toBe(true)
  const opened = conversations.map(({ conversationId }) => {
    const conversation = session.turns.open(conversationId)
    if (!conversation.ok) throw new Error(conversation.failure.kind)
    return conversation.value
  })
  expect(opened.filter(({ comparing }) => comparing?.length === 3)).toHaveLength(1)
  const turns = opened.flatMap((conversation) => conversation.turns)
  expect(turns.some(({ versionIds }) => versionIds.length > 1)).toBe(true)
  expect(turns.some(({ answer }) => answer.receipt?.state === 'uncertain')).toBe(true)
  expect(session.turns.budget().balances.spentNanoUsd).toBeGreaterThan(seeded.spentNanoUsd / 2)
}, 60_000)
