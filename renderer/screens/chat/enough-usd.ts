import { NANO_PER_USD } from '../../../shared/money/nano-usd.ts'

/** The first of 0.01, 0.02, 0.05, 0.10 and so on USD that covers an amount above nothing. */
export function enoughNanoUsd(shortNanoUsd: number): number {
  const cents = Math.max(1, shortNanoUsd / (NANO_PER_USD / 100))
  const power = 10 ** Math.floor(Math.log10(cents))
  const enough = [1, 2, 5, 10].map((step) => step * power).find((amount) => amount >= cents)
  return Math.ceil(enough ?? cents) * (NANO_PER_USD / 100)
}

/** As a person would type it: "0.50", "3", "0.000123". */
export function typedUsd(amountNanoUsd: number): string {
  const [whole = '0', fraction = ''] = (amountNanoUsd / NANO_PER_USD).toFixed(9).split('.')
  const digits = fraction.replace(/0+$/u, '')
  return digits === '' ? whole : `${whole}.${digits.padEnd(2, '0')}`
}
