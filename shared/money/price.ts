import { z } from 'zod'
import { type Result, done, failed } from '../result.ts'

/**
 * No price in the world is near 0.001 USD per token (1,000 USD per million); above it a figure is
 * a unit mistake. Infinity, NaN, negatives and fractions of a pico-USD are refused with it.
 */
export const MAX_PICO_USD_PER_TOKEN = 1_000_000_000

const ratePicoUsd = z.number().int().min(0).max(MAX_PICO_USD_PER_TOKEN)

/**
 * Integer pico-USD per token: the same digits as micro-USD per million tokens, so 4 USD per
 * million is 4_000_000. Null means the provider does not sell that class, or its rate is unknown;
 * the class is then counted at the input rate, never at nothing; long writes at that of short ones.
 */
const ratesSchema = z.strictObject({
  inputPicoUsd: ratePicoUsd,
  outputPicoUsd: ratePicoUsd,
  cacheReadPicoUsd: ratePicoUsd.nullable(),
  cacheWriteShortPicoUsd: ratePicoUsd.nullable(),
  cacheWriteLongPicoUsd: ratePicoUsd.nullable(),
})
export type Rates = z.infer<typeof ratesSchema>

/** No search in the world costs 10 USD; above it a figure is a unit mistake. */
export const MAX_PICO_USD_PER_SEARCH = 10_000_000_000_000

/**
 * Where a price comes from, nearest to the person first: `own` they typed, `overlay` our dated
 * corrections, `downloaded` an update they took, `provider` the provider's own list of models,
 * `bundled` the list this version was built with.
 */
const priceSourceSchema = z.enum([
  'own',
  'overlay',
  'downloaded',
  'provider',
  'bundled',
  'this-computer',
  'practice',
])
export type PriceSource = z.infer<typeof priceSourceSchema>

/** One price as it holds at one moment: dates and hours are resolved before it is made. */
export const priceSchema = z.strictObject({
  rates: ratesSchema,
  /** Some providers reprice the whole request once its input passes a threshold. */
  longContext: z
    .strictObject({ aboveInputTokens: z.number().int().positive(), rates: ratesSchema })
    .nullable(),
  /** Pico-USD for one web search; null: none is sold, or its price is unknown. */
  searchPicoUsd: z.number().int().min(0).max(MAX_PICO_USD_PER_SEARCH).nullable(),
  source: priceSourceSchema,
  /** How the model was found in that list. `inferred`: by what its name begins with, so perhaps not its own. */
  match: z.enum(['exact', 'alias', 'inferred']),
  /** The day the figure was taken, YYYY-MM-DD. */
  takenOn: z.iso.date(),
  /** Which edition of the list it is from; null where there are no editions. */
  version: z.string().max(120).nullable(),
})
export type Price = z.infer<typeof priceSchema>

const plainPrice = {
  longContext: null,
  searchPicoUsd: null,
  match: 'exact',
  version: null,
} as const

/** A price of nothing, for a server on this computer. Explicit: a missing price is null, not this. */
export function freePrice(takenOn: string): Price {
  const rates: Rates = {
    inputPicoUsd: 0,
    outputPicoUsd: 0,
    cacheReadPicoUsd: null,
    cacheWriteShortPicoUsd: null,
    cacheWriteLongPicoUsd: null,
  }
  return { ...plainPrice, rates, source: 'this-computer', takenOn }
}

/**
 * Reads a price typed by a person: USD per million tokens in and out, at most six decimals, a
 * comma or a point. Both are needed: an absent one is unknown, not nothing. What a cache costs may
 * be left empty.
 */
export function parsePriceUsd(
  typedInput: string,
  typedOutput: string,
  takenOn: string,
  typedCache: { read: string; write: string } = { read: '', write: '' },
): Result<Price> {
  const input = parseRate(typedInput)
  if (!input.ok) return input
  const output = parseRate(typedOutput)
  if (!output.ok) return output
  const cacheRead = parseOptionalRate(typedCache.read)
  if (!cacheRead.ok) return cacheRead
  const cacheWrite = parseOptionalRate(typedCache.write)
  if (!cacheWrite.ok) return cacheWrite
  const rates: Rates = {
    inputPicoUsd: input.value,
    outputPicoUsd: output.value,
    cacheReadPicoUsd: cacheRead.value,
    cacheWriteShortPicoUsd: cacheWrite.value,
    cacheWriteLongPicoUsd: cacheWrite.value,
  }
  return done({ ...plainPrice, rates, source: 'own', takenOn })
}

function parseOptionalRate(typed: string): Result<number | null> {
  return typed.trim() === '' ? done(null) : parseRate(typed)
}

/** USD per million tokens as pico-USD per token: the same digits, six places on. */
function parseRate(typed: string): Result<number> {
  const digits = typed.trim().replace(',', '.')
  const bad = (reason: 'not-a-number' | 'negative' | 'too-large') =>
    failed({ kind: 'bad-amount', typed: typed.trim().slice(0, 40), reason })
  if (!/^\d{1,9}(?:\.\d{0,6})?$|^\.\d{1,6}$/u.test(digits)) {
    return bad(/^[-−]/u.test(digits) ? 'negative' : 'not-a-number')
  }
  const [whole = '0', fraction = ''] = digits.split('.')
  const ratePicoUsd = Number(`${whole || '0'}${fraction.padEnd(6, '0')}`)
  return ratePicoUsd > MAX_PICO_USD_PER_TOKEN ? bad('too-large') : done(ratePicoUsd)
}
