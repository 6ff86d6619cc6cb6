import type { Price, Rates } from '../../shared/money/price.ts'
import { priceSchema } from '../../shared/money/price.ts'
import type { ListedModel } from './provider.ts'
import { readDecimal } from './read-cost.ts'

/** Decimal places between USD and pico-USD. */
const PICO_PLACES = 12

/**
 * A rate that a list prints as a decimal number of USD for so many units (tokens, or searches), in
 * whole pico-USD for one; what is left over is rounded up. Null for negatives, nonsense and nothing.
 */
export function readRate(value: unknown, perUnits: 1 | 1_000_000): number | null {
  const usd = readDecimal(value)
  if (usd === null) return null
  const scaled = usd.digits * 10n ** BigInt(PICO_PLACES)
  const divisor = 10n ** BigInt(usd.places) * BigInt(perUnits)
  const rate = Number((scaled + divisor - 1n) / divisor)
  return Number.isSafeInteger(rate) ? rate : null
}

/** The part of a price that a list can tell; null when a figure in it is absurd. */
export function priceOfRates(
  rates: Rates,
  longContext: Price['longContext'] = null,
  searchPicoUsd: number | null = null,
): ListedModel['price'] {
  const price = { rates, longContext, searchPicoUsd }
  return listedPriceSchema.safeParse(price).success ? price : null
}

const listedPriceSchema = priceSchema.pick({ rates: true, longContext: true, searchPicoUsd: true })
