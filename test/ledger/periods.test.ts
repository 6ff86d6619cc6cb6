import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { periodAt } from '../../main/ledger/calendar.ts'
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
