import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nextPeriod, periodAt } from '../../main/ledger/calendar.ts'
import { CREDIT, NOVEMBER_10, profileOnDisk, reserve } from '../helpers/profile-on-disk.ts'

const zones = [
  'UTC',
  'Asia/Tokyo',
  'America/New_York',
  'Europe/Berlin',
  'Pacific/Chatham',
  'America/Santiago',
  'Africa/Cairo',
]

describe('a period', () => {
  test('is a calendar month in its own time zone', () => {
    const period = periodAt(Date.UTC(2026, 9, 31, 16), 1, 'Asia/Tokyo')
    expect(period.id).toBe('2026-11-01')
    expect(period.startsAtMs).toBe(Date.UTC(2026, 9, 31, 15))
    expect(period.endsAtMs).toBe(Date.UTC(2026, 10, 30, 15))
  })

  test('begins on its start day', () => {
    expect(periodAt(Date.UTC(2026, 2, 14), 15, 'UTC').id).toBe('2026-02-15')
    expect(periodAt(Date.UTC(2026, 0, 1), 28, 'UTC').id).toBe('2025-12-28')
  })

  test('contains the moment it was asked for, and the next begins where it ends', () => {
    const moment = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2040, 0) })
    fc.assert(
      fc.property(
        moment,
        fc.integer({ min: 1, max: 28 }),
        fc.constantFrom(...zones),
        (atMs, day, zone) => {
          const period = periodAt(atMs, day, zone)
          expect(period.startsAtMs).toBeLessThanOrEqual(atMs)
          expect(period.endsAtMs).toBeGreaterThan(atMs)
          expect(periodAt(period.endsAtMs, day, zone).startsAtMs).toBe(period.endsAtMs)
          expect(periodAt(period.startsAtMs - 1, day, zone).endsAtMs).toBe(period.startsAtMs)
        },
      ),
      { numRuns: 500 },
    )
  })
})

describe('a period that has to begin off its start day', () => {
  const november = periodAt(NOVEMBER_10, 1, 'UTC')
  const DAY_MS = 24 * 3_600_000

  test.each<[string, number, string, string]>([
    ['runs to the next start day if that is 15 days away', 16, '2026-12-01', '2026-12-16'],
    ['runs to the start day after it if the next is nearer', 15, '2026-12-01', '2027-01-15'],
    ['is a whole month where the start day stayed', 1, '2026-12-01', '2027-01-01'],
    ['runs to a start day in the month after', 2, '2026-12-01', '2027-01-02'],
    ['may run to the last start day there is', 28, '2026-12-01', '2026-12-28'],
  ])('%s', (_name, startDay, startsOn, endsOn) => {
    const period = nextPeriod(november.endsAtMs, startDay, 'UTC', november)
    expect(period).toEqual({
      id: startsOn,
      startsAtMs: november.endsAtMs,
      endsAtMs: Date.parse(endsOn),
      timeZone: 'UTC',
    })
  })

  test('counts 15 days by the calendar, also where one of them is an hour short', () => {
    const february = periodAt(Date.UTC(2026, 1, 10), 1, 'America/New_York')
    const march = nextPeriod(february.endsAtMs, 16, 'America/New_York', february)
    expect(march.endsAtMs - march.startsAtMs).toBe(15 * DAY_MS - 3_600_000)
  })

  test('contains the moment it is opened for, follows on, and ends on a start day', () => {
    const zone = fc.constantFrom(...zones)
    const day = fc.integer({ min: 1, max: 28 })
    const moment = fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2036, 0) })
    const waitMs = fc.integer({ min: 0, max: 60 * DAY_MS })
    fc.assert(
      fc.property(moment, waitMs, day, day, zone, zone, (atMs, wait, day1, day2, zone1, zone2) => {
        const before = periodAt(atMs, day1, zone1)
        const openedAtMs = before.endsAtMs + wait
        const period = nextPeriod(openedAtMs, day2, zone2, before)
        expect(period.startsAtMs).toBeGreaterThanOrEqual(before.endsAtMs)
        expect(period.startsAtMs).toBeLessThanOrEqual(openedAtMs)
        expect(period.endsAtMs).toBeGreaterThan(openedAtMs)
        expect(periodAt(period.endsAtMs, day2, zone2).startsAtMs).toBe(period.endsAtMs)
        const days = (period.endsAtMs - period.startsAtMs) / DAY_MS
        expect(days).toBeGreaterThan(14.9)
        expect(days).toBeLessThan(46.1)
      }),
      { numRuns: 500 },
    )
  })

  test('is never needed by who stays at home and keeps the start day', () => {
    let period = periodAt(NOVEMBER_10, 28, 'Europe/Berlin')
    for (let month = 0; month < 48; month += 1) {
      const next = nextPeriod(period.endsAtMs, 28, 'Europe/Berlin', period)
      expect(next).toEqual(periodAt(period.endsAtMs, 28, 'Europe/Berlin'))
      period = next
    }
  })
})

