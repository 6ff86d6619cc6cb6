/** A decimal number as it was written: `digits` shifted right by so many `places`. */
export type Decimal = { digits: bigint; places: number }

/** Longer than any amount of money; what is longer is not one. */
const MAX_CHARACTERS = 60
const NANO_PLACES = 9

/**
 * A cost a provider reports, exactly as written: no float is calculated with. Anything but a plain
 * number from 0 up, or its text, is unknown: null. A number that JSON has already turned into a
 * float is read by its shortest text, which is what was written if that had up to 15 digits, or if
 * it came from a float itself.
 */
export function readDecimal(value: unknown): Decimal | null {
  const text = typeof value === 'number' ? String(value) : value
  if (typeof text !== 'string' || text.length > MAX_CHARACTERS) return null
  const match = /^(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/.exec(text)
  if (!match) return null
  const [, whole = '', fraction = '', exponent = '0'] = match
  const digits = BigInt(whole + fraction)
  const places = fraction.length - Number(exponent)
  return places >= 0 ? { digits, places } : { digits: digits * 10n ** BigInt(-places), places: 0 }
}

/**
 * The sum of amounts of USD in nano-USD, rounded up once. Null when one of them is unknown, or the
 * sum is more than can be counted exactly (2^53 - 1 nano-USD, about nine million USD).
 */
export function sumNanoUsd(...amountsUsd: readonly (Decimal | null)[]): number | null {
  let sum: Decimal = { digits: 0n, places: NANO_PLACES }
  for (const amount of amountsUsd) {
    if (amount === null) return null
    const places = Math.max(sum.places, amount.places)
    sum = { digits: digitsAt(sum, places) + digitsAt(amount, places), places }
  }
  const perNanoUsd = 10n ** BigInt(sum.places - NANO_PLACES)
  const nanoUsd = Number((sum.digits + perNanoUsd - 1n) / perNanoUsd)
  return Number.isSafeInteger(nanoUsd) ? nanoUsd : null
}

function digitsAt({ digits, places }: Decimal, wantedPlaces: number): bigint {
  return digits * 10n ** BigInt(wantedPlaces - places)
}
