import { ceilingNanoUsd, costNanoUsd } from '../../shared/money/cost.ts'
import type { Price } from '../../shared/money/price.ts'
import { unknownUsage } from '../../shared/money/usage.ts'
import { mostTokens, weighTokens } from './weigh.ts'

/** How much a text weighs: roughly, and at the very most. */
export type Weight = { tokens: number; mostTokens: number; messageCount: number }

export const noWeight: Weight = { tokens: 0, mostTokens: 0, messageCount: 0 }

/** What providers add around each message and each request, at the dearest known. */
const TOKENS_PER_MESSAGE = 4
const MOST_TOKENS_PER_MESSAGE = 16
const MOST_TOKENS_PER_REQUEST = 64

/** Fewer settled turns than this say too little about a model's next answer. */
const LEARNED_FROM_TURNS = 3

export type EstimateRequest = {
  price: Price
  /** The whole of what will be sent. */
  weight: Weight
  /** A model's tokens per hundred of o200k. */
  tokenPercent: number
  /** Output tokens the request allows, reasoning included. */
  maxOutputTokens: number
  /** What the model typically writes, until enough of its own turns say better. */
  typicalOutputTokens: number
  /** Output tokens of this model's newest settled turns. */
  recentOutputTokens: readonly number[]
}

export type Estimate = {
  inputTokens: number
  /** What it will probably cost: shown. */
  expectedNanoUsd: number
  /** What it can cost at most: reserved. */
  ceilingNanoUsd: number
}

export function weigh(text: string): Weight {
  return { tokens: weighTokens(text), mostTokens: mostTokens(text), messageCount: 1 }
}

export function addWeights(one: Weight, other: Weight): Weight {
  return {
    tokens: one.tokens + other.tokens,
    mostTokens: one.mostTokens + other.mostTokens,
    messageCount: one.messageCount + other.messageCount,
  }
}

/** Never below the true cost at its ceiling, and never above its ceiling at what is expected. */
export function estimateTurn(request: EstimateRequest): Estimate {
  const { price, weight, tokenPercent, maxOutputTokens } = request
  const inputTokens = inputTokensOf(weight, tokenPercent)
  const mostInputTokens =
    Math.max(weight.mostTokens, inputTokens) +
    weight.messageCount * MOST_TOKENS_PER_MESSAGE +
    MOST_TOKENS_PER_REQUEST
  const outputTokens = Math.min(expectedOutputTokens(request), maxOutputTokens)
  const ceiling = ceilingNanoUsd(price, mostInputTokens, maxOutputTokens)
  const expected = costNanoUsd(price, { ...unknownUsage, inputTokens, outputTokens }) ?? ceiling
  return { inputTokens, expectedNanoUsd: Math.min(expected, ceiling), ceilingNanoUsd: ceiling }
}

/** What is sent, in this model's own tokens, with what the provider adds around it. */
export function inputTokensOf(weight: Weight, tokenPercent: number): number {
  return Math.ceil((weight.tokens * tokenPercent) / 100) + weight.messageCount * TOKENS_PER_MESSAGE
}

/** The median of what the model wrote lately, once there is enough to learn from. */
function expectedOutputTokens({
  recentOutputTokens,
  typicalOutputTokens,
}: EstimateRequest): number {
  if (recentOutputTokens.length < LEARNED_FROM_TURNS) return typicalOutputTokens
  const sorted = recentOutputTokens.toSorted((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? typicalOutputTokens
}