describe('the monthly grant', () => {
  test('comes once, however often the month is asked about', () => {
    const { ledger } = profileOnDisk()
    ledger.setMonthlyBudget(100 * CREDIT, 'first')
    for (let time = 0; time < 5; time += 1) ledger.budget()
    expect(ledger.budget().balances.grantedNanoUsd).toBe(100 * CREDIT)
  })

  test('comes anew with the next month, and what was spent stays in the old one', () => {
    const profile = profileOnDisk()
    const { ledger, clock, storage } = profile
    ledger.setMonthlyBudget(100 * CREDIT, 'first')
    reserve(profile, 't1', 40 * CREDIT)
    ledger.markDispatched('t1')
    clock.atMs = Date.UTC(2026, 11, 1)
    expect(ledger.budget().balances).toMatchObject({
      grantedNanoUsd: 100 * CREDIT,
      reservedNanoUsd: 0,
    })
    ledger.settle('t1', 25 * CREDIT, 'exact')
    expect(storage.periods.balances('2026-11-01').spentNanoUsd).toBe(25 * CREDIT)
    expect(ledger.budget().balances.spentNanoUsd).toBe(0)
  })

  test('does not come again when the clock goes back and forth or the zone changes', () => {
    const profile = profileOnDisk()
    const { ledger, clock } = profile
    ledger.setMonthlyBudget(100 * CREDIT, 'first')
    clock.atMs = Date.UTC(2026, 11, 5)
    expect(reserve(profile, 'december', CREDIT).ok).toBe(true)
    clock.atMs = NOVEMBER_10
    clock.zone = 'Asia/Tokyo'
    expect(ledger.budget().period.id).toBe('2026-12-01')
    clock.zone = 'America/New_York'
    clock.atMs = Date.UTC(2026, 11, 31, 23)
    expect(ledger.budget().balances.grantedNanoUsd).toBe(100 * CREDIT)
  })

  test('is not brought by looking: a clock that is wrong for a moment does no harm', () => {
    const { ledger, clock, storage } = profileOnDisk()
    ledger.setMonthlyBudget(100 * CREDIT, 'first')
    clock.atMs = Date.UTC(2030, 0)
    expect(ledger.budget()).toMatchObject({
      period: { id: '2030-01-01' },
      balances: { grantedNanoUsd: 100 * CREDIT, spentNanoUsd: 0 },
    })
    clock.atMs = NOVEMBER_10
    expect(ledger.budget().period.id).toBe('2026-11-01')
    expect(storage.periods.newest()?.id).toBe('2026-11-01')
  })

  test('comes at the end of the month also to who has travelled west, where it is not over', () => {
    const profile = profileOnDisk()
    const { ledger, clock } = profile
    clock.zone = 'Europe/Berlin'
    ledger.setMonthlyBudget(100 * CREDIT, 'first')
    const { endsAtMs } = ledger.budget().period
    clock.zone = 'America/New_York'
    for (const atMs of [endsAtMs, endsAtMs + 3_600_000, endsAtMs + 10 * 3_600_000]) {
      clock.atMs = atMs
      expect(reserve(profile, `at ${atMs}`, CREDIT).ok).toBe(true)
    }
    const { period, balances } = ledger.budget()
    expect(period.startsAtMs).toBe(endsAtMs)
    expect(balances).toMatchObject({ grantedNanoUsd: 100 * CREDIT, reservedNanoUsd: 3 * CREDIT })
  })
})
