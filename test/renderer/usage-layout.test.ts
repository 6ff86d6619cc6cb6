import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { amountsInCredits } from '../../renderer/screens/usage/amounts.ts'
import {
  barAt,
  barNanoUsd,
  labelledBars,
  layOutBars,
} from '../../renderer/screens/usage/bars-layout.ts'
import { estimateDots, missedRows } from '../../renderer/screens/usage/estimate-dots.ts'
import { hairlines } from '../../renderer/screens/usage/hairlines.ts'
import { roundedForecast } from '../../renderer/screens/usage/rounded-forecast.ts'
import { bars } from './usage-arbitraries.ts'

const CREDIT = 100_000

describe('hairlines', () => {
  test('stand at figures that people count in', () => {
    const credits = (largest: number): number[] =>
      hairlines(largest * CREDIT, CREDIT).map((line) => line / CREDIT)
    expect(credits(9_900)).toEqual([0, 2_500, 5_000, 7_500, 10_000])
    expect(credits(10_100)).toEqual([0, 3_000, 6_000, 9_000, 12_000])
    expect(credits(42)).toEqual([0, 15, 30, 45, 60])
    expect(credits(1)).toEqual([0, 1, 2, 3, 4])
    expect(credits(0)).toEqual([0])
  })

  test('are four above the base line, whole units apart, and reach the largest bar without waste', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10 ** 15 }),
        fc.constantFrom(100, 10_000, CREDIT, 10_000_000, 10_869_565.217),
        (largest, unit) => {
          const lines = hairlines(largest, unit)
          expect(lines).toHaveLength(5)
          const [first = 0, second = 0, , , last = 0] = lines
          const step = second - first
          expect(last).toBeGreaterThanOrEqual(largest * (1 - 1e-9))
          expect(Math.abs(step / unit - Math.round(step / unit))).toBeLessThan(1e-6)
          expect(last).toBeLessThanOrEqual(Math.max(4 * unit, largest * 2.01))
        },
      ),
    )
  })
})

describe('bars', () => {
  const plot = { widthPx: 500, heightPx: 210 }

  test('stack the dearest at the bottom on whole pixels, 1 px apart, inside the plot', () => {
    fc.assert(
      fc.property(bars, (all) => {
        const topNanoUsd = Math.max(1, ...all.map(barNanoUsd))
        for (const [place, bar] of layOutBars(all, { ...plot, topNanoUsd }).entries()) {
          expect(bar.xPx).toBeGreaterThanOrEqual(0)
          expect(bar.xPx + bar.widthPx).toBeLessThanOrEqual(plot.widthPx)
          const ranks = bar.parts.map(({ tier }) => ['premium', 'balanced', 'fast'].indexOf(tier))
          expect(ranks).toEqual(ranks.toSorted((one, other) => one - other))
          let floor = plot.heightPx
          for (const { yPx, heightPx } of bar.parts) {
            expect(Number.isInteger(yPx) && Number.isInteger(heightPx)).toBe(true)
            expect(heightPx, 'what was spent is seen').toBeGreaterThanOrEqual(1)
            expect(yPx + heightPx).toBe(floor)
            floor = yPx - 1
          }
          const heightPx = plot.heightPx - (bar.parts.at(-1)?.yPx ?? plot.heightPx)
          const exactPx = (barNanoUsd(all[place] ?? fail()) / topNanoUsd) * plot.heightPx
          const leastPx = Math.max(0, 2 * bar.parts.length - 1)
          expect(Math.abs(heightPx - Math.max(exactPx, leastPx))).toBeLessThanOrEqual(1)
        }
      }),
    )
  })

  test('are found by where the pointer is, to the edges of the plot and beyond', () => {
    expect(barAt(0, 300, 30)).toBe(0)
    expect(barAt(9.9, 300, 30)).toBe(0)
    expect(barAt(10, 300, 30)).toBe(1)
    expect(barAt(300, 300, 30)).toBe(29)
    expect(barAt(-5, 300, 30)).toBe(0)
    expect(barAt(900, 300, 30)).toBe(29)
  })

  test('have labels at the first and each seventh day, and at today with room around it', () => {
    expect(labelledBars(30, 20, 'days')).toEqual([0, 6, 13, 20, 27])
    expect(labelledBars(30, 18, 'days')).toEqual([0, 6, 13, 18, 27])
    expect(labelledBars(30, 0, 'days')).toEqual([0, 6, 13, 20, 27])
    expect(labelledBars(31, -1, 'days')).toEqual([0, 6, 13, 20, 27])
    expect(labelledBars(7, 3, 'days')).toEqual([0, 1, 2, 3, 4, 5, 6])
    expect(labelledBars(40, -1, 'months')).toEqual([0, 5, 11, 17, 23, 29, 35])
  })
})

