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

/** How much variance a few weeks miss, for each time that a day's spread is its mean. */
const UNSEEN_SHARE = 0.4

/** At most so much of a day is felt on the next one. */
const MOST_FELT = 0.6

/** So few days are believed by half in how much of a day is felt on the next one. */
const HALF_BELIEVED_DAYS = 5

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
 * mean μ and variance s² of a day, and m days to come, with the share of today that is left:
 *
 *     rest = Σ μ over the days to come + what a mean day has left over what was spent today
 *     expected = spent + max(rest, reserved / 2)
 *     variance = s² · m · (1 + m / n) · (1 + r) / (1 − r) · (1 + 0.4 · s / μ)
 *
 * m / n is how little n days know of the mean; r how much of a day is still felt on the next, from
 * 0 to 0.6; and the last term is for dear days, of which a few weeks see too few. Where two weeks
 * are known and each past day would have been guessed better so from the others, weekends have a
 * mean of their own.
 *
 * The range is that of a log-normal rest with this mean and variance, because spending has no end
 * upwards and one at nothing; it is wider by 1 / (n − 1) for how little n days know of s. What is
 * reserved may all be spent, so the range ends no lower. Simulated months show how often it holds:
 * `npm run bench -- usage`.
 */
export function forecast(from: ForecastFrom): Forecast | null {
  const { today, lastDay, spentNanoUsd, reservedNanoUsd, spentTodayNanoUsd } = from
  const past = pastDays(from)
  if (past.filter(({ turnCount }) => turnCount > 0).length < FEWEST_USED_DAYS) return null
  const isDearToday = spentTodayNanoUsd > mean(past.map((day) => day.spentNanoUsd))
  const days = isDearToday ? [...past, { day: today, spentNanoUsd: spentTodayNanoUsd }] : past
  const { meanOf, varianceOf } = patternOf(days)
  const toCome = daysBetween(plusDays(today, 1), lastDay)
  const todayRest = Math.max(0, meanOf(today) - spentTodayNanoUsd)
  const todayShare = meanOf(today) > 0 ? todayRest / meanOf(today) : 0
  const rest = toCome.reduce((sum, day) => sum + meanOf(day), todayRest)
  const range = logNormalRange(rest, varianceOf(toCome.length + todayShare), days.length)
  const expected = Math.max(rest, reservedNanoUsd / 2)
  return {
    expectedNanoUsd: Math.round(spentNanoUsd + expected),
    lowNanoUsd: Math.round(spentNanoUsd + Math.min(expected, range.low)),
    highNanoUsd: Math.round(spentNanoUsd + Math.max(expected, reservedNanoUsd, range.high)),
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

/** What a day of a kind comes to, and the variance of so many of them together. */
function patternOf(days: readonly Day[]): {
  meanOf: (day: string) => number
  varianceOf: (dayCount: number) => number
} {
  const { meanOf, meanCount } = meansOf(days)
  const usualNanoUsd = mean(days.map(({ spentNanoUsd }) => spentNanoUsd))
  const misses = days.map(({ day, spentNanoUsd }) => spentNanoUsd - meanOf(day))
  const variance = products(misses, misses) / (days.length - meanCount)
  const felt = stillFelt(misses)
  const unseen = usualNanoUsd > 0 ? (UNSEEN_SHARE * Math.sqrt(variance)) / usualNanoUsd : 0
  return {
    meanOf,
    varianceOf: (dayCount) =>
      variance * dayCount * (1 + dayCount / days.length) * ((1 + felt) / (1 - felt)) * (1 + unseen),
  }
}

/** One mean for every day, or one for working days and one for weekends. */
function meansOf(days: readonly Day[]): { meanOf: (day: string) => number; meanCount: 1 | 2 } {
  const spentOn = (some: readonly Day[]): number[] => some.map(({ spentNanoUsd }) => spentNanoUsd)
  const all = spentOn(days)
  const [usual, working, weekend] = [
    mean(all),
    spentOn(days.filter(({ day }) => !isWeekend(day))),
    spentOn(days.filter(({ day }) => isWeekend(day))),
  ]
  const isBetter = leftOut(working) + leftOut(weekend) < leftOut(all)
  if (days.length < FEWEST_FOR_WEEKENDS || !isBetter) return { meanOf: () => usual, meanCount: 1 }
  const [onWorking, atWeekend] = [mean(working), mean(weekend)]
  return { meanOf: (day) => (isWeekend(day) ? atWeekend : onWorking), meanCount: 2 }
}

/** How much of what a day was off by is felt on the next one; what few days seem to say is halved. */
function stillFelt(misses: readonly number[]): number {
  const all = products(misses, misses)
  if (all === 0) return 0
  const found = products(misses.slice(1), misses) / all + 1 / misses.length
  const believed = (found * misses.length) / (misses.length + HALF_BELIEVED_DAYS)
  return Math.min(MOST_FELT, Math.max(0, believed))
}

function products(values: readonly number[], others: readonly number[]): number {
  return values.reduce((sum, value, place) => sum + value * (others[place] ?? 0), 0)
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

/** Between which two eight in ten lie of something above 0, known from so many days. */
function logNormalRange(
  middle: number,
  variance: number,
  dayCount: number,
): { low: number; high: number } {
  if (middle <= 0) return { low: 0, high: 0 }
  const relative = variance / middle ** 2
  const reach = EIGHT_IN_TEN * (1 + 1 / (dayCount - 1)) * Math.sqrt(Math.log1p(relative))
  const median = middle / Math.sqrt(1 + relative)
  return { low: median * Math.exp(-reach), high: median * Math.exp(reach) }
}
