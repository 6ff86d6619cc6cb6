import { describe, expect, test } from 'vitest'
import { daysBetween, plusDays, weekdayOf } from '../../main/usage/days.ts'
import { forecast, type ForecastFrom } from '../../main/usage/forecast.ts'
import { habits, judge } from '../bench/usage/forecasts.ts'

const DAY = 100_000_000

/** The morning of 21 November after days that each came to the same. */
function evenMonth(changed: Partial<ForecastFrom> = {}): ForecastFrom {
  const days = daysBetween('2026-10-24', '2026-11-20')
  return {
    today: '2026-11-21',
    lastDay: '2026-11-30',
    spentNanoUsd: 20 * DAY,
    reservedNanoUsd: 0,
    spentTodayNanoUsd: 0,
    days: days.map((day) => ({ day, spentNanoUsd: DAY, turnCount: 4 })),
    firstUsedDay: '2026-09-01',
    ...changed,
  }
}

describe('the forecast of a month', () => {
  test('goes on as before, today included', () => {
    expect(forecast(evenMonth())).toEqual({
      expectedNanoUsd: 30 * DAY,
      lowNanoUsd: 30 * DAY,
      highNanoUsd: 30 * DAY,
      dayCount: 28,
    })
  })

  test('counts what was spent today once', () => {
    const half = { spentNanoUsd: 20.5 * DAY, spentTodayNanoUsd: 0.5 * DAY }
    expect(forecast(evenMonth(half))?.expectedNanoUsd).toBe(30 * DAY)
  })

  test('learns from today once it is dearer than a mean day', () => {
    const dear = { spentNanoUsd: 50 * DAY, spentTodayNanoUsd: 30 * DAY }
    const found = forecast(evenMonth(dear))
    expect(found?.dayCount).toBe(29)
    expect(found?.expectedNanoUsd).toBeGreaterThan(59 * DAY)
  })

  test('counts idle days as days, and none before the first use ever', () => {
    const days = evenMonth().days.filter((_, place) => place % 2 === 0)
    const idle = forecast(evenMonth({ days, spentNanoUsd: 3 * DAY }))
    expect(idle?.expectedNanoUsd).toBe(8 * DAY)
    const fresh = forecast(evenMonth({ firstUsedDay: '2026-11-11' }))
    expect(fresh?.dayCount).toBe(10)
  })

  test('is not made before three whole days with a turn', () => {
    const two = { days: evenMonth().days.slice(-2), firstUsedDay: '2026-11-19' }
    expect(forecast(evenMonth(two))).toBeNull()
    const free = evenMonth()
      .days.slice(-3)
      .map((day) => ({ ...day, spentNanoUsd: 0 }))
    expect(forecast(evenMonth({ days: free, spentNanoUsd: 0 }))).toMatchObject({
      expectedNanoUsd: 0,
      highNanoUsd: 0,
    })
    expect(forecast(evenMonth({ firstUsedDay: null, days: [] }))).toBeNull()
  })

  test('tells weekends apart where that would have guessed better', () => {
    const days = evenMonth().days.map((one) => ({
      ...one,
      spentNanoUsd: weekdayOf(one.day) >= 5 ? 0 : DAY,
    }))
    // 21 and 22 November are a weekend, and so are 28 and 29.
    expect(forecast(evenMonth({ days }))?.expectedNanoUsd).toBe(26 * DAY)
  })

  test('is never below what is spent, and may be all that is reserved', () => {
    const found = forecast(evenMonth({ reservedNanoUsd: 40 * DAY }))
    expect(found?.expectedNanoUsd).toBe(40 * DAY)
    expect(found?.highNanoUsd).toBe(60 * DAY)
    expect(found?.lowNanoUsd).toBeGreaterThanOrEqual(20 * DAY)
  })

  test('knows the end on the last day, but for the rest of that day', () => {
    const last = { today: '2026-11-30', lastDay: '2026-11-30', spentTodayNanoUsd: 2 * DAY }
    const days = daysBetween('2026-11-02', '2026-11-29').map((day) => ({
      day,
      spentNanoUsd: DAY,
      turnCount: 1,
    }))
    const found = forecast(evenMonth({ ...last, days, spentNanoUsd: 31 * DAY }))
    expect(found).toMatchObject({ expectedNanoUsd: 31 * DAY, highNanoUsd: 31 * DAY })
  })

  test('has a range that narrows as the month goes by', () => {
    const spread = (today: string): number => {
      const days = daysBetween(plusDays(today, -28), plusDays(today, -1)).map((day, place) => ({
        day,
        spentNanoUsd: ((place * 7) % 5) * DAY,
        turnCount: 1,
      }))
      const found = forecast(evenMonth({ today, days }))
      return (found?.highNanoUsd ?? 0) - (found?.lowNanoUsd ?? 0)
    }
    const spreads = ['2026-11-05', '2026-11-12', '2026-11-19', '2026-11-26'].map(spread)
    expect(spreads).toEqual(spreads.toSorted((one, other) => other - one))
    expect(spreads.at(-1)).toBeGreaterThan(0)
  })

  test('holds in about eight of ten simulated months (seed 20261122)', () => {
    const judged = habits.map((habit) => judge(habit, 60, 20_261_122))
    const count = judged.reduce((sum, { forecastCount }) => sum + forecastCount, 0)
    const within = judged.reduce((sum, one) => sum + one.withinPercent * one.forecastCount, 0)
    expect(within / count).toBeGreaterThan(74)
    expect(within / count).toBeLessThan(88)
    for (const { withinPercent } of judged) expect(withinPercent).toBeGreaterThan(60)
  })
})