describe('the dots of estimates', () => {
  const missed = fc.array(fc.integer({ min: -100, max: 900 }), { maxLength: 30 })

  test('are one a turn, cheaper to the left, on an axis that holds nearly all of them', () => {
    fc.assert(
      fc.property(missed, (percents) => {
        const { endPercent, isBeyond, piles } = estimateDots(percents)
        const middle = (piles.length - 1) / 2
        const sum = (from: number, to: number): number =>
          piles.slice(from, to).reduce((total, count) => total + count, 0)
        expect(sum(0, piles.length)).toBe(percents.length)
        expect(sum(0, middle)).toBeLessThanOrEqual(percents.filter((one) => one < 0).length)
        expect(sum(middle + 1, piles.length)).toBeLessThanOrEqual(
          percents.filter((one) => one > 0).length,
        )
        expect(isBeyond.above).toBe(percents.some((one) => one > endPercent))
        expect(isBeyond.below).toBe(percents.some((one) => one < -endPercent))
      }),
    )
    expect(estimateDots([-11, 3, 12]).endPercent).toBe(20)
    expect(estimateDots([-11, 3, 45]).endPercent).toBe(50)
    expect(estimateDots([...Array.from({ length: 20 }, () => 1), 700])).toMatchObject({
      endPercent: 20,
      isBeyond: { above: true, below: false },
    })
  })

  test('are the same turns in the table', () => {
    fc.assert(
      fc.property(missed, (percents) => {
        const counts = missedRows(percents).map(({ turnCount }) => turnCount)
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(percents.length)
      }),
    )
    expect(missedRows([-60, -5, -1, 0, 1, 6, 20])).toMatchObject([
      { direction: 'less', overPercent: 50, upToPercent: null, turnCount: 1 },
      { direction: 'less', overPercent: 1, upToPercent: 5, turnCount: 1 },
      { direction: 'as-estimated', turnCount: 3 },
      { direction: 'more', overPercent: 5, upToPercent: 10, turnCount: 1 },
      { direction: 'more', overPercent: 10, upToPercent: 20, turnCount: 1 },
    ])
  })
})

test('a forecast is said in figures as round as it is sure', () => {
  const amounts = amountsInCredits(10_000, 'en-GB')
  const said = (low: number, expected: number, high: number): number[] => {
    const forecast = {
      lowNanoUsd: low * CREDIT,
      expectedNanoUsd: expected * CREDIT,
      highNanoUsd: high * CREDIT,
      dayCount: 20,
    }
    const { lowNanoUsd, expectedNanoUsd, highNanoUsd } = roundedForecast(forecast, amounts)
    return [lowNanoUsd / CREDIT, expectedNanoUsd / CREDIT, highNanoUsd / CREDIT]
  }
  expect(said(158_123, 170_312, 184_000)).toEqual([158_000, 170_000, 184_000])
  expect(said(1_240.4, 1_244.2, 1_250.9)).toEqual([1_240, 1_244, 1_251])
  expect(said(1, 120, 250)).toEqual([10, 120, 250])
})

function fail(): never {
  throw new Error('There are as many bars as there were')
}
