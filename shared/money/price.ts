import { z } from 'zod'
import { type Result, done, failed } from '../result.ts'

/**
 * No price in the world is near 0.001 USD per token (1,000 USD per million); above it a figure is
 * a unit mistake. Infinity, NaN, negatives and fractions of a pico-USD are refused with it.
 */
const MAX_PICO_USD_PER_TOKEN = 1_000_000_000

const ratePicoUsd = z.number().int().min(0).max(MAX_PICO_USD_PER_TOKEN)

/**
 * Integer pico-USD per token: the same digits as micro-USD per million tokens, so 4 USD per
 * million is 4_000_000. Null means the provider does not sell that class, or its rate is unknown;
 * the class is then counted at the input rate, never at nothing.
 */
const ratesSchema = z.strictObject({
  inputPicoUsd: ratePicoUsd,
  outputPicoUsd: ratePicoUsd,
  cacheReadPicoUsd: ratePicoUsd.nullable(),
  cacheWriteShortPicoUsd: ratePicoUsd.nullable(),
  cacheWriteLongPicoUsd: ratePicoUsd.nullable(),
})
export type Rates = z.infer<typeof ratesSchema>

export const priceSchema = z.strictObject({
  rates: ratesSchema,
  /** Some providers reprice the whole request once its input passes a threshold. */
  longContext: z
    .strictObject({ aboveInputTokens: z.number().int().positive(), rates: ratesSchema })
    .nullable(),
  /** Where the figure comes from, for the receipt. */
  source: z.enum(['bundled', 'own', 'this-computer', 'practice']),
  /** The day the figure was taken, YYYY-MM-DD. */
  takenOn: z.iso.date(),
})
export type Price = z.infer<typeof priceSchema>

/** A price of nothing, for a server on this computer. Explicit: a missing price is null, not this. */
export function freePrice(takenOn: string): Price {
  const rates: Rates = {
    inputPicoUsd: 0,
    outputPicoUsd: 0,
    cacheReadPicoUsd: null,
    cacheWriteShortPicoUsd: null,
    cacheWriteLongPicoUsd: null,
  }
  return { rates, longContext: null, source: 'this-computer', takenOn }
}

/**
 * Reads a price typed by a person: USD per million tokens in and out, at most six decimals, a
 * comma or a point. Both are needed: an absent one is unknown, not nothing.
 */
export function parsePriceUsd(
  typedInput: string,
  typedOutput: string,
  takenOn: string,
): Result<Price> {
  const input = parseRate(typedInput)
  if (!input.ok) return input
  const output = parseRate(typedOutput)
  if (!output.ok) return output
  const rates: Rates = {
    inputPicoUsd: input.value,
    outputPicoUsd: output.value,
    cacheReadPicoUsd: null,
    cacheWriteShortPicoUsd: null,
    cacheWriteLongPicoUsd: null,
  }
  return done({ rates, longContext: null, source: 'own', takenOn })
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
