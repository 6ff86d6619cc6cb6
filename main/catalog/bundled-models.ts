import type { Price, Rates } from '../../shared/money/price.ts'
import type { CatalogModel } from './catalog-model.ts'

/** The day these figures were taken from the providers' price lists. */
const TAKEN_ON = '2026-11-21'

/**
 * One answer's allowance. Reserving a model's full maximum would make almost every turn look
 * unaffordable; this is about six thousand words, more than a chat answer needs.
 */
export const DEFAULT_MAX_OUTPUT_TOKENS = 8_192

/** An honest guess for a model nothing was asked of yet: the typical answer of a chat. */
export const TYPICAL_OUTPUT_TOKENS = 600

/** Tokens of the newest Claude models per hundred of o200k, English and code: 1.2 to 1.46. */
const CLAUDE_TOKEN_PERCENT = 135

/** USD per million tokens, the form of every price list; times a million it is pico-USD per token. */
type Listed = {
  input: number
  output: number
  cacheRead: number
  cacheWriteShort: number
  cacheWriteLong: number | null
}

/** OpenAI reprices the whole request above this many input tokens: input twice, output 1.5 times. */
const OPENAI_LONG_CONTEXT_TOKENS = 272_000

/** The models offered without asking a provider, with dated prices and limits. */
export const bundledModels: readonly CatalogModel[] = [
  openai('gpt-6-astra', 'GPT-6 Astra', 1_000_000, listed(10, 50, 1, 12.5, null)),
  openai('gpt-6-sol', 'GPT-6 Sol', 400_000, listed(2, 10, 0.2, 2.5, null)),
  openai('gpt-6-luna', 'GPT-6 Luna', 400_000, listed(0.1, 0.5, 0.01, 0.125, null)),
  anthropic('claude-fable-5-1', 'Claude Fable 5.1', 1_000_000, listed(10, 50, 0.25, 12.5, 20)),
  anthropic('claude-opus-5-5', 'Claude Opus 5.5', 1_000_000, listed(4, 20, 0.2, 5, 8)),
  anthropic('claude-sonnet-5', 'Claude Sonnet 5', 1_000_000, listed(2, 10, 0.2, 2.5, 4)),
  anthropic('claude-haiku-4-5', 'Claude Haiku 4.5', 200_000, listed(1, 5, 0.1, 1.25, 2), 100),
]

/** Pretend models at the prices of the worked example, so that a newcomer sees real arithmetic. */
export const practiceModels: readonly CatalogModel[] = [
  practice('practice-light', 'Practice Light', 90, listed(0.5, 1, 0.05, 0.625, null)),
  practice('practice-heavy', 'Practice Heavy', 230, listed(10, 50, 1, 12.5, null)),
]

function openai(modelId: string, name: string, contextTokens: number, rates: Listed): CatalogModel {
  const long = {
    ...timesTwo(rates),
    output: rates.output * 1.5,
  }
  return model('openai', modelId, name, contextTokens, 100, {
    rates: ratesOf(rates),
    longContext: { aboveInputTokens: OPENAI_LONG_CONTEXT_TOKENS, rates: ratesOf(long) },
    source: 'bundled',
    takenOn: TAKEN_ON,
  })
}

function anthropic(
  modelId: string,
  name: string,
  contextTokens: number,
  rates: Listed,
  tokenPercent = CLAUDE_TOKEN_PERCENT,
): CatalogModel {
  const price: Price = {
    rates: ratesOf(rates),
    longContext: null,
    source: 'bundled',
    takenOn: TAKEN_ON,
  }
  return model('anthropic', modelId, name, contextTokens, tokenPercent, price)
}

function practice(
  modelId: string,
  name: string,
  typicalOutputTokens: number,
  rates: Listed,
): CatalogModel {
  const price: Price = {
    rates: ratesOf(rates),
    longContext: null,
    source: 'practice',
    takenOn: TAKEN_ON,
  }
  const common = model('practice', modelId, name, 128_000, 100, price)
  return { ...common, typicalOutputTokens, seesImages: false }
}

function model(
  providerId: string,
  modelId: string,
  name: string,
  contextTokens: number,
  tokenPercent: number,
  price: Price,
): CatalogModel {
  return {
    key: { providerId, modelId },
    name,
    contextTokens,
    maxOutputTokens: DEFAULT_MAX_OUTPUT_TOKENS,
    tokenPercent,
    typicalOutputTokens: TYPICAL_OUTPUT_TOKENS,
    seesImages: true,
    onThisComputer: false,
    price,
  }
}

function listed(
  input: number,
  output: number,
  cacheRead: number,
  cacheWriteShort: number,
  cacheWriteLong: number | null,
): Listed {
  return { input, output, cacheRead, cacheWriteShort, cacheWriteLong }
}

function timesTwo(rates: Listed): Listed {
  return {
    input: rates.input * 2,
    output: rates.output * 2,
    cacheRead: rates.cacheRead * 2,
    cacheWriteShort: rates.cacheWriteShort * 2,
    cacheWriteLong: rates.cacheWriteLong === null ? null : rates.cacheWriteLong * 2,
  }
}

function ratesOf(rates: Listed): Rates {
  return {
    inputPicoUsd: picoUsd(rates.input),
    outputPicoUsd: picoUsd(rates.output),
    cacheReadPicoUsd: picoUsd(rates.cacheRead),
    cacheWriteShortPicoUsd: picoUsd(rates.cacheWriteShort),
    cacheWriteLongPicoUsd: rates.cacheWriteLong === null ? null : picoUsd(rates.cacheWriteLong),
  }
}

/** Listed prices have at most six decimals, so this is exact once rounded off binary noise. */
function picoUsd(usdPerMillion: number): number {
  return Math.round(usdPerMillion * 1_000_000)
}
