import { type Decimal, readDecimal } from '../providers/read-cost.ts'

/** More tokens or requests than any account has on one day. */
const MAX_COUNT = 1_000_000_000_000n

/** 2^53 nano-USD are about nine million USD; no line of an export comes near. */
const MAX_USD = 1_000_000n

/** Years an export can be of. */
const FIRST_YEAR = 2020
const LAST_YEAR = 2100

/** A decimal that may be below nothing: credits that a provider gives back. */
export type Signed = Decimal & { isNegative: boolean }

/** The cell says nothing; undefined is a cell that cannot be read. */
type Cell<T> = T | null | undefined

/** A whole number from 0 up, also as `59200.0`, `1,234` or `5.92e4`. */
export function readCountCell(text: string): Cell<number> {
  if (text === '') return null
  const decimal = readDecimal(withoutThousands(text))
  if (!decimal) return undefined
  const unit = 10n ** BigInt(decimal.places)
  const count = decimal.digits / unit
  return decimal.digits % unit === 0n && count <= MAX_COUNT ? Number(count) : undefined
}

/** An amount of USD, exactly as written, also as `$1,234.50` or `-0.5`. */
export function readUsdCell(text: string): Cell<Signed> {
  if (text === '') return null
  const [, sign = '', digits = ''] = /^([-−]?)\s*(?:US)?\$?\s*(.+)$/u.exec(text) ?? []
  const decimal = readDecimal(withoutThousands(digits))
  if (!decimal || decimal.digits > MAX_USD * 10n ** BigInt(decimal.places)) return undefined
  return { ...decimal, isNegative: sign !== '' }
}

/** The day of UTC, YYYY-MM-DD, of a date, a moment in ISO form or seconds since 1970. */
export function readDayCell(text: string): Cell<string> {
  if (text === '') return null
  if (/^\d{9,10}(?:\.0*)?$/u.test(text)) return dayOf(Number(text) * 1_000)
  if (/^\d{12,13}$/u.test(text)) return dayOf(Number(text))
  const date = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/u.exec(text)
  if (date) {
    const [, year = '', month = '', day = ''] = date
    return realDay(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
  }
  const moment =
    /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?) ?(Z|UTC|[+-]\d{2}:?\d{2})?$/u.exec(
      text,
    )
  if (!moment) return undefined
  const [, day = '', time = '', zone = 'Z'] = moment
  if (realDay(day) === undefined) return undefined
  const offset = zone === 'UTC' ? 'Z' : zone.replace(/^([+-]\d{2})(\d{2})$/u, '$1:$2')
  // More than milliseconds are cut off.
  return dayOf(Date.parse(`${day}T${time.replace(/(\.\d{3})\d+$/u, '$1')}${offset}`))
}

function dayOf(atMs: number): string | undefined {
  const isTime = Number.isFinite(atMs) && Math.abs(atMs) < 8e15
  return isTime ? realDay(new Date(atMs).toISOString().slice(0, 10)) : undefined
}

/** A day that is in the calendar, and in a year that can be meant. */
function realDay(day: string): string | undefined {
  const time = Date.parse(`${day}T00:00:00Z`)
  if (!Number.isFinite(time) || new Date(time).toISOString().slice(0, 10) !== day) return undefined
  const year = Number(day.slice(0, 4))
  return year >= FIRST_YEAR && year <= LAST_YEAR ? day : undefined
}

/** A comma counts as nothing between groups of three digits, and is an error anywhere else. */
function withoutThousands(text: string): string {
  return /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/u.test(text) ? text.replaceAll(',', '') : text
}
