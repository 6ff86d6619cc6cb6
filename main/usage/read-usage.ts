import type { ModelKey } from '../../shared/chat/message.ts'
import { modelKeyText } from '../../shared/chat/message.ts'
import { availableNanoUsd, type Balances } from '../../shared/ledger/balances.ts'
import { tiers, type Tier } from '../../shared/usage/tier.ts'
import type {
  Forecast,
  Usage,
  UsageBar,
  UsageConversation,
  UsageSpan,
  UsageSum,
} from '../../shared/usage/usage.ts'
import type { Period } from '../storage/periods.ts'
import type { UsageWithin } from '../storage/usage-conversations.ts'
import type { UsageDayRow } from '../storage/usage-rows.ts'
import { dayCountOf, daysBetween, lastDayOf, nextMonth, plusDays, weekdayOf } from './days.ts'
import { forecast, FORECAST_DAYS } from './forecast.ts'
import { dearestFirst, type UsageSource } from './source.ts'
import { type Span, spanOf } from './span.ts'

/** Conversations that have a row of their own. */
const DEAREST_COUNT = 5

export type UsageFrom = {
  source: UsageSource
  /** Oldest first, with the one that is due, opened or not; never none. */
  periods: readonly Period[]
  balancesOf: (period: Period) => Balances
  /** In the time zone of the period that is due. */
  today: string
  names: UsageNames
}

/** What a person calls them. Where nobody knows, the id. */
type UsageNames = {
  model: (key: ModelKey) => string
  provider: (providerId: string) => string
}

/** Usage of the span of a kind that a day lies in. Every list of rows adds up to `total`. */
export function readUsage(from: UsageFrom, kind: UsageSpan, day: string | null): Usage {
  const { source, periods, today, names } = from
  const firstUsed = source.first()
  const span = spanOf(kind, day, { periods, today, firstUsed })
  const { rows, bars } = rowsOf(span, from)
  const total = sumOf(rows)
  return {
    span: kind,
    firstDay: span.firstDay,
    lastDay: span.lastDay,
    today,
    earlierDay: span.earlierDay,
    laterDay: span.laterDay,
    total,
    bars,
    byTier: groups(rows, ({ tier }) => tier)
      .map(([tier, own]) => ({ key: tier, name: null, ...sumOf(own) }))
      .toSorted((one, other) => tiers.indexOf(one.key) - tiers.indexOf(other.key)),
    byModel: groups(rows, ({ providerId, modelId }) => modelKeyText({ providerId, modelId }))
      .map(([, own]) => modelRow(own, names))
      .toSorted(dearestFirst(({ key }) => modelKeyText(key))),
    byProvider: groups(rows, ({ providerId }) => providerId)
      .map(([key, own]) => ({ key, name: names.provider(key), ...sumOf(own) }))
      .toSorted(dearestFirst(({ key }) => key)),
    byPurpose: groups(rows, ({ purpose }) => purpose)
      .map(([key, own]) => ({ key, name: null, ...sumOf(own) }))
      .toSorted(dearestFirst(({ key }) => key)),
    byConversation: conversationsOf(withinOf(span), total, from),
    month: span.period && monthOf(span.period, from),
    forecast: forecastOf(span, rows, from),
  }
}

/** What counts in a span, and the bars above it, which for a day are those of its week. */
function rowsOf(span: Span, from: UsageFrom): { rows: UsageDayRow[]; bars: UsageBar[] } {
  const { source, periods } = from
  const { kind, firstDay, lastDay, period } = span
  if (period) {
    const rows = source.ofPeriod(period.id)
    return { rows, bars: barsOf(daysBetween(firstDay, lastDay), rows) }
  }
  if (kind === 'all') {
    const rows = source.byPeriod()
    return { rows, bars: barsOf(monthsOf(periods, firstDay), rows) }
  }
  const monday = plusDays(firstDay, -weekdayOf(firstDay))
  const sunday = plusDays(monday, 6)
  const week = source.ofDays(periodIdsOf(periods, monday, sunday), monday, sunday)
  const rows = week.filter(({ day }) => day >= firstDay && day <= lastDay)
  return { rows, bars: barsOf(daysBetween(monday, sunday), week) }
}

/** The periods that have some of the days between two, both included. */
function periodIdsOf(periods: readonly Period[], firstDay: string, lastDay: string): string[] {
  return periods
    .filter((period) => period.id <= lastDay && lastDayOf(period) >= firstDay)
    .map(({ id }) => id)
}

/** The first days of every budget month since a day, those among them in which none was opened. */
function monthsOf(periods: readonly Period[], firstDay: string): string[] {
  const known = periods.filter((period) => lastDayOf(period) >= firstDay)
  return known.flatMap((period, index) => {
    const next = known[index + 1]
    const months = [period.id]
    let idle = plusDays(lastDayOf(period), 1)
    while (next && idle < next.id) {
      months.push(idle)
      idle = nextMonth(idle)
    }
    return months
  })
}

