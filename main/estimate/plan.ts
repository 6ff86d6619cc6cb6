import { costNanoUsd, ceilingNanoUsd, roundUpPicoUsd } from '../../shared/money/cost.ts'
import type { Price, Rates } from '../../shared/money/price.ts'
import { unknownUsage } from '../../shared/money/usage.ts'
import { type CacheHabit, keepable } from './cache-habits.ts'
import { type Family, familyIndex } from './families.ts'
import { inputTokens, mostInputTokens, type Weight } from './weight.ts'

/** All that is known of one model for one conversation, before the draft. */
export type PlannedModel = {
  price: Price | null
  family: Family
  seesImages: boolean
  contextTokens: number | null
  /** What the request will carry. */
  maxOutputTokens: number
  /** This model's input tokens for one of o200k, as far as it is learned. */
  inputFactor: number
  /** What it would write to a question of ordinary length, thinking included. */
  outputTokens: number
  /** How much of what it writes is part of the next request: what is not thinking. */
  visibleShare: number
  cache: CacheHabit
  /** Tokens of this very conversation that its cache should hold, and until when. */
  warmTokens: number
  warmUntilMs: number
}

/** The draft beside its history, in the figures that no model changes. */
export type PlannedRequest = {
  /** All that will be sent. */
  weight: Weight
  /** The message that is being written, which the turn after this one is taken to equal. */
  draft: Weight
  /** Whether anything goes before it. */
  hasHistory: boolean
  /** How much longer or shorter than ordinary the answer should be, whoever writes it. */
  outputScale: number
  /** Input tokens as the provider itself counted them; null: nobody asked it. */
  countedTokens: number | null
  nowMs: number
}

/** One figure for each model, in their order. NaN where the price is unknown. */
export type Figures = {
  inputTokens: Float64Array
  expectedNanoUsd: Float64Array
  ceilingNanoUsd: Float64Array
  thenNanoUsd: Float64Array
  isTooLong: Uint8Array
}

export function noFigures(count: number): Figures {
  return {
    inputTokens: new Float64Array(count),
    expectedNanoUsd: new Float64Array(count),
    ceilingNanoUsd: new Float64Array(count),
    thenNanoUsd: new Float64Array(count),
    isTooLong: new Uint8Array(count),
  }
}

/** A planned model with what a key press would work out again. */
type Row = PlannedModel & { familyIndex: number; short: RowRates; long: RowRates | null }

type RowRates = { input: number; read: number; write: number; output: number; dearest: number }

export type Plan = readonly Row[]

/** Prepares models once, for every key press in one conversation. */
export function planFor(models: readonly PlannedModel[]): Plan {
  return models.map((model) => ({
    ...model,
    familyIndex: familyIndex(model.family),
    short: rowRates(model.price?.rates),
    long: model.price?.longContext ? rowRates(model.price.longContext.rates) : null,
  }))
}

function rowRates(rates: Rates | undefined): RowRates {
  if (!rates) return { input: 0, read: 0, write: 0, output: 0, dearest: 0 }
  const { inputPicoUsd: input, cacheReadPicoUsd, cacheWriteShortPicoUsd } = rates
  const dearest = Math.max(
    input,
    cacheReadPicoUsd ?? 0,
    cacheWriteShortPicoUsd ?? 0,
    rates.cacheWriteLongPicoUsd ?? 0,
  )
  return {
    input,
    read: cacheReadPicoUsd ?? input,
    write: cacheWriteShortPicoUsd ?? input,
    output: rates.outputPicoUsd,
    dearest,
  }
}

/**
 * What a request costs with each model: in one pass, in plain numbers, whatever the length of its
 * history. Expected and ceiling are to the nano-USD what `shared/money/cost.ts` says of the same
 * tokens; the ceiling is never below what it can really cost, and no figure is above it.
 */
export function estimateAll(plan: Plan, request: PlannedRequest, figures: Figures): void {
  const draftTokens = request.draft.tokens
  for (let index = 0; index < plan.length; index += 1) {
    const row = plan[index] as Row
    const input = inputOf(row, request)
    figures.inputTokens[index] = input
    figures.isTooLong[index] = isTooLong(row, input) ? 1 : 0
    if (row.price === null) {
      figures.expectedNanoUsd[index] = Number.NaN
      figures.ceilingNanoUsd[index] = Number.NaN
      figures.thenNanoUsd[index] = Number.NaN
      continue
    }
    const output = outputTokensOf(row, request.outputScale)
    const ceiling = ceilingOf(row, row.price, mostInputOf(row, request, input))
    figures.ceilingNanoUsd[index] = ceiling
    figures.expectedNanoUsd[index] = Math.min(
      ceiling,
      costOf(row, row.price, tokensNow(row, request, input, output)),
    )
    const then = tokensThen(row, request, input, output, draftTokens)
    figures.thenNanoUsd[index] = costOf(row, row.price, then)
  }
}

