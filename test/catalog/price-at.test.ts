import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { figuresAt, nextChangeMs } from '../../main/catalog/price-at.ts'
import type { ListedPrice, PricedModel } from '../../main/catalog/price-list.ts'

const DAY_MS = 86_400_000

function model(...prices: ListedPrice[]): PricedModel {
  return { id: 'a', prices }
}

function price(output: number, time: Pick<ListedPrice, 'from' | 'hours'> = {}): ListedPrice {
  return { ...time, rates: { input: 1, output } }
}

function outputAt(one: PricedModel, time: string): number | null {
  return figuresAt(one, Date.parse(time))?.rates.outputPicoUsd ?? null
}

describe('a dated price', () => {
  const doubling = model(price(5), price(10, { from: '2027-01-01' }))

  test('begins with the first moment of its day in UTC, not a moment before', () => {
    expect(outputAt(doubling, '2026-12-31T23:59:59.999Z')).toBe(5)
    expect(outputAt(doubling, '2027-01-01T00:00:00.000Z')).toBe(10)
    expect(outputAt(doubling, '2027-01-01T00:30:00+01:00')).toBe(5)
  })

  test('before the first of all dates is unknown', () => {
    expect(outputAt(model(price(5, { from: '2026-01-01' })), '2025-12-31T12:00:00Z')).toBeNull()
  })

  test('says when it ends', () => {
    expect(nextChangeMs(doubling, Date.parse('2026-11-22T12:00:00Z'))).toBe(Date.UTC(2027, 0, 1))
    expect(nextChangeMs(doubling, Date.UTC(2027, 0, 1))).toBe(Infinity)
  })
})

describe('a price by the time of day', () => {
  const peaks = model(
    price(2),
    price(4, { hours: [3_600, 14_400] }),
    price(4, { hours: [21_600, 36_000] }),
  )
  const night = model(price(2), price(1, { hours: [16.5 * 3_600, 1_800] }))

  test.each([
    ['2026-11-22T00:59:59.999Z', 2],
    ['2026-11-22T01:00:00.000Z', 4],
    ['2026-11-22T03:59:59.999Z', 4],
    ['2026-11-22T04:00:00.000Z', 2],
    ['2026-11-22T06:00:00.000Z', 4],
    ['2026-11-22T10:00:00.000Z', 2],
    ['1969-12-31T07:00:00.000Z', 4],
  ])('at %s is %i', (time, output) => {
    expect(outputAt(peaks, time)).toBe(output)
  })

  test.each([
    ['2026-11-22T16:29:59.999Z', 2],
    ['2026-11-22T16:30:00.000Z', 1],
    ['2026-11-22T23:59:59.999Z', 1],
    ['2026-11-23T00:29:59.999Z', 1],
    ['2026-11-23T00:30:00.000Z', 2],
  ])('that runs past midnight, at %s, is %i', (time, output) => {
    expect(outputAt(night, time)).toBe(output)
  })
})

test('between one change and the next every moment has the same price', () => {
  const second = fc.integer({ min: 0, max: 86_400 })
  const time = fc.record({
    from: fc.option(fc.integer({ min: -20, max: 20 }), { nil: undefined }),
    hours: fc.option(fc.tuple(second, second), { nil: undefined }),
  })
  const start = Date.UTC(2026, 10, 22)
  fc.assert(
    fc.property(
      fc.array(time, { minLength: 1, maxLength: 5 }),
      fc.integer({ min: -10 * DAY_MS, max: 10 * DAY_MS }),
      fc.double({ min: 0, max: 0.999_999, noNaN: true }),
      (times, offsetMs, share) => {
        const listed = times.map(({ from, hours }, index) =>
          price(index + 1, {
            ...(from !== undefined && {
              from: new Date(start + from * DAY_MS).toISOString().slice(0, 10),
            }),
            ...(hours && { hours }),
          }),
        )
        const one = model(price(100), ...listed)
        const atMs = start + offsetMs
        const nextMs = Math.min(nextChangeMs(one, atMs), atMs + 3 * DAY_MS)
        expect(nextMs).toBeGreaterThan(atMs)
        const betweenMs = atMs + Math.floor((nextMs - atMs) * share)
        expect(figuresAt(one, betweenMs)).toEqual(figuresAt(one, atMs))
      },
    ),
  )
})