function barsOf(days: readonly string[], rows: readonly UsageDayRow[]): UsageBar[] {
  const bars = new Map(days.map((day) => [day, { day, turnCount: 0, spentNanoUsd: noTiers() }]))
  for (const { day, tier, turnCount, spentNanoUsd } of rows) {
    const bar = bars.get(day) ?? { day, turnCount: 0, spentNanoUsd: noTiers() }
    bars.set(day, bar)
    bar.turnCount += turnCount
    bar.spentNanoUsd[tier] += spentNanoUsd
  }
  return [...bars.values()].toSorted((one, other) => (one.day < other.day ? -1 : 1))
}

function noTiers(): Record<Tier, number> {
  return { premium: 0, balanced: 0, fast: 0, free: 0 }
}

function modelRow(rows: readonly UsageDayRow[], names: UsageNames) {
  const { providerId = '', modelId = '' } = rows[0] ?? {}
  const key = { providerId, modelId }
  return {
    key,
    name: names.model(key),
    ...sumOf(rows),
    inputTokens: sum(rows, ({ inputTokens }) => inputTokens),
    cacheReadTokens: sum(rows, ({ cacheReadTokens }) => cacheReadTokens),
    outputTokens: sum(rows, ({ outputTokens }) => outputTokens),
  }
}

function withinOf({ kind, period, firstDay, lastDay }: Span): UsageWithin {
  if (period) return { kind: 'period', periodId: period.id }
  return kind === 'all' ? { kind } : { kind: 'days', firstDay, lastDay }
}

/** The dearest, then the others together, then what is missing to the total: those that are gone. */
function conversationsOf(
  within: UsageWithin,
  total: UsageSum,
  { source, names }: UsageFrom,
): UsageConversation[] {
  const dearest = source.dearest(within, DEAREST_COUNT)
  const together = source.together(within)
  const rows: UsageConversation[] = dearest.map((one) => {
    const mostly = source.mostly(within, one.conversationId)
    const mostlyName = mostly && names.model(mostly)
    return { ...one, kind: 'one', conversationCount: 1, mostlyName }
  })
  const none = { conversationId: null, title: null, mostlyName: null }
  const conversationCount = together.conversationCount - dearest.length
  if (conversationCount > 0) {
    const counts = less(together, dearest)
    rows.push({ ...none, kind: 'others', conversationCount, ...counts })
  }
  const counts = less(total, [together])
  if (Object.values(counts).some((count) => count !== 0)) {
    rows.push({ ...none, kind: 'deleted', conversationCount: null, ...counts })
  }
  return rows
}

/** What is left of a sum without its parts. */
function less(whole: UsageSum, parts: readonly UsageSum[]): UsageSum {
  const part = sumOf(parts)
  return {
    spentNanoUsd: whole.spentNanoUsd - part.spentNanoUsd,
    turnCount: whole.turnCount - part.turnCount,
    savedNanoUsd: whole.savedNanoUsd - part.savedNanoUsd,
  }
}

function monthOf(period: Period, { balancesOf }: UsageFrom) {
  const { startsAtMs, endsAtMs, timeZone } = period
  const balances = balancesOf(period)
  return {
    startsAtMs,
    endsAtMs,
    timeZone,
    balances,
    availableNanoUsd: availableNanoUsd(balances),
    dayCount: dayCountOf(period.id, lastDayOf(period)),
  }
}

function forecastOf(span: Span, rows: readonly UsageDayRow[], from: UsageFrom): Forecast | null {
  const { source, periods, today } = from
  const { period, lastDay } = span
  if (period === null || period !== periods.at(-1) || today > lastDay) return null
  const [first, last] = [plusDays(today, -FORECAST_DAYS), plusDays(today, -1)]
  const { reservedNanoUsd, spentNanoUsd, overrunNanoUsd } = from.balancesOf(period)
  return forecast({
    today,
    lastDay,
    spentNanoUsd: spentNanoUsd + overrunNanoUsd,
    reservedNanoUsd,
    spentTodayNanoUsd: sum(
      rows.filter(({ day }) => day === today),
      (row) => row.spentNanoUsd,
    ),
    days: source.daySums(periodIdsOf(periods, first, last), first, last),
    firstUsedDay: source.first()?.day ?? null,
  })
}

function groups<T, K>(rows: readonly T[], keyOf: (row: T) => K): [K, T[]][] {
  return [...Map.groupBy(rows, keyOf)]
}

function sumOf(rows: readonly UsageSum[]): UsageSum {
  return {
    spentNanoUsd: sum(rows, ({ spentNanoUsd }) => spentNanoUsd),
    turnCount: sum(rows, ({ turnCount }) => turnCount),
    savedNanoUsd: sum(rows, ({ savedNanoUsd }) => savedNanoUsd),
  }
}

function sum<T>(rows: readonly T[], valueOf: (row: T) => number): number {
  return rows.reduce((total, row) => total + valueOf(row), 0)
}
