/**
 * Months as a person with a wall calendar counts them. Time zones are written down here by hand,
 * with the rules of their summer times, so that the program's way through `Intl` is checked by
 * something that shares nothing with it.
 */

const HOUR_MS = 3_600_000
export const DAY_MS = 24 * HOUR_MS
const SUNDAY = 0

export const modelZones = [
  'UTC',
  'Asia/Tokyo',
  'America/New_York',
  'Europe/Berlin',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
] as const

export type ModelZone = (typeof modelZones)[number]

export type ModelPeriod = { id: string; startsAtMs: number; endsAtMs: number; timeZone: ModelZone }

/** The period that contains an instant when none was opened before it. */
export function monthAround(atMs: number, startDay: number, timeZone: ModelZone): ModelPeriod {
  const { year, month } = dayAt(atMs, timeZone)
  // The month before has begun for certain, and two months on has not.
  for (const back of [0, 1]) {
    const startsAtMs = midnightMs(year, month - back, startDay, timeZone)
    const endsAtMs = midnightMs(year, month - back + 1, startDay, timeZone)
    if (atMs >= startsAtMs) {
      return { id: dayText(startsAtMs, timeZone), startsAtMs, endsAtMs, timeZone }
    }
  }
  throw new Error(`No month contains ${atMs}`)
}

/**
 * The period after one that ended: where its month began before that end, it is what is left from
 * there to the first start day at least 15 days on (in wall time, so an hour less in spring).
 */
export function monthAfter(
  before: ModelPeriod | null,
  atMs: number,
  startDay: number,
  timeZone: ModelZone,
): ModelPeriod {
  const due = monthAround(atMs, startDay, timeZone)
  if (!before || before.endsAtMs <= due.startsAtMs) return due
  const startsAtMs = before.endsAtMs
  const { year, month } = dayAt(startsAtMs, timeZone)
  for (let ahead = 0; ; ahead += 1) {
    const endsAtMs = midnightMs(year, month + ahead, startDay, timeZone)
    if (endsAtMs - startsAtMs >= 15 * DAY_MS - HOUR_MS) {
      return { id: dayText(startsAtMs, timeZone), startsAtMs, endsAtMs, timeZone }
    }
  }
}

/** The one instant at which a local day begins; none of these zones changes its clock there. */
function midnightMs(year: number, month: number, day: number, zone: ModelZone): number {
  const wallMs = Date.UTC(year, month, day)
  for (const summer of [false, true]) {
    const atMs = wallMs - offsetMs(zone, summer)
    if (isSummer(atMs, zone) === summer) return atMs
  }
  throw new Error(`${zone} has no midnight on ${year}-${month + 1}-${day}`)
}

function dayAt(atMs: number, zone: ModelZone): { year: number; month: number } {
  const wall = wallClock(atMs, zone)
  return { year: wall.getUTCFullYear(), month: wall.getUTCMonth() }
}

function dayText(atMs: number, zone: ModelZone): string {
  return wallClock(atMs, zone).toISOString().slice(0, 10)
}

function wallClock(atMs: number, zone: ModelZone): Date {
  return new Date(atMs + offsetMs(zone, isSummer(atMs, zone)))
}

function offsetMs(zone: ModelZone, summer: boolean): number {
  const winterHours = {
    UTC: 0,
    'Asia/Tokyo': 9,
    'America/New_York': -5,
    'Europe/Berlin': 1,
    'Pacific/Chatham': 12.75,
    'Pacific/Kiritimati': 14,
  }[zone]
  return (winterHours + (summer ? 1 : 0)) * HOUR_MS
}

function isSummer(atMs: number, zone: ModelZone): boolean {
  const year = new Date(atMs).getUTCFullYear()
  switch (zone) {
    case 'America/New_York': {
      const beginsAtMs = sundayMs(year, 2, 8) + 7 * HOUR_MS
      const endsAtMs = sundayMs(year, 10, 1) + 6 * HOUR_MS
      return atMs >= beginsAtMs && atMs < endsAtMs
    }
    case 'Europe/Berlin': {
      const beginsAtMs = sundayMs(year, 2, 25) + HOUR_MS
      const endsAtMs = sundayMs(year, 9, 25) + HOUR_MS
      return atMs >= beginsAtMs && atMs < endsAtMs
    }
    case 'Pacific/Chatham': {
      // At 14:00 UTC on the Saturday before; south of the equator, summer spans the new year.
      const endsAtMs = sundayMs(year, 3, 1) - 10 * HOUR_MS
      const beginsAtMs = sundayMs(year, 8, 24) - 10 * HOUR_MS
      return atMs < endsAtMs || atMs >= beginsAtMs
    }
    default:
      return false
  }
}

/** The first Sunday on or after a day of a month, in UTC. */
function sundayMs(year: number, month: number, day: number): number {
  const first = new Date(Date.UTC(year, month, day))
  const daysAhead = (SUNDAY - first.getUTCDay() + 7) % 7
  return first.getTime() + daysAhead * DAY_MS
}
