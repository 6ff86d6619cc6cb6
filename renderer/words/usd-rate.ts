import { LOCALE } from './say.tsx'

const rates = new Intl.NumberFormat(LOCALE, { minimumFractionDigits: 2, maximumFractionDigits: 6 })
const fees = new Intl.NumberFormat(LOCALE, { minimumFractionDigits: 2, maximumFractionDigits: 4 })
const typed = new Intl.NumberFormat('en', { useGrouping: false, maximumFractionDigits: 6 })

/** "0.20": pico-USD per token as USD for a million tokens, exact. */
export function sayRate(picoUsd: number): string {
  return rates.format(picoUsd / 1_000_000)
}

/** The same as a person would type it: "0.2". */
export function typedRate(picoUsd: number | null): string {
  return picoUsd === null ? '' : typed.format(picoUsd / 1_000_000)
}

/** "0.01": pico-USD of one request as USD. */
export function sayFee(picoUsd: number): string {
  return fees.format(picoUsd / 1_000_000_000_000)
}
