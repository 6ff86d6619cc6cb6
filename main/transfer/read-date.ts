import type { ProblemCounts } from './problem-counts.ts'

/** 1 January 1990 to 1 January 2200: whatever lies outside is no date of a chat. */
const FIRST_MS = 631_152_000_000
const LAST_MS = 7_258_118_400_000

/**
 * A date of an export in milliseconds: seconds since 1970, or ISO 8601. Null where there is none;
 * one that cannot be is counted.
 */
export function readDate(value: unknown, problems: ProblemCounts): number | null {
  if (value === null || value === undefined || value === '') return null
  const atMs = typeof value === 'string' ? Date.parse(value) : Number(value) * 1000
  if (atMs >= FIRST_MS && atMs < LAST_MS) return Math.round(atMs)
  problems.add('bad-dates')
  return null
}

/** The nearest to it that can be the date of a chat. */
export function nearestDate(atMs: number): number {
  return Math.min(Math.max(atMs, FIRST_MS), LAST_MS - 1)
}
