import type { PaidAnswer } from '../../shared/chat/message.ts'
import type { CreditsText } from './failure-words.ts'
import { say } from './say.tsx'
import { saySince } from './when.ts'

/**
 * What is to be said of a figure beyond the sum, one sentence each: how it is known where the
 * provider did not say it, and what was unusual.
 */
export function receiptNotes(answer: PaidAnswer, credits: CreditsText, nowMs: number): string[] {
  const { receipt } = answer
  const { corrected, overrunNanoUsd, allowedNanoUsd, spentNanoUsd } = receipt
  const notes = [
    overrunNanoUsd > 0 && say('note.over', { over: credits(overrunNanoUsd) }),
    knownNote(answer),
    corrected &&
      spentNanoUsd !== null &&
      say('note.corrected', {
        before: credits(corrected.beforeNanoUsd),
        spent: credits(spentNanoUsd),
        when: saySince(corrected.atMs, nowMs),
      }),
    allowedNanoUsd > 0 && say('note.allowed', { allowed: credits(allowedNanoUsd) }),
    receipt.number > 1 && say('note.second', { provider: answer.providerName }),
  ]
  return notes.filter((note): note is string => typeof note === 'string')
}

function knownNote({ receipt, providerName: provider }: PaidAnswer): string | null {
  if (receipt.quality === 'person') {
    return say(receipt.state === 'released' ? 'note.person-nothing' : 'note.person')
  }
  if (receipt.state !== 'settled' || receipt.price.source === 'this-computer') return null
  if (receipt.quality === 'estimated') return say('note.estimated', { provider })
  return receipt.quality === 'partial' ? say('note.partial', { provider }) : null
}
