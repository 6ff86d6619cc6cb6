import { NANO_PER_USD } from './nano-usd.ts'
import { type Result, done, failed } from '../result.ts'

/** One credit is a ten-thousandth of a USD until the person chooses another size. */
export const DEFAULT_CREDITS_PER_USD = 10_000

/** The sizes that most people want; any other that `isCreditSize` knows may be chosen as well. */
export const CREDITS_PER_USD_CHOICES = [100, 1_000, 10_000] as const

/** A credit is at least so small a part of a USD. */
export const MAX_CREDITS_PER_USD = 1_000_000

/** Whether so many credits to a USD are whole nano-USD each, so that relabelling never rounds money. */
export function isCreditSize(creditsPerUsd: number): boolean {
  const isWithin = creditsPerUsd >= 1 && creditsPerUsd <= MAX_CREDITS_PER_USD
  return isWithin && NANO_PER_USD % creditsPerUsd === 0
}

/** Powers of two times powers of five: 72 of them, smallest first. */
const sizes = Array.from({ length: 10 }, (_, twos) =>
  Array.from({ length: 10 }, (_, fives) => 2 ** twos * 5 ** fives),
)
  .flat()
  .filter(isCreditSize)
  .toSorted((one, other) => one - other)

/** What a person typed as a size: how many credits a USD is, or why it cannot be. */
export type TypedSize =
  | { kind: 'size'; creditsPerUsd: number }
  | { kind: 'no-number' }
  /** Not a size; these two are, and nearest to it. Null: there is none beyond it. */
  | { kind: 'between'; below: number | null; above: number | null }

/** Reads a whole number, with or without separators of thousands. */
export function parseCreditSize(typed: string): TypedSize {
  const digits = typed.trim().replaceAll(/(?<=\d)[\s,.’'](?=\d{3}(?!\d))/gu, '')
  if (!/^\d{1,15}$/u.test(digits)) return { kind: 'no-number' }
  const creditsPerUsd = Number(digits)
  if (isCreditSize(creditsPerUsd)) return { kind: 'size', creditsPerUsd }
  return {
    kind: 'between',
    below: sizes.findLast((size) => size < creditsPerUsd) ?? null,
    above: sizes.find((size) => size > creditsPerUsd) ?? null,
  }
}

/**
 * An amount in credits to the last nano-USD, with a point and as many decimals for every amount of
 * this size: columns add up, and line up.
 */
export function exactCredits(amountNanoUsd: number, creditsPerUsd: number): string {
  const decimals = exactDecimals(nanoUsdPerCredit(creditsPerUsd))
  const scale = 10n ** BigInt(decimals)
  const scaled = (BigInt(amountNanoUsd) * BigInt(creditsPerUsd) * scale) / BigInt(NANO_PER_USD)
  const digits = String(scaled < 0n ? -scaled : scaled).padStart(decimals + 1, '0')
  return `${scaled < 0n ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}

/** How many decimals a whole number divided by this one may need: it has no factor but 2 and 5. */
function exactDecimals(divisor: number): number {
  let decimals = 0
  for (let power = 1; power % divisor !== 0; power *= 10) decimals += 1
  return decimals
}

/** The largest budget or top-up: enough for anyone, far from the end of exact integers. */
const MAX_BUDGET_USD = 1_000_000

/** How many nano-USD one credit stands for. */
export function nanoUsdPerCredit(creditsPerUsd: number): number {
  return NANO_PER_USD / creditsPerUsd
}

/**
 * Credits as a person reads them: whole from 10 up, one decimal below, `<0.1` for less, and 0 only
 * for nothing at all. Negative amounts carry a true minus sign.
 */
export function formatCredits(
  amountNanoUsd: number,
  creditsPerUsd: number,
  locale = 'en-GB',
): string {
  if (amountNanoUsd < 0) return `−${formatCredits(-amountNanoUsd, creditsPerUsd, locale)}`
  const credits = amountNanoUsd / nanoUsdPerCredit(creditsPerUsd)
  if (amountNanoUsd === 0) return '0'
  if (credits < 0.1) return `<${decimal(locale, 1).format(0.1)}`
  return decimal(locale, credits < 9.95 ? 1 : 0).format(credits)
}

/**
 * Reads a monthly budget typed by a person: USD with at most nine decimals, a comma or a point,
 * with or without thousands separators and a currency sign. Anything else is a failure that names what was typed.
 */
export function parseBudgetUsd(text: string): Result<number> {
  const amount = parseUsd(text, thousandsAsCommas)
  if (!amount.ok || amount.value > 0) return amount
  return failed({ kind: 'bad-amount', typed: text.trim(), reason: 'zero' })
}

/**
 * The same for what something cost, which may be nothing at all. A single comma is a decimal one
 * here: nobody types a turn of 1,234 USD, and many copy 1,234 for a little more than one.
 */
export function parseCostUsd(text: string): Result<number> {
  return parseUsd(text, (digits) =>
    /^\d+,\d+$/u.test(digits) ? digits.replace(',', '.') : thousandsAsCommas(digits),
  )
}

function parseUsd(text: string, decimalPoint: (digits: string) => string): Result<number> {
  const typed = text.trim()
  const digits = decimalPoint(typed.replace(/^(?:\$|USD)\s*|\s*(?:\$|USD)$/giu, ''))
  if (!/^\d{1,12}(?:\.\d{0,9})?$|^\.\d{1,9}$/u.test(digits)) {
    const reason = /^[-−]/u.test(digits) ? 'negative' : 'not-a-number'
    return failed({ kind: 'bad-amount', typed: typed.slice(0, 40), reason })
  }
  const [whole = '0', fraction = ''] = digits.split('.')
  const amountNanoUsd =
    BigInt(whole || '0') * BigInt(NANO_PER_USD) + BigInt(fraction.padEnd(9, '0'))
  if (amountNanoUsd > BigInt(MAX_BUDGET_USD) * BigInt(NANO_PER_USD)) {
    return failed({ kind: 'bad-amount', typed: typed.slice(0, 40), reason: 'too-large' })
  }
  return done(Number(amountNanoUsd))
}

/** A comma before groups of three digits separates thousands; any other comma is a decimal one. */
function thousandsAsCommas(text: string): string {
  const thousands = /^[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?$/u.test(text)
  return thousands ? text.replaceAll(',', '') : text.replace(',', '.')
}

const formats = new Map<string, Intl.NumberFormat>()

function decimal(locale: string, decimals: number): Intl.NumberFormat {
  const key = `${locale} ${decimals}`
  const known = formats.get(key)
  if (known) return known
  const format = new Intl.NumberFormat(locale, { maximumFractionDigits: decimals })
  formats.set(key, format)
  return format
}
