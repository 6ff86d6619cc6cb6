import { MAX_CREDITS_PER_USD, parseCreditSize } from '../../shared/money/credits.ts'
import { locale, say, sayCount } from './say.tsx'

/** What one credit is: "a hundredth of a cent", or exactly in USD. */
export function creditSizeWords(creditsPerUsd: number): string {
  if (creditsPerUsd === 100) return say('size.100')
  if (creditsPerUsd === 1_000) return say('size.1000')
  if (creditsPerUsd === 10_000) return say('size.10000')
  // A size has no factor but 2 and 5, and a nano-USD is its smallest part.
  const amount = new Intl.NumberFormat(locale(), { maximumFractionDigits: 9 })
  return say('money.amount', { amount: amount.format(1 / creditsPerUsd), code: 'USD' })
}

/** Why what was typed is no size of a credit; null if it is one. */
export function creditSizeProblem(typed: string): string | null {
  const parsed = parseCreditSize(typed)
  if (parsed.kind === 'size') return null
  const most = sayCount(MAX_CREDITS_PER_USD)
  if (parsed.kind === 'no-number' || parsed.below === null) {
    return say('credit-size.no-number', { most })
  }
  if (parsed.above === null) return say('credit-size.most', { most })
  return say('credit-size.between', {
    typed: typed.trim(),
    below: sayCount(parsed.below),
    above: sayCount(parsed.above),
  })
}
