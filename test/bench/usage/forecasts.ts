import { daysBetween, plusDays, weekdayOf } from '../../../main/usage/days.ts'
import { forecast } from '../../../main/usage/forecast.ts'
import { randomOfCase } from '../../torture/part.ts'

/** How one person spends: nothing of it is told to the forecast. */
export type Habit = {
  name: string
  /** How likely anything is done on a working day, and on a weekend. */
  uses: number
  usesAtWeekends: number
  /** The spread of a day's spending, as of a log-normal. */
  spread: number
  /** Times as much at a weekend. */
  weekendShare: number
  /** Times as much with each day that goes by. */
  growth: number
  /** Days between the first use and the month that is forecast. */
  daysBefore: number
  /** How much of a day's difference from the usual is still there on the next. */
  memory: number
}

export const habits: readonly Habit[] = [
  {
    name: 'at work',
    uses: 0.95,
    usesAtWeekends: 0.25,
    spread: 0.6,
    weekendShare: 0.4,
    growth: 1,
    daysBefore: 60,
    memory: 0,
  },
  {
    name: 'every day',
    uses: 0.98,
    usesAtWeekends: 0.98,
    spread: 0.4,
    weekendShare: 1,
    growth: 1,
    daysBefore: 60,
    memory: 0,
  },
  {
    name: 'now and then',
    uses: 0.4,
    usesAtWeekends: 0.4,
    spread: 1,
    weekendShare: 1,
    growth: 1,
    daysBefore: 60,
    memory: 0,
  },
  {
    name: 'in spells',
    uses: 0.7,
    usesAtWeekends: 0.5,
    spread: 0.8,
    weekendShare: 1,
    growth: 1,
    daysBefore: 60,
    memory: 0.5,
  },
  {
    name: 'more and more',
    uses: 0.9,
    usesAtWeekends: 0.5,
    spread: 0.6,
    weekendShare: 0.7,
    growth: 1.01,
    daysBefore: 60,
    memory: 0,
  },
  {
    name: 'new this month',
    uses: 0.8,
    usesAtWeekends: 0.5,
    spread: 0.7,
    weekendShare: 1,
    growth: 1,
    daysBefore: 0,
    memory: 0,
  },
]

export type Judged = {
  name: string
  /** Of the forecasts made in mornings from the 5th to the 26th of a month. */
  forecastCount: number
  /** In how many of a hundred the month ended within the range. */
  withinPercent: number
  belowPercent: number
  abovePercent: number
  /** How far expected was from the truth in the middle, in per cent of the truth. */
  medianErrorPercent: number
}

const FIRST_DAY = '2026-10-01'
const LAST_DAY = '2026-10-31'
const FORECAST_FROM = 5
const FORECAST_UNTIL = 26

/** What became of the forecasts of so many simulated months of a person. */
export function judge(habit: Habit, months: number, seed: number): Judged {
  const errors: number[] = []
  let [within, below, above] = [0, 0, 0]
  for (let month = 0; month < months; month += 1) {
    const days = spendingOf(habit, seed, month)
    const total = sum(days.filter(({ day }) => day >= FIRST_DAY))
    const firstUsedDay = days.find(({ turnCount }) => turnCount > 0)?.day ?? null
    for (let date = FORECAST_FROM; date <= FORECAST_UNTIL; date += 3) {
      const today = plusDays(FIRST_DAY, date - 1)
      const past = days.filter(({ day }) => day < today)
      const found = forecast({
        today,
        lastDay: LAST_DAY,
        spentNanoUsd: sum(past.filter(({ day }) => day >= FIRST_DAY)),
        reservedNanoUsd: 0,
        spentTodayNanoUsd: 0,
        days: past.filter(({ day }) => day >= plusDays(today, -28)),
        firstUsedDay,
      })
      if (found === null || total === 0) continue
      errors.push((Math.abs(found.expectedNanoUsd - total) / total) * 100)
      if (total < found.lowNanoUsd) below += 1
      else if (total > found.highNanoUsd) above += 1
      else within += 1
    }
  }
  const share = (count: number): number => rounded((count / errors.length) * 100)
  const sorted = errors.toSorted((one, other) => one - other)
  return {
    name: habit.name,
    forecastCount: errors.length,
    withinPercent: share(within),
    belowPercent: share(below),
    abovePercent: share(above),
    medianErrorPercent: rounded(sorted[sorted.length >> 1] ?? 0),
  }
}

function spendingOf(habit: Habit, seed: number, month: number) {
  const { fraction: random } = randomOfCase(seed, habit.name, month)
  const normal = (): number =>
    Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const scale = 50_000_000 * Math.exp(normal())
  let difference = 0
  return daysBetween(plusDays(FIRST_DAY, -habit.daysBefore), LAST_DAY).map((day, index) => {
    const isWeekend = weekdayOf(day) >= 5
    difference = habit.memory * difference + Math.sqrt(1 - habit.memory ** 2) * normal()
    const isUsed = random() < (isWeekend ? habit.usesAtWeekends : habit.uses)
    const share = (isWeekend ? habit.weekendShare : 1) * habit.growth ** index
    const spent = Math.round(scale * share * Math.exp(habit.spread * difference))
    return { day, spentNanoUsd: isUsed ? spent : 0, turnCount: isUsed ? 3 : 0 }
  })
}

function sum(days: readonly { spentNanoUsd: number }[]): number {
  return days.reduce((total, { spentNanoUsd }) => total + spentNanoUsd, 0)
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10
}
