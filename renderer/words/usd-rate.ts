import { locale } from './say.tsx'

const typed = new Intl.NumberFormat('en', { useGrouping: false, maximumFractionDigits: 6 })

/** "0.20": pico-USD per token as USD for a million tokens, exact. */
export function sayRate(picoUsd: number): string {
  return decimal(picoUsd / 1_000_000, 6)
}

/** The same as a person would type it: "0.2". */
export function typedRate(picoUsd: number | null): string {
  return picoUsd === null ? '' : typed.format(picoUsd / 1_000_000)
}

/** "0.01": pico-USD of one request as USD. */
export function sayFee(picoUsd: number): string {
  return decimal(picoUsd / 1_000_000_000_000, 4)
}

/** A table shows hundreds of them, and making a format is slow. */
const formats = new Map<string, Intl.NumberFormat>()

function decimal(value: number, maximumFractionDigits: number): string {
  const key = `${locale()} ${maximumFractionDigits}`
  let format = formats.get(key)
  if (!format) {
    format = new Intl.NumberFormat(locale(), { minimumFractionDigits: 2, maximumFractionDigits })
    formats.set(key, format)
  }
  return format.format(value)
}
