import { locale } from './say.tsx'

/** Days without a time, YYYY-MM-DD, as a person says them. */

type Parts = Intl.DateTimeFormatOptions

const formats = new Map<string, Intl.DateTimeFormat>()

/** "Tuesday 10 November". */
export function sayLongDay(day: string): string {
  return format({ weekday: 'long', day: 'numeric', month: 'long' }).format(noon(day))
}

/** "Tue 10 Nov". */
export function sayShortDay(day: string): string {
  return format({ weekday: 'short', day: 'numeric', month: 'short' }).format(noon(day))
}

/** "Tue 10", below a bar of a week. */
export function sayWeekday(day: string): string {
  return format({ weekday: 'short', day: 'numeric' }).format(noon(day))
}

/** "10", below a bar of a month. */
export function sayDayOfMonth(day: string): string {
  return String(noon(day).getUTCDate())
}

/** "Nov", or "Jan 2027" where a year begins, below a bar of many months. */
export function sayShortMonth(day: string, isWithYear: boolean): string {
  return format({ month: 'short', ...(isWithYear && { year: 'numeric' }) }).format(noon(day))
}

/** "November 2026", of the month that a day lies in. */
export function sayMonthOf(day: string): string {
  return format({ month: 'long', year: 'numeric' }).format(noon(day))
}

/**
 * A budget month by its first and last day: "November", "November 2025" in another year than today,
 * "15 Nov – 14 Dec" where it is none of the calendar.
 */
export function sayBudgetMonth(firstDay: string, lastDay: string, today: string): string {
  const next = noon(lastDay)
  next.setUTCDate(next.getUTCDate() + 1)
  const isOfCalendar =
    firstDay.endsWith('-01') &&
    next.getUTCDate() === 1 &&
    firstDay.slice(0, 7) === lastDay.slice(0, 7)
  if (!isOfCalendar) {
    return format({ day: 'numeric', month: 'short' }).formatRange(noon(firstDay), noon(lastDay))
  }
  const isThisYear = firstDay.slice(0, 4) === today.slice(0, 4)
  return format({ month: 'long', ...(!isThisYear && { year: 'numeric' }) }).format(noon(firstDay))
}

/** "16–22 November". */
export function sayDays(firstDay: string, lastDay: string): string {
  return format({ day: 'numeric', month: 'long' }).formatRange(noon(firstDay), noon(lastDay))
}

/** The day of an instant in a time zone. */
export function dayOf(atMs: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(atMs)
  const part = (type: Intl.DateTimeFormatPartTypes): string =>
    parts.find((found) => found.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')}`
}

/** So that the day is the same in every zone it is written out in. */
function noon(day: string): Date {
  return new Date(`${day}T12:00:00Z`)
}

function format(parts: Parts): Intl.DateTimeFormat {
  const key = `${locale()} ${JSON.stringify(parts)}`
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(locale(), { ...parts, timeZone: 'UTC' })
  formats.set(key, made)
  return made
}
