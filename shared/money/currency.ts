import { NANO_PER_USD } from './nano-usd.ts'

/** As ISO 4217 has them. */
export const CURRENCY_CODE = /^[A-Z]{3}$/u

/** A rate is kept as it was typed: up to seven digits, a point, up to six decimals; above nothing. */
export const CURRENCY_RATE = /^(?=.*[1-9])\d{1,7}(?:\.\d{1,6})?$/u

/** A USD in itself. */
export const USD = { code: 'USD', perUsd: '1' } as const

const RATE_DECIMALS = 6

/** Where a USD is so many of it, its smaller coins are worth nothing. */
const MANY_PER_USD = 10_000

/**
 * A rate typed by a person, as it is kept: "0,92" is "0.92". Null where it is none, or has more
 * digits than are counted with.
 */
export function parsePerUsd(typed: string): string | null {
  const digits = typed.trim().replace(',', '.')
  const perUsd = digits.startsWith('.') ? `0${digits}` : digits
  return CURRENCY_RATE.test(perUsd) ? perUsd : null
}

/**
 * An amount in units of a currency, to the nearest one: with 2 decimals in hundredths of it. Whole
 * numbers all the way, so it is the same wherever it is shown.
 */
export function currencyUnits(amountNanoUsd: number, perUsd: string, decimals: number): number {
  const whole = BigInt(Math.round(amountNanoUsd)) * scaledRate(perUsd) * 10n ** BigInt(decimals)
  const divisor = BigInt(NANO_PER_USD) * 10n ** BigInt(RATE_DECIMALS)
  const half = whole < 0n ? -divisor / 2n : divisor / 2n
  return Number((whole + half) / divisor)
}

/** How much one such unit is in nano-USD; rarely a whole number. */
export function currencyUnitNanoUsd(perUsd: string, decimals: number): number {
  return NANO_PER_USD / (Number(perUsd) * 10 ** decimals)
}

/** The decimals its amounts have: those of its coins, where they are worth something. */
export function currencyDecimals(perUsd: string, coinDecimals: number): number {
  return Number(perUsd) >= MANY_PER_USD ? 0 : coinDecimals
}

function scaledRate(perUsd: string): bigint {
  const [whole = '0', fraction = ''] = perUsd.split('.')
  return BigInt(whole + fraction.padEnd(RATE_DECIMALS, '0'))
}
