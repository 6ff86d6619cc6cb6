import type { Price } from '../money/price.ts'

/** What a model costs beside others, dearest first; `free` costs nothing at all. */
export const tiers = ['premium', 'balanced', 'fast', 'free'] as const
export type Tier = (typeof tiers)[number]

/**
 * Where the tiers meet, in pico-USD per token of three parts input and one part output. They lie in
 * the gaps of the price lists of November 2026: small models cost up to 2 USD per million such
 * tokens (1 in, 5 out), workhorses up to 6 (3 in, 15 out), and the largest 8 and more (4 in, 20 out).
 * Usage is kept by tier: a version with other bounds empties `usage_day` and what belongs to it.
 */
const MOST_PICO_USD = { fast: 2_000_000, balanced: 7_000_000 } as const

/** The tier of a model by a price it had. Its long-context and cache rates do not count. */
export function tierOf({ rates: { inputPicoUsd, outputPicoUsd } }: Price): Tier {
  const mixedPicoUsd = (3 * inputPicoUsd + outputPicoUsd) / 4
  if (mixedPicoUsd === 0) return 'free'
  if (mixedPicoUsd <= MOST_PICO_USD.fast) return 'fast'
  return mixedPicoUsd <= MOST_PICO_USD.balanced ? 'balanced' : 'premium'
}
