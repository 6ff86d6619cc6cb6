import type { AnswerMessage } from '../../shared/chat/message.ts'
import { type CreditsText, failureWords } from './failure-words.ts'
import { say } from './say.tsx'

/** The two halves of a receipt line: the figure, and one fact about it. */
export type ReceiptLine = { figure: string; fact: string | null }

/** The fact is the first that applies: over, stopped, counted here, else the estimate. */
export function receiptLine(answer: AnswerMessage, credits: CreditsText): ReceiptLine {
  const { receipt } = answer
  const reserved = credits(receipt.reservedNanoUsd)
  if (receipt.state === 'uncertain') {
    return { figure: say('receipt.uncertain', { credits: reserved }), fact: null }
  }
  if (receipt.state === 'released') {
    const why = receipt.failure ? failureWords(receipt.failure, credits).short : endWords(answer)
    return {
      figure: say('receipt.nothing'),
      fact: say('receipt.released', { why, released: reserved }),
    }
  }
  if (receipt.spentNanoUsd === null) {
    return { figure: say('receipt.reserved', { credits: reserved }), fact: null }
  }
  return {
    figure: say('receipt.credits', { credits: credits(receipt.spentNanoUsd) }),
    fact: settledFact(answer, credits),
  }
}

/** The whole line as one sentence. */
export function receiptLineText(answer: AnswerMessage, credits: CreditsText): string {
  const { figure, fact } = receiptLine(answer, credits)
  return [answer.modelName, figure, fact].filter((part) => part !== null).join(' · ')
}

function settledFact(answer: AnswerMessage, credits: CreditsText): string {
  const { providerName, receipt, state } = answer
  const released = credits(receipt.releasedNanoUsd ?? 0)
  if (receipt.overrunNanoUsd > 0) {
    return say('receipt.over', {
      reserved: credits(receipt.reservedNanoUsd),
      over: credits(receipt.overrunNanoUsd),
    })
  }
  if (receipt.price.source === 'this-computer') return say('receipt.here')
  switch (state) {
    case 'stopped':
      return say('receipt.stopped', { released })
    case 'truncated':
    case 'failed':
      return say('receipt.broke-off', { released })
    case 'interrupted':
      return say('receipt.interrupted', { released })
    case 'refused':
      return say('receipt.refused', { released })
    case 'length':
      return say('receipt.length', { released })
    case 'completed':
    case 'writing':
      break
  }
  if (receipt.quality === 'estimated')
    return say('receipt.counted-here', { provider: providerName })
  if (receipt.quality === 'partial')
    return say('receipt.counted-partly', { provider: providerName })
  return say('receipt.estimated', { credits: credits(receipt.expectedNanoUsd) })
}

/** Why nothing was spent, where no failure says it. */
function endWords({ state }: AnswerMessage): string {
  return say(
    state === 'stopped'
      ? 'end.stopped'
      : state === 'interrupted'
        ? 'end.interrupted'
        : 'short.not-sent',
  )
}
