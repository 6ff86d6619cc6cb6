import type { Period } from '../storage/periods.ts'
import type { UsageFirst } from '../storage/usage-rows.ts'
import type { UsageSpan } from '../../shared/usage/usage.ts'
import { lastDayOf, plusDays, weekdayOf } from './days.ts'

/** A stretch of the ledger to look at. */
export type Span = {
  kind: UsageSpan
  /** Both are in it. */
  firstDay: string
  lastDay: string
  /** The budget month, where it is one. */
  period: Period | null
  /** A day of the span before and after, where there is anything to see. */
  earlierDay: string | null
  laterDay: string | null
}

/** What there is to look at. */
export type Known = {
  /** Oldest first, with the one that is due. */
  periods: readonly Period[]
  today: string
  /** Where anything was first used; null: nowhere. */
  firstUsed: UsageFirst | null
}

/** The span of a kind that a day lies in; null or a day to come: today. */
export function spanOf(kind: UsageSpan, asked: string | null, known: Known): Span {
  const { today } = known
  const day = asked === null || asked > today ? today : asked
  const first = known.firstUsed?.day ?? null
  if (kind === 'month') return monthOf(day, known)
  if (kind === 'all') {
    const firstDay = first === null || first > today ? today : first
    return { kind, firstDay, lastDay: today, period: null, earlierDay: null, laterDay: null }
  }
  const firstDay = kind === 'week' ? plusDays(day, -weekdayOf(day)) : day
  const lastDay = kind === 'week' ? plusDays(firstDay, 6) : day
  return {
    kind,
    firstDay,
    lastDay,
    period: null,
    earlierDay: first !== null && first < firstDay ? plusDays(firstDay, -1) : null,
    laterDay: lastDay < today ? plusDays(lastDay, 1) : null,
  }
}

/**
 * The budget month that a day lies in. Where two share a day, because a person travelled, the later
 * one: the earlier is reached by its first day. Where no month was opened, the one before.
 */
function monthOf(day: string, { periods, firstUsed }: Known): Span {
  const found = periods.findLastIndex(({ id }) => id <= day)
  const place = Math.max(0, found)
  const period = periods[place]
  if (!period) throw new Error('There is always the period that is due')
  const before = periods[place - 1]
  const hasBefore = before && firstUsed !== null && firstUsed.periodId < period.id
  return {
    kind: 'month',
    firstDay: period.id,
    lastDay: lastDayOf(period),
    period,
    earlierDay: hasBefore ? before.id : null,
    laterDay: periods[place + 1]?.id ?? null,
  }
}
