/** A period that begins off its start day runs to the first start day after so many days. */
const SHORTEST_DAYS = 15

/**
 * When the period ends that follows this one: as the ledger will open it, in days of its time zone.
 * A new start day counts from the next period on, so that one may be shorter or longer than a month.
 */
export function nextPeriodEnd(startsAtMs: number, startDay: number, timeZone: string): Date {
  const { year, month, day } = localDay(startsAtMs, timeZone)
  if (day === startDay) return utcDay(year, month + 1, startDay)
  const soonest = utcDay(year, month, day + SHORTEST_DAYS)
  const inItsMonth = utcDay(soonest.getUTCFullYear(), soonest.getUTCMonth() + 1, startDay)
  if (inItsMonth >= soonest) return inItsMonth
  return utcDay(soonest.getUTCFullYear(), soonest.getUTCMonth() + 2, startDay)
}

/** Noon, so that the day is the same wherever it is written out in UTC. */
function utcDay(year: number, month: number, day: number): Date {
  return new Date(Date.UTC(year, month - 1, day, 12))
}

function localDay(atMs: number, timeZone: string): { year: number; month: number; day: number } {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  }).formatToParts(atMs)
  const part = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(parts.find((found) => found.type === type)?.value)
  return { year: part('year'), month: part('month'), day: part('day') }
}
