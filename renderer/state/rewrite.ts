import type { Turn } from '../../shared/chat/message.ts'
import { textOf } from '../../shared/chat/part.ts'
import { keepText } from './attach.ts'
import { putAttached } from './attachments.ts'
import { replaceDraft } from './drafts.ts'
import { goToMessage } from './go.ts'
import { quoteDraft } from './quotes.ts'
import { beginRewriting, endRewriting, type Rewriting, rewritingNow } from './rewriting.ts'
import { openPicker } from './screen.ts'
import { tellFailure } from './tell-failure.ts'

/** Puts a message back into the composer. What is sent then is another version of its turn. */
export async function editMessage(turn: Turn): Promise<void> {
  if (await takeUp('edit', turn)) goToMessage()
}

/** Asks which other model is to answer a message, with what each would cost for it. */
export async function answerWithAnother(turn: Turn): Promise<void> {
  if (await takeUp('model', turn)) openPicker(true)
}

/** The words and what was attached to them become the draft. False: something else took its place. */
async function takeUp(kind: Rewriting['kind'], turn: Turn): Promise<boolean> {
  const { draftId } = beginRewriting(kind, turn)
  for (const part of turn.user.parts) {
    const localId = crypto.randomUUID()
    if (part.type === 'image') {
      const { attachmentId, name } = part
      const attachment = { type: 'image' as const, attachmentId, name }
      putAttached(draftId, { localId, attachment, image: part, reading: null })
    } else if (part.type === 'file') {
      const kept = await keepText(part.name, part.text)
      if (rewritingNow()?.draftId !== draftId) return false
      if (!kept.ok) {
        endRewriting()
        tellFailure(kept.failure)
        return false
      }
      putAttached(draftId, { localId, attachment: kept.value, image: null, reading: null })
    }
  }
  replaceDraft(draftId, textOf(turn.user.parts))
  quoteDraft()
  return true
}
