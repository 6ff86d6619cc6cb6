import { describe, expect, test } from 'vitest'
import { nextPeriod, periodAt } from '../../main/ledger/calendar.ts'
import { spanOf } from '../../main/usage/span.ts'

const october = periodAt(Date.UTC(2026, 9, 10), 1, 'UTC')
const november = periodAt(Date.UTC(2026, 10, 10), 1, 'UTC')
const known = {
  periods: [october, november],
  today: '2026-11-22',
  firstUsed: { periodId: '2026-10-01', day: '2026-10-14' },
}

describe('a day', () => {
  test('has the day before and after it, as far as there is anything', () => {
    expect(spanOf('day', null, known)).toMatchObject({
      firstDay: '2026-11-22',
      lastDay: '2026-11-22',
      earlierDay: '2026-11-21',
      laterDay: null,
    })
    expect(spanOf('day', '2026-10-14', known)).toMatchObject({
      earlierDay: null,
      laterDay: '2026-10-15',
    })
  })

  test('that is still to come is today', () => {
    expect(spanOf('day', '2027-01-01', known).firstDay).toBe('2026-11-22')
  })
})

describe('a week', () => {
  test('is from Monday to Sunday, days to come included', () => {
    expect(spanOf('week', '2026-11-18', known)).toMatchObject({
      firstDay: '2026-11-16',
      lastDay: '2026-11-22',
      earlierDay: '2026-11-15',
      laterDay: null,
    })
    const monday = { ...known, today: '2026-11-16' }
    expect(spanOf('week', null, monday)).toMatchObject({ lastDay: '2026-11-22', laterDay: null })
    expect(spanOf('week', '2026-11-15', monday)).toMatchObject({
      firstDay: '2026-11-09',
      laterDay: '2026-11-16',
    })
  })
})

describe('a month', () => {
  test('is the budget month that the day is in, and leads to those beside it', () => {
    expect(spanOf('month', null, known)).toMatchObject({
      period: november,
      firstDay: '2026-11-01',
      lastDay: '2026-11-30',
      earlierDay: '2026-10-01',
      laterDay: null,
    })
    expect(spanOf('month', '2026-10-31', known)).toMatchObject({
      period: october,
      earlierDay: null,
      laterDay: '2026-11-01',
    })
  })

  test('is the later one where two share a day, and both are reached', () => {
    const tokyo = periodAt(Date.UTC(2026, 10, 10), 1, 'Asia/Tokyo')
    // It is over in Tokyo, and in Los Angeles it is still the day before.
    const west = nextPeriod(tokyo.endsAtMs, 1, 'America/Los_Angeles', tokyo)
    expect(west.id).toBe('2026-11-30')
    const both = {
      periods: [tokyo, west],
      today: '2026-12-05',
      firstUsed: { periodId: tokyo.id, day: '2026-11-02' },
    }
    const found = spanOf('month', '2026-11-30', both)
    expect(found.period).toBe(west)
    expect(spanOf('month', found.earlierDay, both).period).toBe(tokyo)
    expect(spanOf('month', tokyo.id, both).laterDay).toBe(west.id)
  })

  test('that was never opened is the one before it', () => {
    const idle = { ...known, periods: [october, periodAt(Date.UTC(2027, 0, 5), 1, 'UTC')] }
    expect(spanOf('month', '2026-11-22', idle).period).toBe(october)
  })
})

describe('everything', () => {
  test('is from the first day on which anything was used until today', () => {
    expect(spanOf('all', null, known)).toMatchObject({
      firstDay: '2026-10-14',
      lastDay: '2026-11-22',
      earlierDay: null,
      laterDay: null,
    })
    expect(spanOf('all', null, { ...known, firstUsed: null }).firstDay).toBe('2026-11-22')
  })
})
