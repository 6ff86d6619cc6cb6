import { expect, test } from 'vitest'
import { nextPeriod, periodAt } from '../../main/ledger/calendar.ts'
import { nextPeriodEnd } from '../../renderer/words/next-months.ts'

const timeZones = ['UTC', 'Europe/Berlin', 'America/Los_Angeles', 'Pacific/Apia', 'Asia/Kolkata']

test('the end of the next month that the settings name is the one that the ledger opens', () => {
  for (const timeZone of timeZones) {
    for (let month = 0; month < 14; month += 1) {
      for (const [oldDay, newDay] of everyChange()) {
        const atMs = Date.UTC(2027, month, 3, 12)
        const now = periodAt(atMs, oldDay, timeZone)
        const next = nextPeriod(now.endsAtMs, newDay, timeZone, now)
        const named = nextPeriodEnd(now.endsAtMs, newDay, timeZone).toISOString().slice(0, 10)
        expect(named, `${timeZone}, from day ${oldDay} to ${newDay}, after ${now.id}`).toBe(
          localDay(next.endsAtMs, timeZone),
        )
      }
    }
  }
})

function everyChange(): [number, number][] {
  const days = Array.from({ length: 28 }, (_, place) => place + 1)
  return [1, 14, 15, 28].flatMap((oldDay) => days.map((day): [number, number] => [oldDay, day]))
}

function localDay(atMs: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(atMs)
}
