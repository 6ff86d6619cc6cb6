import { checkNanoUsd, PICO_PER_NANO } from './nano-usd.ts'
import type { Price, Rates } from './price.ts'
import type { Usage } from './usage.ts'

/** One row of a receipt: a class of token, how many, and its exact cost before rounding. */
export type CostLine = {
  class:
    | 'input'
    | 'cache-read'
    | 'cache-write-short'
    | 'cache-write-long'
    | 'reasoning'
    | 'output'
    | 'search'
  /** For searches: how many. */
  tokens: number
  ratePicoUsd: number
  costPicoUsd: bigint
}

/**
 * What a usage costs at a price, in nano-USD, rounded up once for the whole attempt.
 * Null when input or output was not said, or something was searched for at an unknown price: an
 * unknown cost, not a cost of nothing.
 */
export function costNanoUsd(price: Price, usage: Usage): number | null {
  const lines = costLines(price, usage)
  return lines && roundUpToNanoUsd(lines.reduce((sum, line) => sum + line.costPicoUsd, 0n))
}

/** The classes of token behind a cost; their exact costs sum to it before the one rounding. */
export function costLines(price: Price, usage: Usage): CostLine[] | null {
  const { inputTokens, outputTokens } = usage
  if (inputTokens === null || outputTokens === null) return null
  const rates = ratesFor(price, inputTokens)
  const cacheRead = Math.min(usage.cacheReadTokens ?? 0, inputTokens)
  const writeShort = Math.min(usage.cacheWriteShortTokens ?? 0, inputTokens - cacheRead)
  const writeLong = Math.min(usage.cacheWriteLongTokens ?? 0, inputTokens - cacheRead - writeShort)
  const plainInput = inputTokens - cacheRead - writeShort - writeLong
  const reasoning = Math.min(usage.reasoningTokens ?? 0, outputTokens)
  const writeShortPicoUsd = rates.cacheWriteShortPicoUsd ?? rates.inputPicoUsd
  const searches = usage.searchCount ?? 0
  if (searches > 0 && price.searchPicoUsd === null) return null
  const lines = [
    line('input', plainInput, rates.inputPicoUsd),
    line('cache-read', cacheRead, rates.cacheReadPicoUsd ?? rates.inputPicoUsd),
    line('cache-write-short', writeShort, writeShortPicoUsd),
    line('cache-write-long', writeLong, rates.cacheWriteLongPicoUsd ?? writeShortPicoUsd),
    line('reasoning', reasoning, rates.outputPicoUsd),
    line('output', outputTokens - reasoning, rates.outputPicoUsd),
    line('search', searches, price.searchPicoUsd ?? 0),
  ]
  return lines.filter(
    ({ class: name, tokens }) => tokens > 0 || name === 'input' || name === 'output',
  )
}

/**
 * The most an attempt can cost: every input token at the dearest class it could fall into, and
 * all the output tokens the request allows. Repricing for long context is taken if either side of
 * the threshold is dearer.
 */
export function ceilingNanoUsd(price: Price, inputTokens: number, maxOutputTokens: number): number {
  const atRates = (rates: Rates): bigint =>
    BigInt(inputTokens) * BigInt(dearestInputPicoUsd(rates)) +
    BigInt(maxOutputTokens) * BigInt(rates.outputPicoUsd)
  const short = atRates(price.rates)
  const long =
    price.longContext && inputTokens > price.longContext.aboveInputTokens
      ? atRates(price.longContext.rates)
      : 0n
  return roundUpToNanoUsd(short > long ? short : long)
}

/** The rates that hold for a request of this size. */
function ratesFor(price: Price, inputTokens: number): Rates {
  const { longContext } = price
  return longContext && inputTokens > longContext.aboveInputTokens ? longContext.rates : price.rates
}

function dearestInputPicoUsd(rates: Rates): number {
  return Math.max(
    rates.inputPicoUsd,
    rates.cacheReadPicoUsd ?? 0,
    rates.cacheWriteShortPicoUsd ?? 0,
    rates.cacheWriteLongPicoUsd ?? 0,
  )
}

function line(name: CostLine['class'], tokens: number, ratePicoUsd: number): CostLine {
  return { class: name, tokens, ratePicoUsd, costPicoUsd: BigInt(tokens) * BigInt(ratePicoUsd) }
}

/** The only rounding of money in Farthing: up, so that an estimate is never below its cost. */
function roundUpToNanoUsd(amountPicoUsd: bigint): number {
  return checkNanoUsd(Number((amountPicoUsd + PICO_PER_NANO - 1n) / PICO_PER_NANO))
}

/**
 * The same rounding for a sum in plain numbers, for the hundreds of prices of one key press: exact
 * for whole numbers up to 2^53 - 1. Null above, where numbers no longer are.
 */
export function roundUpPicoUsd(amountPicoUsd: number): number | null {
  if (amountPicoUsd > Number.MAX_SAFE_INTEGER) return null
  const remainder = amountPicoUsd % 1_000
  return (amountPicoUsd - remainder) / 1_000 + (remainder > 0 ? 1 : 0)
}
