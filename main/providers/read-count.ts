/** More than any request can have. At the dearest price that is let in, its cost is still exact. */
const MAX_TOKENS = 1_000_000_000

/**
 * A figure a provider reports, as a whole number of tokens from 0 to a thousand million. Anything
 * else (absent, negative, a fraction, a string, absurd) is unknown: null, never 0 or NaN.
 */
export function readCount(value: unknown): number | null {
  const isCount = typeof value === 'number' && Number.isInteger(value)
  return isCount && value >= 0 && value <= MAX_TOKENS ? value : null
}

/** More searches than any answer makes. At the dearest price for one, their cost is still exact. */
const MAX_SEARCHES = 10_000

/** How many searches a provider reports, from 0 to ten thousand; anything else is unknown. */
export function readSearchCount(value: unknown): number | null {
  const count = readCount(value)
  return count !== null && count <= MAX_SEARCHES ? count : null
}

/** The sum of counts of which each may be unknown; unknown when the first is, or the sum too big. */
export function sumCounts(first: number | null, ...others: (number | null)[]): number | null {
  if (first === null) return null
  return readCount(others.reduce<number>((sum, other) => sum + (other ?? 0), first))
}

/** What is left of a total after its parts; unknown when the total is, and never below 0. */
export function restOf(total: number | null, ...parts: (number | null)[]): number | null {
  if (total === null) return null
  return Math.max(0, total - parts.reduce<number>((sum, part) => sum + (part ?? 0), 0))
}
