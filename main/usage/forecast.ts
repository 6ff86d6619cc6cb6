import type { Forecast } from '../../shared/usage/usage.ts'
import { daysBetween, plusDays, weekdayOf } from './days.ts'

/** Days before today that are looked back on: whole weeks, so that no weekday counts more. */
export const FORECAST_DAYS = 28

/** Fewer days on which anything was done say nothing yet. */
const FEWEST_USED_DAYS = 3

/** Days from which on working days and weekends can be told apart. */
const FEWEST_FOR_WEEKENDS = 14

/** The two ends of eight in ten, in standard deviations of a normal distribution. */
const EIGHT_IN_TEN = 1.2816

export type ForecastFrom = {
  today: string
  /** The last day of the budget month. */
  lastDay: string
  /** Of this month up to now, in nano-USD. */
  spentNanoUsd: number
  reservedNanoUsd: number
  spentTodayNanoUsd: number
  /** Days before today with anything on them, whenever; at most `FORECAST_DAYS` back count. */
  days: readonly { day: string; spentNanoUsd: number; turnCount: number }[]
  /** The first day on which anything was ever used; null: nothing was. */
  firstUsedDay: string | null
}

/**
 * What a running month will have come to at its end, and between which two that is in eight of ten
 * months; null before there were 3 whole days with a turn.
 *
 * It is learned from the n whole days before today, at most 28 and since the first turn ever, the
 * idle ones with nothing; today is one of them once more was spent on it than on a mean day. With
 * mean μ and variance s² of a day, m days to come and a share of today t that is left:
 *
 *     expected = spent + max(reserved / 2, rest),  rest = Σ μ over the days to come + today's rest
 *     variance = s² · (m + t) · (1 + (m + t) / n) · inflation
 *
 * where today's rest is what a mean day has left over what was spent on it, and (m + t) / n is how
 * little n days know of the mean. Where two weeks are known and it would have guessed better, each
 * past day from the others, weekends have a mean of their own. The range is that of a log-normal
 * rest with this mean and variance, because spending has no end upwards and one at nothing.
 */
export function forecast(from: ForecastFrom): Forecast | null {
  const { today, lastDay, spentNanoUsd, reservedNanoUsd, spentTodayNanoUsd } = from
  const past = pastDays(from)
  if (past.filter(({ turnCount }) => turnCount > 0).length < FEWEST_USED_DAYS) return null
  const meanBefore = mean(past.map(({ spentNanoUsd: spent }) => spent))
  const isDearToday = spentTodayNanoUsd > meanBefore
  const days = isDearToday ? [...past, { day: today, spentNanoUsd: spentTodayNanoUsd }] : past
  const { meanOf, deviationNanoUsd } = patternOf(days)
  const toCome = daysBetween(plusDays(today, 1), lastDay)
  const todayRest = Math.max(0, meanOf(today) - spentTodayNanoUsd)
  const todayShare = meanOf(today) > 0 ? todayRest / meanOf(today) : 0
  const rest = toCome.reduce((sum, day) => sum + meanOf(day), todayRest)
  const left = toCome.length + todayShare
  const variance = deviationNanoUsd ** 2 * left * (1 + left / days.length)
  const open = Math.max(reservedNanoUsd / 2, rest)
  const range = logNormalRange(rest, variance)
  return {
    expectedNanoUsd: Math.round(spentNanoUsd + open),
    lowNanoUsd: Math.round(spentNanoUsd + Math.min(open, range.low)),
    highNanoUsd: Math.round(spentNanoUsd + Math.max(open, reservedNanoUsd, range.high)),
    dayCount: days.length,
  }
}

type Day = { day: string; spentNanoUsd: number }

/** Every day that counts, oldest first, with nothing on those of which nothing is said. */
function pastDays({ today, days, firstUsedDay }: ForecastFrom): (Day & { turnCount: number })[] {
  const earliest = plusDays(today, -FORECAST_DAYS)
  if (firstUsedDay === null || firstUsedDay >= today) return []
  const sums = Map.groupBy(days, ({ day }) => day)
  const first = firstUsedDay > earliest ? firstUsedDay : earliest
  return daysBetween(first, plusDays(today, -1)).map((day) => {
    const found = sums.get(day) ?? []
    return {
      day,
      spentNanoUsd: found.reduce((sum, one) => sum + one.spentNanoUsd, 0),
      turnCount: found.reduce((sum, one) => sum + one.turnCount, 0),
    }
  })
}

/** What a day of a kind comes to, and how far days lie from that. */
function patternOf(days: readonly Day[]): {
  meanOf: (day: string) => number
  deviationNanoUsd: number
} {
  const all = days.map(({ spentNanoUsd }) => spentNanoUsd)
  const flat = {
    meanOf: () => mean(all),
    deviationNanoUsd: Math.sqrt(squares(all) / (all.length - 1)),
  }
  if (days.length < FEWEST_FOR_WEEKENDS) return flat
  const [working, weekend] = [false, true].map((isEnd) =>
    days.filter(({ day }) => isWeekend(day) === isEnd).map(({ spentNanoUsd }) => spentNanoUsd),
  ) as [number[], number[]]
  if (leftOut(working) + leftOut(weekend) >= leftOut(all)) return flat
  return {
    meanOf: (day) => mean(isWeekend(day) ? weekend : working),
    deviationNanoUsd: Math.sqrt((squares(working) + squares(weekend)) / (days.length - 2)),
  }
}

/** The squared errors of guessing each of some values from the mean of the others. */
function leftOut(values: readonly number[]): number {
  return values.length < 2 ? Infinity : squares(values) * (values.length / (values.length - 1)) ** 2
}

/** The sum of squared distances from the mean. */
function squares(values: readonly number[]): number {
  const middle = mean(values)
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0)
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}

function isWeekend(day: string): boolean {
  return weekdayOf(day) >= 5
}

/** Between which two eight in ten lie of something above 0 with this mean and variance. */
function logNormalRange(middle: number, variance: number): { low: number; high: number } {
  if (middle <= 0) return { low: 0, high: 0 }
  const spread = Math.sqrt(Math.log1p(variance / middle ** 2))
  const median = middle / Math.sqrt(1 + variance / middle ** 2)
  return {
    low: median * Math.exp(-EIGHT_IN_TEN * spread),
    high: median * Math.exp(EIGHT_IN_TEN * spread),
  }
}
