import type { Price, Rates } from '../../shared/money/price.ts'
import type { ListedPrice, ListedRates, PricedModel } from './price-list.ts'

const SECOND_MS = 1_000
const DAY_MS = 86_400 * SECOND_MS

/** What a price list says of a price; who says it, and how the model was found, comes with it. */
export type PriceFigures = Pick<Price, 'rates' | 'longContext' | 'searchPicoUsd'>

/**
 * The price in force at a moment, by UTC: of those that hold, the last one of the list. Null when
 * none does.
 */
export function figuresAt(model: PricedModel, atMs: number): PriceFigures | null {
  const price = model.prices.findLast((one) => holdsAt(one, atMs))
  return price ? figuresOf(price) : null
}

/** The next moment after this one at which another price may hold; infinite if there is none. */
export function nextChangeMs(model: PricedModel, afterMs: number): number {
  return model.prices.reduce((next, { from, hours }) => {
    const starts = from === undefined ? Infinity : Date.parse(from)
    const days = (hours ?? []).map((second) => nextTimeOfDayMs(second, afterMs))
    return Math.min(next, ...days, starts > afterMs ? starts : Infinity)
  }, Infinity)
}

function holdsAt({ from, hours }: ListedPrice, atMs: number): boolean {
  if (from !== undefined && atMs < Date.parse(from)) return false
  if (!hours) return true
  const [startMs, endMs] = [hours[0] * SECOND_MS, hours[1] * SECOND_MS]
  const timeMs = timeOfDayMs(atMs)
  return startMs <= endMs
    ? timeMs >= startMs && timeMs < endMs
    : timeMs >= startMs || timeMs < endMs
}

/** Since midnight UTC, also before 1970. */
function timeOfDayMs(atMs: number): number {
  return ((atMs % DAY_MS) + DAY_MS) % DAY_MS
}

function nextTimeOfDayMs(second: number, afterMs: number): number {
  const today = afterMs - timeOfDayMs(afterMs) + ((second * SECOND_MS) % DAY_MS)
  return today > afterMs ? today : today + DAY_MS
}

function figuresOf({ rates, long, searchPicoUsd }: ListedPrice): PriceFigures {
  return {
    rates: ratesOf(rates),
    longContext: long ? { aboveInputTokens: long.above, rates: ratesOf(long.rates) } : null,
    searchPicoUsd: searchPicoUsd ?? null,
  }
}

function ratesOf(rates: ListedRates): Rates {
  return {
    inputPicoUsd: rates.input,
    outputPicoUsd: rates.output,
    cacheReadPicoUsd: rates.cacheRead ?? null,
    cacheWriteShortPicoUsd: rates.cacheWriteShort ?? null,
    cacheWriteLongPicoUsd: rates.cacheWriteLong ?? null,
  }
}
