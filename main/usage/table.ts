import type { UsageConversationRow } from '../storage/usage-conversations.ts'
import type { UsageCounts, UsageDayRow } from '../storage/usage-rows.ts'
import type { UsageKind } from './classify.ts'

/** Usage as rows: by day, and by conversation for those that are still there. */
export type UsageTable = { days: UsageDayRow[]; conversations: UsageConversationRow[] }

const noCounts: UsageCounts = {
  turnCount: 0,
  attemptCount: 0,
  spentNanoUsd: 0,
  savedNanoUsd: 0,
  inputTokens: 0,
  cacheReadTokens: 0,
  outputTokens: 0,
}

/** Adds attempts up by what they count as. */
export function startTable() {
  const days = new Map<string, UsageDayRow>()
  const conversations = new Map<string, UsageConversationRow>()

  return {
    add(kind: UsageKind, conversationId: string | null, counts: Partial<UsageCounts>): void {
      const { periodId, day, providerId, modelId } = kind
      const dayKey = dayRowKey(kind)
      const row = days.get(dayKey) ?? { ...kind, ...noCounts }
      days.set(dayKey, row)
      for (const name of countNames) row[name] += counts[name] ?? 0
      if (conversationId === null) return
      const place = { conversationId, periodId, day, providerId, modelId }
      const key = conversationRowKey(place)
      const found = conversations.get(key) ?? {
        ...place,
        turnCount: 0,
        spentNanoUsd: 0,
        savedNanoUsd: 0,
      }
      conversations.set(key, found)
      found.turnCount += counts.turnCount ?? 0
      found.spentNanoUsd += counts.spentNanoUsd ?? 0
      found.savedNanoUsd += counts.savedNanoUsd ?? 0
    },
    rows: (): UsageTable => ({
      days: [...days.values()],
      conversations: [...conversations.values()],
    }),
  }
}

/** Two tables as one. */
export function joined(one: UsageTable, other: UsageTable): UsageTable {
  return {
    days: addedUp([...one.days, ...other.days], dayRowKey, countNames),
    conversations: addedUp([...one.conversations, ...other.conversations], conversationRowKey, [
      'turnCount',
      'spentNanoUsd',
      'savedNanoUsd',
    ]),
  }
}

function addedUp<N extends string, T extends Record<N, number>>(
  rows: readonly T[],
  keyOf: (row: T) => string,
  names: readonly N[],
): T[] {
  return [...Map.groupBy(rows, keyOf).values()].map((own) =>
    own.reduce((sum, row) => ({
      ...sum,
      ...Object.fromEntries(names.map((name) => [name, sum[name] + row[name]])),
    })),
  )
}

const countNames = Object.keys(noCounts) as (keyof UsageCounts)[]

/**
 * What differs between two tables, a line each, at most so many. Empty: they say the same, in
 * whatever order.
 */
export function differences(one: UsageTable, other: UsageTable, most = 5): string[] {
  return [
    ...differing(one.days, other.days, dayRowKey),
    ...differing(one.conversations, other.conversations, conversationRowKey),
  ].slice(0, most)
}

function differing<T extends object>(
  one: readonly T[],
  other: readonly T[],
  keyOf: (row: T) => string,
): string[] {
  const left = new Map(one.map((row) => [keyOf(row), row]))
  const right = new Map(other.map((row) => [keyOf(row), row]))
  return [...new Set([...left.keys(), ...right.keys()])]
    .filter((key) => countsText(left.get(key)) !== countsText(right.get(key)))
    .map((key) => `${key}: ${countsText(left.get(key))} and ${countsText(right.get(key))}`)
}

/** The counts of a row, in an order of their own. */
function countsText(row: object | undefined): string {
  if (!row) return 'nothing'
  const counts = Object.entries(row).filter(([, value]) => typeof value === 'number')
  return JSON.stringify(counts.toSorted(([one], [other]) => (one < other ? -1 : 1)))
}

function dayRowKey({ periodId, day, providerId, modelId, purpose, tier }: UsageKind): string {
  return JSON.stringify([periodId, day, providerId, modelId, purpose, tier])
}

type Place = Omit<UsageConversationRow, 'turnCount' | 'spentNanoUsd' | 'savedNanoUsd'>

function conversationRowKey({ conversationId, periodId, day, providerId, modelId }: Place): string {
  return JSON.stringify([conversationId, periodId, day, providerId, modelId])
}
