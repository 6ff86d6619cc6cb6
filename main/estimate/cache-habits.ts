import type { Price } from '../../shared/money/price.ts'

/**
 * What a provider keeps of a request, so that the next one with the same beginning reads it for
 * less. `marked`: what we mark, which we do from the second turn of a conversation on.
 * `automatic`: whatever is long enough.
 */
export type CacheHabit = {
  kind: 'none' | 'automatic' | 'marked'
  /** Kept in whole steps of so many tokens, from so many on. */
  stepTokens: number
  leastTokens: number
  /** How long it is kept after its last use. */
  lifeMs: number
  /** Whether what is put there has a price of its own. */
  billsWrites: boolean
  /** How much of what could be read is, until turns of this model say; null: wait for one. */
  usualShare: number | null
}

const MINUTE_MS = 60_000

const none: CacheHabit = {
  kind: 'none',
  stepTokens: 1,
  leastTokens: 0,
  lifeMs: 0,
  billsWrites: false,
  usualShare: 0,
}

/** As most do it without saying much: seen in a turn before it is expected of the next. */
const quiet: CacheHabit = {
  ...none,
  kind: 'automatic',
  stepTokens: 1,
  leastTokens: 1_024,
  lifeMs: 5 * MINUTE_MS,
  usualShare: null,
}

/** From the providers' pages on prompt caching. OpenAI bills writes, and keeps longer, since GPT-5.6. */
const habits: Readonly<Record<string, CacheHabit>> = {
  openai: {
    kind: 'automatic',
    stepTokens: 128,
    leastTokens: 1_024,
    lifeMs: 10 * MINUTE_MS,
    billsWrites: false,
    usualShare: 1,
  },
  anthropic: {
    kind: 'marked',
    stepTokens: 1,
    leastTokens: 1_024,
    lifeMs: 5 * MINUTE_MS,
    billsWrites: true,
    usualShare: 1,
  },
  deepseek: { ...quiet, stepTokens: 64, leastTokens: 64, lifeMs: 60 * MINUTE_MS, usualShare: 1 },
  gemini: quiet,
  groq: { ...quiet, lifeMs: 60 * MINUTE_MS },
  mistral: quiet,
  openrouter: quiet,
  together: quiet,
  xai: quiet,
}

const OPENAI_LIFE_WITH_WRITES_MS = 30 * MINUTE_MS

/** A model without a price for reading has nothing to gain from a cache. */
export function cacheHabitOf(providerId: string, price: Price | null): CacheHabit {
  const habit = habits[providerId]
  if (!habit || !price || price.rates.cacheReadPicoUsd === null) return none
  if (providerId !== 'openai' || price.rates.cacheWriteShortPicoUsd === null) return habit
  return { ...habit, lifeMs: OPENAI_LIFE_WITH_WRITES_MS, billsWrites: true }
}

/** Whole steps of a request that a provider can keep; 0 for one that is too short. */
export function keepable({ kind, stepTokens, leastTokens }: CacheHabit, tokens: number): number {
  if (kind === 'none' || tokens < leastTokens) return 0
  return tokens - (tokens % stepTokens)
}
