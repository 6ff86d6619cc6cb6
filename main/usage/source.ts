import type { Storage } from '../storage/storage.ts'
import type { UsageWithin } from '../storage/usage-conversations.ts'
import type { UsageDaySum } from '../storage/usage-rows.ts'
import type { UsageTable } from './table.ts'

/** Where usage is read from: the rows that are kept, or a table in memory. */
export type UsageSource = Pick<
  Storage['usageRows'],
  'first' | 'ofPeriod' | 'ofDays' | 'byPeriod' | 'daySums'
> &
  Pick<Storage['usageConversations'], 'dearest' | 'together' | 'mostly'>

/** The rows that are kept. */
export function storedSource({
  usageRows,
  usageConversations,
}: Pick<Storage, 'usageRows' | 'usageConversations'>): UsageSource {
  const { first, ofPeriod, ofDays, byPeriod, daySums } = usageRows
  const { dearest, together, mostly } = usageConversations
  return { first, ofPeriod, ofDays, byPeriod, daySums, dearest, together, mostly }
}

/** A table in memory. `titleOf` is asked for the few conversations that are shown. */
export function tableSource(
  { days, conversations }: UsageTable,
  titleOf: (conversationId: string) => string,
): UsageSource {
  const isIn = (within: UsageWithin, { periodId, day }: { periodId: string; day: string }) => {
    if (within.kind === 'period') return periodId === within.periodId
    return within.kind === 'all' || (day >= within.firstDay && day <= within.lastDay)
  }

  function sums(within: UsageWithin) {
    const rows = conversations.filter((row) => isIn(within, row))
    return [...Map.groupBy(rows, ({ conversationId }) => conversationId)].map(
      ([conversationId, own]) => ({ conversationId, own, ...sumOf(own) }),
    )
  }

  function daysOf(periodIds: readonly string[], first: string, last: string) {
    return days.filter(
      ({ periodId, day }) => periodIds.includes(periodId) && day >= first && day <= last,
    )
  }

  return {
    first() {
      const ordered = days.toSorted(by(({ periodId, day }) => `${periodId} ${day}`))
      return ordered[0] ?? null
    },
    ofPeriod: (periodId) => days.filter((row) => row.periodId === periodId),
    ofDays: daysOf,
    byPeriod: () => days.map((row) => ({ ...row, day: row.periodId })),
    daySums: (periodIds, first, last): UsageDaySum[] =>
      [...Map.groupBy(daysOf(periodIds, first, last), ({ day }) => day)].map(([day, rows]) => ({
        day,
        spentNanoUsd: sum(rows, ({ spentNanoUsd }) => spentNanoUsd),
        turnCount: sum(rows, ({ turnCount }) => turnCount),
      })),
    dearest: (within, count) =>
      sums(within)
        .toSorted(dearestFirst(({ conversationId }) => conversationId))
        .slice(0, count)
        .map(({ conversationId, turnCount, spentNanoUsd, savedNanoUsd }) => ({
          conversationId,
          title: titleOf(conversationId),
          turnCount,
          spentNanoUsd,
          savedNanoUsd,
        })),
    together(within) {
      const all = sums(within)
      return { conversationCount: all.length, ...sumOf(all) }
    },
    mostly(within, conversationId) {
      const own = sums(within).find((one) => one.conversationId === conversationId)?.own ?? []
      const models = [...Map.groupBy(own, (row) => JSON.stringify([row.providerId, row.modelId]))]
      const [first] = models
        .map(([key, rows]) => ({ key, rows, ...sumOf(rows) }))
        .toSorted(dearestFirst(({ key }) => key))
      const row = first?.rows[0]
      return row ? { providerId: row.providerId, modelId: row.modelId } : null
    },
  }
}

type Sums = { turnCount: number; spentNanoUsd: number; savedNanoUsd: number }

function sumOf(rows: readonly Sums[]): Sums {
  return {
    turnCount: sum(rows, ({ turnCount }) => turnCount),
    spentNanoUsd: sum(rows, ({ spentNanoUsd }) => spentNanoUsd),
    savedNanoUsd: sum(rows, ({ savedNanoUsd }) => savedNanoUsd),
  }
}

function sum<T>(rows: readonly T[], valueOf: (row: T) => number): number {
  return rows.reduce((total, row) => total + valueOf(row), 0)
}

/** Dearest first; of the same cost those with more turns, and then by what they are called. */
export function dearestFirst<T extends Pick<Sums, 'turnCount' | 'spentNanoUsd'>>(
  nameOf: (row: T) => string,
): (one: T, other: T) => number {
  const byName = by(nameOf)
  return (one, other) =>
    other.spentNanoUsd - one.spentNanoUsd || other.turnCount - one.turnCount || byName(one, other)
}

/** In the order of the bytes, as SQLite has them, and not of any language. */
function by<T>(textOf: (row: T) => string): (one: T, other: T) => number {
  return (one, other) => {
    const [left, right] = [textOf(one), textOf(other)]
    if (left === right) return 0
    return left < right ? -1 : 1
  }
}
