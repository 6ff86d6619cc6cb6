import type { TurnAttempt } from '../../shared/chat/receipt.ts'
import { nanoUsdPerCredit } from '../../shared/money/credits.ts'
import { locale, say } from './say.tsx'

/** What an attempt was for and how it stands, in one sentence. */
export function attemptWords(attempt: TurnAttempt): string {
  const { purpose, state, modelName: model, providerName: provider } = attempt
  const number = String(Math.min(4, attempt.number))
  switch (purpose) {
    case 'answer':
    case 'compare':
      return say('attempt.answer', { number, state, provider })
    case 'title':
      return say('attempt.title', { number, state, model })
    case 'summary':
      return say('attempt.summary', { number, state, model })
    case 'tool':
    case 'image':
    case 'gateway':
      return say('attempt.other', { state, model })
  }
}

/** The same, with what went over its reservation: reserved and over is spent and released, as shown. */
export function attemptWithOver(
  attempt: TurnAttempt,
  over: { shownNanoUsd: number; exactNanoUsd: number },
  unitNanoUsd: number,
  creditsPerUsd: number,
): string {
  const words = attemptWords(attempt)
  if (over.exactNanoUsd === 0) return words
  return say('attempt.over', {
    attempt: words,
    over: columnCredits(over, unitNanoUsd, creditsPerUsd),
  })
}

/**
 * Credits of a sum that is shown in whole ones, or all of it in tenths, so that it holds as shown.
 * What is too small for that is said to be small, never to be nothing.
 */
export function columnCredits(
  { shownNanoUsd, exactNanoUsd }: { shownNanoUsd: number; exactNanoUsd: number },
  unitNanoUsd: number,
  creditsPerUsd: number,
): string {
  if (shownNanoUsd === 0 && exactNanoUsd === 0) return '0'
  const credit = nanoUsdPerCredit(creditsPerUsd)
  const decimals = unitNanoUsd < credit ? 1 : 0
  const format = new Intl.NumberFormat(locale(), {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  })
  if (shownNanoUsd === 0 && exactNanoUsd > 0) return `<${format.format(unitNanoUsd / credit)}`
  return format.format(shownNanoUsd / credit)
}
