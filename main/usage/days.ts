import { dayStartsAtMs, localDay } from '../ledger/calendar.ts'
import type { Period } from '../storage/periods.ts'

/*
 * Days as texts, 2026-11-22. What is reckoned with them alone has no time zone: each is taken for
 * the same day in UTC.
 */

const DAY_MS = 24 * 60 * 60 * 1000

/** The day so many days after another one, or before it. */
export function plusDays(day: string, count: number): string {
  return textOf(atUtc(day) + count * DAY_MS)
}

/** The same day of the next month, or the last one where it has none. */
export function nextMonth(day: string): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const lastOfIt = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return textOf(Date.UTC(year, month, Math.min(date, lastOfIt)))
}

/** Every day from one to another, both included. */
export function daysBetween(firstDay: string, lastDay: string): string[] {
  const count = dayCountOf(firstDay, lastDay)
  return Array.from({ length: Math.max(0, count) }, (_, index) => plusDays(firstDay, index))
}

/** How many days there are from one to another, both included. */
export function dayCountOf(firstDay: string, lastDay: string): number {
  return Math.round((atUtc(lastDay) - atUtc(firstDay)) / DAY_MS) + 1
}

/** 0 for Monday to 6 for Sunday. */
export function weekdayOf(day: string): number {
  return (new Date(atUtc(day)).getUTCDay() + 6) % 7
}

/** The last day of a period, in its own time zone. */
export function lastDayOf({ endsAtMs, timeZone }: Pick<Period, 'endsAtMs' | 'timeZone'>): string {
  return localDay(endsAtMs - 1, timeZone)
}

/**
 * Returns a function that says on which day of a period an instant lies, in its time zone; before
 * and after it, the first and the last. It looks among the days' beginnings: asking the calendar for
 * each of thousands of instants takes seconds.
 */
export function openDayFinder(period: Period): (atMs: number) => string {
  const days = daysBetween(period.id, lastDayOf(period)).map((day) => ({
    day,
    startsAtMs: dayStartsAtMs(day, period.timeZone),
  }))
  return (atMs) => days.findLast((one) => one.startsAtMs <= atMs)?.day ?? period.id
}

function atUtc(day: string): number {
  return Date.parse(`${day}T00:00:00Z`)
}

function textOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10)
}
