import type { PriceChange } from '../../shared/ipc/shapes.ts'
import type { Price, Rates } from '../../shared/money/price.ts'

/** A price that becomes more than this many times another is shown as a large change. */
const LARGE = 10

/** Whether two prices are the same figures, whoever says so. */
export function samePrice(one: Price, other: Price): boolean {
  return ratesOf(one).every((rate, index) => rate === ratesOf(other)[index])
}

/** What an update does to the price of one model. */
export function priceChange(key: PriceChange['key'], before: Price, after: Price): PriceChange {
  const [old, fresh] = [ratesOf(before), ratesOf(after)]
  return {
    key,
    before: inAndOut(before.rates),
    after: inAndOut(after.rates),
    isLarge: old.some((rate, index) => isLarge(rate, fresh[index] ?? null)),
  }
}

function inAndOut({ inputPicoUsd, outputPicoUsd }: Rates): PriceChange['before'] {
  return { inputPicoUsd, outputPicoUsd }
}

/** Every figure of a price, in a fixed order. */
function ratesOf({ rates, longContext, searchPicoUsd }: Price): (number | null)[] {
  const of = (one: Rates | undefined): (number | null)[] => [
    one?.inputPicoUsd ?? null,
    one?.outputPicoUsd ?? null,
    one?.cacheReadPicoUsd ?? null,
    one?.cacheWriteShortPicoUsd ?? null,
    one?.cacheWriteLongPicoUsd ?? null,
  ]
  return [
    ...of(rates),
    ...of(longContext?.rates),
    longContext?.aboveInputTokens ?? null,
    searchPicoUsd,
  ]
}

function isLarge(before: number | null, after: number | null): boolean {
  if (before === null || after === null) return false
  return after > before * LARGE || before > after * LARGE
}