/** One model's figures, and the tokens behind them. */
export type Estimate = {
  inputTokens: number
  outputTokens: number
  mostInputTokens: number
  cacheReadTokens: number
  cacheWriteTokens: number
  expectedNanoUsd: number
  ceilingNanoUsd: number
  thenNanoUsd: number
  isTooLong: boolean
}

/** The same for one model with a price. */
export function estimateOne(
  model: PlannedModel & { price: Price },
  request: PlannedRequest,
): Estimate {
  const plan = planFor([model])
  const row = plan[0] as Row
  const figures = noFigures(1)
  estimateAll(plan, request, figures)
  const input = figures.inputTokens[0] ?? 0
  const outputTokens = outputTokensOf(row, request.outputScale)
  const { read, write } = tokensNow(row, request, input, outputTokens)
  return {
    inputTokens: input,
    outputTokens,
    mostInputTokens: mostInputOf(row, request, input),
    cacheReadTokens: read,
    cacheWriteTokens: write,
    expectedNanoUsd: figures.expectedNanoUsd[0] ?? 0,
    ceilingNanoUsd: figures.ceilingNanoUsd[0] ?? 0,
    thenNanoUsd: figures.thenNanoUsd[0] ?? 0,
    isTooLong: figures.isTooLong[0] === 1,
  }
}

function inputOf(row: Row, { weight, countedTokens }: PlannedRequest): number {
  return countedTokens ?? inputTokens(weight, row.familyIndex, row.seesImages, row.inputFactor)
}

/** What is counted is never above what is bounded, even where a learned factor runs high. */
function mostInputOf(row: Row, { weight, countedTokens }: PlannedRequest, input: number): number {
  const most = mostInputTokens(weight, row.familyIndex, row.seesImages)
  if (countedTokens === null) return Math.max(most, input)
  return Math.max(input, Math.min(most, Math.ceil(countedTokens * COUNTED_MARGIN) + COUNTED_SPARE))
}

/** Providers call their own count beforehand an estimate that may differ slightly. */
const COUNTED_MARGIN = 1.05
const COUNTED_SPARE = 64

/** Providers that count the room for an answer as part of the request refuse what exceeds both. */
function isTooLong({ contextTokens, maxOutputTokens }: Row, input: number): boolean {
  return contextTokens !== null && input + maxOutputTokens > contextTokens
}

function outputTokensOf({ outputTokens, maxOutputTokens }: Row, scale: number): number {
  return Math.max(1, Math.min(Math.round(outputTokens * scale), maxOutputTokens))
}

type Tokens = { input: number; read: number; write: number; output: number }

/** A cache that is warm is read; what is new goes there, where that has a price. */
function tokensNow(row: Row, request: PlannedRequest, input: number, output: number): Tokens {
  const kept = keepable(row.cache, input)
  const isWarm = request.nowMs < row.warmUntilMs
  const read = isWarm ? Math.min(row.warmTokens, kept) : 0
  const marks = row.cache.kind !== 'marked' || request.hasHistory
  return { input, read, write: row.cache.billsWrites && marks ? kept - read : 0, output }
}

/** The turn after this one, soon, with a message as long: by then this one may be in the cache. */
function tokensThen(
  row: Row,
  request: PlannedRequest,
  before: number,
  output: number,
  draftTokens: number,
): Tokens {
  const answered = Math.round(output * row.visibleShare)
  const input = before + answered + Math.ceil((draftTokens + 8) * row.inputFactor)
  const kept = keepable(row.cache, input)
  const isKept = row.cache.kind !== 'marked' || request.hasHistory
  const share = row.cache.usualShare ?? 0
  const read = isKept ? Math.min(Math.round(keepable(row.cache, before) * share), kept) : 0
  return { input, read, write: row.cache.billsWrites ? kept - read : 0, output }
}

function costOf(row: Row, price: Price, { input, read, write, output }: Tokens): number {
  const rates = ratesFor(row, price, input)
  const picoUsd =
    (input - read - write) * rates.input +
    read * rates.read +
    write * rates.write +
    output * rates.output
  return (
    roundUpPicoUsd(picoUsd) ??
    costNanoUsd(price, {
      ...unknownUsage,
      inputTokens: input,
      cacheReadTokens: read,
      cacheWriteShortTokens: write,
      outputTokens: output,
    }) ??
    Number.NaN
  )
}

function ratesFor(row: Row, price: Price, input: number): RowRates {
  const isLong = price.longContext !== null && input > price.longContext.aboveInputTokens
  return isLong && row.long ? row.long : row.short
}

/** Every input token at the dearest class and tier it could fall into, and all the output allowed. */
function ceilingOf(row: Row, price: Price, mostInput: number): number {
  const { maxOutputTokens: output } = row
  const short = mostInput * row.short.dearest + output * row.short.output
  const rates = ratesFor(row, price, mostInput)
  const long = mostInput * rates.dearest + output * rates.output
  return roundUpPicoUsd(Math.max(short, long)) ?? ceilingNanoUsd(price, mostInput, output)
}
