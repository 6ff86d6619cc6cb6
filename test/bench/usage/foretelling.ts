import { measured, type Measured } from '../chat/measured.ts'
import { habits, judge } from './forecasts.ts'
import { SEED } from './reading.ts'

const MONTHS = 300
/** Said to be eight in ten; so far off it may be, either way. */
const PROMISED_PERCENT = 80
const OFF_BY_GOAL = 5

/** In how many of a hundred simulated months the end was within the range that was said, by habit. */
export function foretelling(): Promise<Measured[]> {
  const judged = habits.map((habit) => judge(habit, MONTHS, SEED))
  const count = judged.reduce((sum, { forecastCount }) => sum + forecastCount, 0)
  const within = judged.reduce((sum, one) => sum + one.withinPercent * one.forecastCount, 0) / count
  const figures = Object.fromEntries(
    judged.flatMap((one) => [
      [`${one.name}, within %`, one.withinPercent],
      [`${one.name}, median error %`, one.medianErrorPercent],
    ]),
  )
  const name = 'Forecast: how far from 80 in 100 its range holds'
  return Promise.resolve([
    measured(name, Math.abs(within - PROMISED_PERCENT), OFF_BY_GOAL, {
      withinPercent: within,
      forecasts: count,
      ...figures,
    }),
  ])
}
