import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayStartsAtMs, localDay, periodAt } from '../../main/ledger/calendar.ts'
import {
  dayCountOf,
  daysBetween,
  lastDayOf,
  nextMonth,
  openDayFinder,
  plusDays,
  weekdayOf,
} from '../../main/usage/days.ts'

const SEED = 20_261_122
const DAY_MS = 24 * 60 * 60 * 1000

const zone = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'America/Los_Angeles',
  'Asia/Kolkata',
  'Pacific/Auckland',
  // Its clock skips midnight where summer begins.
  'America/Santiago',
  'Africa/Cairo',
)
const instant = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2030, 0, 1) })

test(`an attempt counts on the day its period's time zone had then (seed ${SEED})`, () => {
  fc.assert(
    fc.property(
      instant,
      zone,
      fc.integer({ min: 1, max: 28 }),
      fc.nat(),
      (atMs, place, day, at) => {
        const period = periodAt(atMs, day, place)
        const find = openDayFinder(period)
        const within = period.startsAtMs + (at % (period.endsAtMs - period.startsAtMs))
        expect(find(within)).toBe(localDay(within, place))
        expect(find(period.startsAtMs)).toBe(period.id)
        expect(find(period.endsAtMs - 1)).toBe(lastDayOf(period))
      },
    ),
    { seed: SEED, numRuns: 300 },
  )
})

test('what lies outside its period counts on the nearest of its days', () => {
  const period = periodAt(Date.UTC(2026, 10, 22), 1, 'Europe/Berlin')
  const find = openDayFinder(period)
  expect(find(period.startsAtMs - 1)).toBe('2026-11-01')
  expect(find(period.endsAtMs + DAY_MS)).toBe('2026-11-30')
})

test(`every day begins once (seed ${SEED})`, () => {
  fc.assert(
    fc.property(instant, zone, (atMs, place) => {
      const day = localDay(atMs, place)
      const startsAtMs = dayStartsAtMs(day, place)
      expect(localDay(startsAtMs, place)).toBe(day)
      expect(localDay(startsAtMs - 1, place)).toBe(plusDays(day, -1))
    }),
    { seed: SEED, numRuns: 300 },
  )
})

describe('days as texts', () => {
  test('count over the ends of months and years', () => {
    expect(plusDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(plusDays('2028-03-01', -1)).toBe('2028-02-29')
    expect(daysBetween('2026-11-29', '2026-12-02')).toEqual([
      '2026-11-29',
      '2026-11-30',
      '2026-12-01',
      '2026-12-02',
    ])
    expect(daysBetween('2026-12-02', '2026-12-01')).toEqual([])
    expect(dayCountOf('2026-11-01', '2026-11-30')).toBe(30)
  })

  test('begin their week on Monday', () => {
    expect(weekdayOf('2026-11-16')).toBe(0)
    expect(weekdayOf('2026-11-22')).toBe(6)
  })

  test('find the next month, which may be shorter', () => {
    expect(nextMonth('2026-11-15')).toBe('2026-12-15')
    expect(nextMonth('2026-12-01')).toBe('2027-01-01')
    expect(nextMonth('2027-01-30')).toBe('2027-02-28')
  })
})
