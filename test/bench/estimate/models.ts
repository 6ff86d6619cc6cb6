import type { CatalogModel, ModelFamily } from '../../../main/catalog/catalog-model.ts'
import type { Price, Rates } from '../../../shared/money/price.ts'
import type { Material } from './texts.ts'

/** A model of the simulated month: what the app knows of it, and beside it what is true. */
export type SimulatedModel = {
  weight: number
  known: CatalogModel
  truth: {
    /** Its own tokens for one of o200k. */
    perToken: Readonly<Record<Material, number>>
    perMessage: number
    perRequest: number
    /** How much longer or shorter it writes than others. */
    wordiness: number
    /** Times the thinking of a task; 0: it does not think. */
    thinking: number
    cache: { lifeMs: number; leastTokens: number; hits: number } & (
      | { kind: 'marked' | 'automatic'; writes: boolean }
      | { kind: 'none'; writes: false }
    )
  }
}

const MINUTE_MS = 60_000
const noCache = { kind: 'none', writes: false, lifeMs: 0, leastTokens: 0, hits: 0 } as const
const openaiCache = {
  kind: 'automatic',
  writes: true,
  lifeMs: 30 * MINUTE_MS,
  leastTokens: 1_024,
  hits: 0.93,
} as const
const claudeCache = {
  kind: 'marked',
  writes: true,
  lifeMs: 5 * MINUTE_MS,
  leastTokens: 1_024,
  hits: 0.99,
} as const
const quietCache = (hits: number, minutes: number) =>
  ({
    kind: 'automatic',
    writes: false,
    lifeMs: minutes * MINUTE_MS,
    leastTokens: 1_024,
    hits,
  }) as const

const o200k = perToken([1, 1, 1, 1, 1, 1, 1, 1, 1])
const newClaude = perToken([1.42, 1.55, 1.5, 1.38, 1.3, 1.08, 1.1, 1.33, 1.28])
const oldClaude = perToken([1.07, 1.14, 1.12, 1.3, 1.35, 1.12, 1.1, 1.12, 1.08])
const gemini = perToken([1.03, 1.06, 1.05, 1, 0.98, 0.96, 0.98, 1.12, 1.2])
const deepseek = perToken([1.03, 1.3, 1.25, 1.4, 1.6, 0.82, 1.05, 1.06, 1.1])
const mistral = perToken([1.06, 1.12, 1.08, 1.15, 1.2, 1.2, 1.25, 1.1, 1.15])
const llama = perToken([1.01, 1.2, 1.15, 1.35, 1.4, 1.25, 1.3, 1.02, 1.05])

/** Prices in USD per million: in, out, cache read, cache write. Factors are hidden from estimates. */
export const simulatedModels: readonly SimulatedModel[] = [
  model(16, 'openai', 'gpt-6-sol', 'openai', 100, [2, 10, 0.2, 2.5], o200k, 1.15, 0.8, openaiCache),
  model(
    10,
    'openai',
    'gpt-6-luna',
    'openai',
    100,
    [0.1, 0.5, 0.01, 0.125],
    o200k,
    0.9,
    0.5,
    openaiCache,
  ),
  model(
    18,
    'anthropic',
    'claude-opus-5-5',
    'claude',
    145,
    [4, 20, 0.2, 5],
    newClaude,
    1.05,
    0.5,
    claudeCache,
  ),
  model(
    14,
    'anthropic',
    'claude-sonnet-5',
    'claude',
    145,
    [2, 10, 0.2, 2.5],
    newClaude,
    1.1,
    0,
    claudeCache,
  ),
  model(
    8,
    'anthropic',
    'claude-haiku-4-5',
    'claude-4',
    110,
    [1, 5, 0.1, 1.25],
    oldClaude,
    0.85,
    0,
    claudeCache,
  ),
  model(
    14,
    'gemini',
    'gemini-3.8-flash',
    'gemini',
    105,
    [0.75, 3.75, 0.075, null],
    gemini,
    1.2,
    0.7,
    quietCache(0.7, 5),
  ),
  model(
    10,
    'deepseek',
    'deepseek-v4-pro',
    'open-weights',
    115,
    [0.66, 1.98, 0.022, null],
    deepseek,
    1,
    0.9,
    quietCache(0.95, 60),
  ),
  model(
    5,
    'mistral',
    'mistral-medium',
    'open-weights',
    115,
    [1.5, 7.5, null, null],
    mistral,
    0.85,
    0,
    noCache,
  ),
  model(
    5,
    'groq',
    'llama-3.3-70b',
    'open-weights',
    115,
    [0.59, 0.79, null, null],
    llama,
    0.8,
    0,
    noCache,
  ),
]

function perToken(figures: readonly number[]): Readonly<Record<Material, number>> {
  const [english, german, french, russian, arabic, chinese, japanese, code, json] = figures
  const all = { english, german, french, russian, arabic, chinese, japanese, code, json }
  return all as Record<Material, number>
}

function model(
  weight: number,
  providerId: string,
  modelId: string,
  family: ModelFamily,
  tokenPercent: number,
  [input, output, read, write]: readonly [number, number, number | null, number | null],
  factors: SimulatedModel['truth']['perToken'],
  wordiness: number,
  thinking: number,
  cache: SimulatedModel['truth']['cache'],
): SimulatedModel {
  const known: CatalogModel = {
    key: { providerId, modelId },
    name: modelId,
    contextTokens: 1_000_000,
    maxOutputTokens: 16_384,
    mostOutputTokens: 64_000,
    tokenPercent,
    typicalOutputTokens: 600,
    seesImages: true,
    family,
    efforts: thinking > 0 ? ['low', 'medium', 'high'] : [],
    takesTemperature: true,
    retiresOn: null,
    onThisComputer: false,
    price: priceOf(rates(input, output, read, write), providerId === 'openai'),
  }
  const truth = { perToken: factors, perMessage: 4, perRequest: 3, wordiness, thinking, cache }
  return { weight, known, truth }
}

function rates(input: number, output: number, read: number | null, write: number | null): Rates {
  const pico = (usd: number | null): number | null => usd && Math.round(usd * 1e6)
  return {
    inputPicoUsd: Math.round(input * 1e6),
    outputPicoUsd: Math.round(output * 1e6),
    cacheReadPicoUsd: pico(read),
    cacheWriteShortPicoUsd: pico(write),
    cacheWriteLongPicoUsd: null,
  }
}

function priceOf(short: Rates, isRepriced: boolean): Price {
  const twice = (figure: number | null): number | null => figure && figure * 2
  const long = {
    inputPicoUsd: short.inputPicoUsd * 2,
    outputPicoUsd: short.outputPicoUsd * 1.5,
    cacheReadPicoUsd: twice(short.cacheReadPicoUsd),
    cacheWriteShortPicoUsd: twice(short.cacheWriteShortPicoUsd),
    cacheWriteLongPicoUsd: null,
  }
  return {
    rates: short,
    longContext: isRepriced ? { aboveInputTokens: 272_000, rates: long } : null,
    searchPicoUsd: null,
    source: 'bundled',
    match: 'exact',
    takenOn: '2026-11-21',
    version: null,
  }
}
