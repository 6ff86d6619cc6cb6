/**
 * A figure a provider reports, as a whole number of tokens from 0 to 2^53 - 1. Anything else
 * (absent, negative, a fraction, a string, beyond exact integers) is unknown: null, never 0 or NaN.
 */
export function readCount(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null
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
