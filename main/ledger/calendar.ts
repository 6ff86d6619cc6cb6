import type { Period } from '../storage/periods.ts'

/**
 * The period that contains an instant: from `startDay` of one month to `startDay` of the next,
 * at midnight in the time zone. Start days are 1 to 28, so that every month has one.
 */
export function periodAt(nowMs: number, startDay: number, timeZone: string): Period {
  const today = localDate(nowMs, timeZone)
  const monthsBack = today.day < startDay ? 1 : 0
  const first = monthStart(today.year, today.month - monthsBack, startDay)
  const next = monthStart(first.year, first.month + 1, startDay)
  return {
    id: dayText(first),
    startsAtMs: localMidnightMs(first, timeZone),
    endsAtMs: localMidnightMs(next, timeZone),
    timeZone,
  }
}

/** A period that had to begin off its start day has at least 15 days, one of them maybe of 23 hours. */
const SHORTEST_MS = (15 * 24 - 1) * 60 * 60 * 1000

/**
 * The period that contains an instant and begins no earlier than the last one ended. After a change
 * of start day, or in a time zone further west, it begins off its start day: there it runs to the
 * first start day that is at least 15 days away, so that no grant comes for a few days alone.
 */
export function nextPeriod(
  nowMs: number,
  startDay: number,
  timeZone: string,
  before: Period | null,
): Period {
  const due = periodAt(nowMs, startDay, timeZone)
  if (!before || due.startsAtMs >= before.endsAtMs) return due
  const startsAtMs = before.endsAtMs
  const { endsAtMs } = periodAt(startsAtMs + SHORTEST_MS - 1, startDay, timeZone)
  return { id: dayText(localDate(startsAtMs, timeZone)), startsAtMs, endsAtMs, timeZone }
}

/** The day an instant lies on in a time zone, 2026-11-22. */
export function localDay(atMs: number, timeZone: string): string {
  return dayText(localDate(atMs, timeZone))
}

/** The first instant of a day that is written so. */
export function dayStartsAtMs(day: string, timeZone: string): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return localMidnightMs({ year, month, day: date }, timeZone)
}

type LocalDate = { year: number; month: number; day: number }

function monthStart(year: number, month: number, day: number): LocalDate {
  const carried = new Date(Date.UTC(year, month - 1, day))
  return { year: carried.getUTCFullYear(), month: carried.getUTCMonth() + 1, day }
}

/**
 * The first instant of a local day. Starts from the same wall time in UTC and corrects by the
 * offset found there, twice, because the first correction may cross a change of offset. Where the
 * clock skips midnight, this is the moment it skips to.
 */
function localMidnightMs(date: LocalDate, timeZone: string): number {
  const wallMs = Date.UTC(date.year, date.month - 1, date.day)
  const once = wallMs - offsetMs(wallMs, timeZone)
  const twice = wallMs - offsetMs(once, timeZone)
  const isThatDay = localDate(twice, timeZone).day === date.day
  return isThatDay ? twice : Math.max(once, twice)
}

/** Local time minus UTC at an instant. */
function offsetMs(atMs: number, timeZone: string): number {
  const { year, month, day, hour, minute, second } = localParts(atMs, timeZone)
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(atMs / 1000) * 1000
}

function localDate(atMs: number, timeZone: string): LocalDate {
  const { year, month, day } = localParts(atMs, timeZone)
  return { year, month, day }
}

const formats = new Map<string, Intl.DateTimeFormat>()

function localParts(atMs: number, timeZone: string) {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      calendar: 'iso8601',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
    formats.set(timeZone, format)
  }
  const found = new Map(format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]))
  const part = (type: Intl.DateTimeFormatPartTypes): number => found.get(type) ?? 0
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
    second: part('second'),
  }
}

function dayText({ year, month, day }: LocalDate): string {
  return `${year}-${two(month)}-${two(day)}`
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
