import type { BackgroundWork, PaidAnswer } from '../../shared/chat/message.ts'
import type { Receipt } from '../../shared/chat/receipt.ts'
import { type CreditsText, failureWords } from './failure-words.ts'
import { say } from './say.tsx'

/** The two halves of a receipt line: the figure, and one fact about it. */
export type ReceiptLine = { figure: string; fact: string | null }

export function receiptLine(
  answer: PaidAnswer,
  credits: CreditsText,
  background: readonly BackgroundWork[] = [],
): ReceiptLine {
  const { receipt } = answer
  const reserved = credits(receipt.reservedNanoUsd)
  if (receipt.state === 'uncertain') {
    return { figure: say('receipt.uncertain', { credits: reserved }), fact: null }
  }
  if (receipt.state === 'released') {
    return {
      figure: say('receipt.nothing'),
      fact: say('receipt.released', { why: releasedWords(answer, credits), released: reserved }),
    }
  }
  if (receipt.spentNanoUsd === null) {
    const fact = isReadOn(answer) ? say('receipt.read-on') : null
    return { figure: say('receipt.reserved', { credits: reserved }), fact }
  }
  return {
    figure: say('receipt.credits', { credits: credits(receipt.spentNanoUsd) }),
    fact: settledFact(answer, credits, background),
  }
}

/** The whole line as one sentence. */
export function receiptLineText(
  answer: PaidAnswer,
  credits: CreditsText,
  background: readonly BackgroundWork[] = [],
): string {
  const { figure, fact } = receiptLine(answer, credits, background)
  return [answer.modelName, figure, fact].filter((part) => part !== null).join(' · ')
}

/** Whether its writing was stopped, and its provider is read to the end to know the cost. */
export function isReadOn({ state, receipt }: PaidAnswer): boolean {
  return state !== 'writing' && receipt.state === 'dispatched'
}

/** Whether a better figure than this may still come. */
export function isCountedHere({ state, quality }: Receipt): boolean {
  return state === 'settled' && (quality === 'estimated' || quality === 'partial')
}

/** The fact is the first that applies: over, corrected, entered, how it ended, how it is known. */
function settledFact(
  answer: PaidAnswer,
  credits: CreditsText,
  background: readonly BackgroundWork[],
): string {
  const { providerName, receipt } = answer
  const { quality } = receipt
  if (receipt.overrunNanoUsd > 0) {
    return say('receipt.over', {
      reserved: credits(receipt.reservedNanoUsd),
      over: credits(receipt.overrunNanoUsd),
    })
  }
  if (receipt.price.source === 'this-computer') return say('receipt.here')
  if (quality === 'person') return say('receipt.entered')
  if (receipt.corrected) {
    return say('receipt.corrected', { before: credits(receipt.corrected.beforeNanoUsd) })
  }
  const ending = endingFact(answer, credits)
  if (ending) return isCountedHere(receipt) ? say('receipt.and-counted', { fact: ending }) : ending
  if (quality === 'estimated') return say('receipt.counted-here', { provider: providerName })
  if (quality === 'partial') return say('receipt.counted-partly', { provider: providerName })
  if (receipt.allowedNanoUsd > 0) {
    return say('receipt.beyond', { allowed: credits(receipt.allowedNanoUsd) })
  }
  if (receipt.number > 1) return say('receipt.second')
  const spentFor = (wanted: BackgroundWork['purpose']): number =>
    background
      .filter(({ purpose }) => purpose === wanted)
      .reduce((sum, { spentNanoUsd }) => sum + (spentNanoUsd ?? 0), 0)
  const [title, summary] = [spentFor('title'), spentFor('summary')]
  if (summary > 0) {
    const id = title > 0 ? 'receipt.for-both' : 'receipt.for-summary'
    return say(id, { credits: credits(title + summary) })
  }
  if (title > 0) return say('receipt.for-title', { credits: credits(title) })
  return say('receipt.estimated', { credits: credits(receipt.expectedNanoUsd) })
}

/** How the writing ended, where it did not end well. */
function endingFact(answer: PaidAnswer, credits: CreditsText): string | null {
  const { state, receipt, providerName: provider } = answer
  const released = credits(receipt.releasedNanoUsd ?? 0)
  switch (state) {
    case 'tool-calls':
      return say('receipt.tool-calls', { released })
    case 'paused':
      return say('receipt.paused', { provider, released })
    case 'filtered':
      return say('receipt.filtered', { provider, released })
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
      return null
  }
}

/** Why nothing was spent. */
function releasedWords(answer: PaidAnswer, credits: CreditsText): string {
  const { state, receipt } = answer
  if (receipt.quality === 'person') return say('receipt.by-you')
  if (receipt.failure) return failureWords(receipt.failure, credits).short
  return say(
    state === 'stopped'
      ? 'end.stopped'
      : state === 'interrupted'
        ? 'end.interrupted'
        : 'short.not-sent',
  )
}
