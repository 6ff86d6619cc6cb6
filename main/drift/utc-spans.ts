import type { DriftSpan } from '../../shared/usage/drift.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** When a span that a moment lies in began, in UTC, as OpenRouter counts them. */
export function spanStartMs(span: DriftSpan, atMs: number): number {
  const at = new Date(atMs)
  const dayMs = Math.floor(atMs / DAY_MS) * DAY_MS
  if (span === 'day') return dayMs
  // A week begins on Monday; `getUTCDay` counts from Sunday.
  if (span === 'week') return dayMs - ((at.getUTCDay() + 6) % 7) * DAY_MS
  return span === 'month' ? Date.UTC(at.getUTCFullYear(), at.getUTCMonth()) : 0
}

/** The first moment of a day, or of one after it. */
export function dayStartMs(day: string, daysAfter = 0): number {
  return Date.parse(`${day}T00:00:00Z`) + daysAfter * DAY_MS
}
