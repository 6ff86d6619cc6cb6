import { say, sayDate, sayDay, sayDayOfYear, sayTime } from './say.tsx'

const DAY_MS = 24 * 60 * 60 * 1000

/** How many midnights lie between two instants, on this computer's clock. */
function daysBetween(fromMs: number, toMs: number): number {
  const midnight = (atMs: number): number => new Date(atMs).setHours(0, 0, 0, 0)
  return Math.round((midnight(toMs) - midnight(fromMs)) / DAY_MS)
}

/** "14:20 tomorrow", for what is still to come. */
export function sayBy(atMs: number, nowMs: number): string {
  const time = sayTime(atMs)
  const days = daysBetween(nowMs, atMs)
  if (days === 0) return say('when.by-today', { time })
  if (days === 1) return say('when.by-tomorrow', { time })
  return say('when.by-day', { time, day: sayDay(atMs) })
}

/** "today at 09:12", for what has been. */
export function saySince(atMs: number, nowMs: number): string {
  const time = sayTime(atMs)
  const days = daysBetween(atMs, nowMs)
  if (days === 0) return say('when.since-today', { time })
  if (days === 1) return say('when.since-yesterday', { time })
  return say('when.since-day', { day: sayDay(atMs) })
}

/** "09:12", "5 March", "5 March 2025": as much of an instant that has been as tells it apart. */
export function sayMoment(atMs: number, nowMs: number): string {
  if (daysBetween(atMs, nowMs) === 0) return sayTime(atMs)
  const isThisYear = new Date(atMs).getFullYear() === new Date(nowMs).getFullYear()
  return isThisYear ? sayDay(atMs) : sayDayOfYear(atMs)
}

/** Days that are left of a period, the one in progress included. */
export function daysLeft(periodEndsAtMs: number, nowMs: number): number {
  return Math.max(0, Math.ceil((periodEndsAtMs - nowMs) / DAY_MS))
}

/** "until 31 January 2027", or since when a model is gone; the day itself still counts. */
export function sayRetirement(retiresOn: string, nowMs: number): string {
  const today = new Date(nowMs).toISOString().slice(0, 10)
  return say(retiresOn < today ? 'models.gone' : 'models.until', { date: sayDate(retiresOn) })
}
