import { scaleUp } from './decimal.ts'
import type { ListedPrice, ListedRates } from './price-list.ts'

/*
 * One price of genai-prices: USD by unit, each a number or a base with steps by input tokens. A unit
 * that could cost something and cannot be counted refuses the whole price: it is never counted as 0.
 */

type Fields = Readonly<Record<string, unknown>>

/** `other-kind`: what is sold is not an answer in text. `absurd`: no price in the world is like that. */
export type PriceProblem = { kind: 'other-kind' | 'not-understood' | 'absurd'; reason: string }

type Read<T> = { ok: true; value: T } | ({ ok: false } & PriceProblem)

/** USD per million tokens as pico-USD per token. */
const PLACES_PER_MILLION = 6
/** USD per thousand as pico-USD for one. */
const PLACES_PER_THOUSAND = 9

const SEARCHES = 'web_searches_kcount'

/** In this order: where both are named, the second of two prices for the same class is the exacter. */
const rateUnits = {
  input_mtok: 'input',
  output_mtok: 'output',
  cache_read_mtok: 'cacheRead',
  cache_write_mtok: 'cacheWriteShort',
  cache_write_5m_mtok: 'cacheWriteShort',
  cache_write_1h_mtok: 'cacheWriteLong',
} as const satisfies Record<string, keyof ListedRates>

/** Parts of a class that are counted with it, so that they need its rate. */
const partUnits: Readonly<Record<string, keyof ListedRates>> = {
  input_text_mtok: 'input',
  input_image_mtok: 'input',
  cache_text_read_mtok: 'cacheRead',
  cache_image_read_mtok: 'cacheRead',
  output_text_mtok: 'output',
  output_reasoning_mtok: 'output',
  output_text_reasoning_mtok: 'output',
}

const manySteps = problem('not-understood', 'Its prices change at more than one length.')

/** Sold beside, for what is never asked for or sent: tools of others, sound, film. */
const unusedUnits =
  /^(?:storage_searches|social_searches)_kcount$|^(?:input|cache)_(?:audio|video)_/u
/** Sold by something that is not a token of text. */
const otherUnits =
  /^(?:output_(?:audio|image|video)_|audio_|input_audio_hours|input_(?:annotated_)?document_|rerank_|input_text_messages|input_gpixels)/u

/** Reads one price without the time at which it holds; null where none is named at all. */
export function readPrice(units: unknown): Read<ListedPrice | null> {
  const named = new Map(Object.entries(fieldsOf(units)).filter(([, value]) => value !== undefined))
  if (named.size === 0) return { ok: true, value: null }
  const other = [...named.keys()].find((unit) => otherUnits.test(unit))
  if (other !== undefined) return problem('other-kind', `It is sold by ${other}.`)
  const unknown = [...named.keys()].find((unit) => !isCounted(unit) && !unusedUnits.test(unit))
  if (unknown !== undefined) return notCounted(unknown)
  return readRates(named)
}

function isCounted(unit: string): boolean {
  return Object.hasOwn(rateUnits, unit) || Object.hasOwn(partUnits, unit) || unit === SEARCHES
}

function readRates(named: ReadonlyMap<string, unknown>): Read<ListedPrice> {
  const base: Partial<ListedRates> = {}
  const long: Partial<ListedRates> = {}
  let above: number | null = null
  for (const [unit, name] of [...Object.entries(rateUnits), ...Object.entries(partUnits)]) {
    if (!named.has(unit)) continue
    const read = readSteps(unit, named.get(unit))
    if (!read.ok) return read
    const steps = read.value
    if (steps.above !== null && above !== null && steps.above !== above) return manySteps
    above ??= steps.above
    const isPart = Object.hasOwn(partUnits, unit)
    if (isPart && (base[name] !== steps.basePicoUsd || long[name] !== steps.longPicoUsd)) {
      return problem('not-understood', `Its price by ${unit} is another than by token.`)
    }
    base[name] = steps.basePicoUsd
    long[name] = steps.longPicoUsd
  }
  const search = named.get(SEARCHES) ?? 0
  const searchPicoUsd = typeof search === 'number' ? scaleUp(search, PLACES_PER_THOUSAND) : null
  if (searchPicoUsd === null) return notCounted(SEARCHES)
  if (!isWhole(base) || !isWhole(long)) {
    return problem('not-understood', 'It has no price for input, or none for output.')
  }
  return {
    ok: true,
    value: {
      rates: base,
      ...(above !== null && { long: { above, rates: long } }),
      ...(searchPicoUsd > 0 && { searchPicoUsd }),
    },
  }
}

function isWhole(rates: Partial<ListedRates>): rates is ListedRates {
  return rates.input !== undefined && rates.output !== undefined
}

type Steps = { basePicoUsd: number; longPicoUsd: number; above: number | null }

function readSteps(unit: string, steps: unknown): Read<Steps> {
  const isTiered = typeof steps === 'object' && steps !== null
  const { base, tiers } = isTiered ? fieldsOf(steps) : { base: steps, tiers: [] }
  const basePicoUsd = readAmount(base)
  if (basePicoUsd === null) return problem('absurd', `Its price by ${unit} is ${show(base)}.`)
  if (!Array.isArray(tiers) || tiers.length > 1) return manySteps
  const tier = tiers.length === 0 ? null : fieldsOf(tiers[0])
  if (!tier) {
    return { ok: true, value: { basePicoUsd, longPicoUsd: basePicoUsd, above: null } }
  }
  const longPicoUsd = readAmount(tier.price)
  if (longPicoUsd === null) {
    return problem('absurd', `Its price by ${unit} for long requests is ${show(tier.price)}.`)
  }
  const above = tier.start
  if (typeof above !== 'number' || !Number.isSafeInteger(above) || above <= 0) {
    return problem('not-understood', `Its price by ${unit} changes at ${show(above)} tokens.`)
  }
  return { ok: true, value: { basePicoUsd, longPicoUsd, above } }
}

function readAmount(amountUsd: unknown): number | null {
  return typeof amountUsd === 'number' ? scaleUp(amountUsd, PLACES_PER_MILLION) : null
}

function notCounted(unit: string): { ok: false } & PriceProblem {
  return problem('not-understood', `Its price by ${unit} cannot be counted.`)
}

function show(value: unknown): string {
  return (JSON.stringify(value) ?? 'missing').slice(0, 40)
}

function problem(kind: PriceProblem['kind'], reason: string): { ok: false } & PriceProblem {
  return { ok: false, kind, reason }
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {}
}
