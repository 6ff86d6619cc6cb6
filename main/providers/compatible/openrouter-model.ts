import { efforts } from '../../../shared/chat/message.ts'
import type { Effort } from '../../../shared/chat/message.ts'
import type { Price, Rates } from '../../../shared/money/price.ts'
import { readDay, readLimit, readListed, readTitle } from '../listed-model.ts'
import type { ListedModel } from '../provider.ts'
import { readCount } from '../read-count.ts'
import { isRecord, readList, readRecord } from '../read-loosely.ts'
import type { LooseRecord } from '../read-loosely.ts'
import { priceOfRates, readRate } from '../read-rate.ts'

/** A row of OpenRouter's list, which tells more than any other, prices among it. */
export function readOpenRouterModel(value: unknown): ListedModel | null {
  const listed = readListed(value)
  if (listed === null) return null
  const { model, row } = listed
  const architecture = readRecord(row['architecture'])
  const topProvider = readRecord(row['top_provider'])
  return {
    ...model,
    name: readTitle(row['name']),
    contextTokens: readLimit(row['context_length']) ?? readLimit(topProvider['context_length']),
    mostOutputTokens: readLimit(topProvider['max_completion_tokens']),
    seesImages: lists(architecture['input_modalities'], 'image'),
    efforts: readEfforts(row),
    takesTemperature: lists(row['supported_parameters'], 'temperature'),
    isChat: lists(architecture['output_modalities'], 'text'),
    retiresOn: readDay(row['expiration_date']),
    price: readPrice(model.modelId, readRecord(row['pricing'])),
  }
}

function lists(value: unknown, name: string): boolean | null {
  return Array.isArray(value) ? value.includes(name) : null
}

/** Where it does not say which efforts there are, it takes all, and finds the nearest. */
function readEfforts(row: LooseRecord): readonly Effort[] | null {
  const canThink = lists(row['supported_parameters'], 'reasoning')
  if (canThink !== true) return canThink === null ? null : []
  const { supported_efforts: words, mandatory } = readRecord(row['reasoning'])
  const able = mandatory === true ? efforts.filter((effort) => effort !== 'off') : efforts
  if (!Array.isArray(words)) return able
  return able.filter((effort) => effort === 'off' || words.includes(effort))
}

/**
 * USD per token, as text. A router's -1 stands for "depends" and is unknown. So is what cannot be
 * told in one price: a fee for each request, reasoning at a rate of its own, hours of the day. A
 * price of 0 is believed only of models that call themselves free.
 */
function readPrice(modelId: string, pricing: LooseRecord): ListedModel['price'] {
  const rates = readRates(pricing)
  if (rates === null || hasOtherFees(pricing)) return null
  const isFree = rates.inputPicoUsd === 0 && rates.outputPicoUsd === 0
  if (isFree && !modelId.endsWith(':free')) return null
  const overrides = readOverrides(pricing)
  if (overrides === undefined) return null
  const searchPicoUsd = readRate(pricing['web_search'], 1) || null
  return priceOfRates(rates, overrides, searchPicoUsd)
}

function readRates(pricing: LooseRecord): Rates | null {
  const inputPicoUsd = readRate(pricing['prompt'], 1)
  const outputPicoUsd = readRate(pricing['completion'], 1)
  if (inputPicoUsd === null || outputPicoUsd === null) return null
  // A class that is not sold is absent, or printed as 0.
  return {
    inputPicoUsd,
    outputPicoUsd,
    cacheReadPicoUsd: readRate(pricing['input_cache_read'], 1) || null,
    cacheWriteShortPicoUsd: readRate(pricing['input_cache_write'], 1) || null,
    cacheWriteLongPicoUsd: readRate(pricing['input_cache_write_1h'], 1) || null,
  }
}

function hasOtherFees(pricing: LooseRecord): boolean {
  const { request, internal_reasoning: reasoning, completion } = pricing
  if (isSaid(request) && readRate(request, 1) !== 0) return true
  const reasoningRate = isSaid(reasoning) ? readRate(reasoning, 1) : 0
  return reasoningRate !== 0 && reasoningRate !== readRate(completion, 1)
}

/**
 * The one override that can be told: other rates above a length of the prompt, strictly. What it does
 * not name stays as it was. Undefined for any other.
 */
function readOverrides(pricing: LooseRecord): Price['longContext'] | undefined {
  const { overrides } = pricing
  if (!isSaid(overrides) || readList(overrides).length === 0)
    return isList(overrides) ? null : undefined
  const [only, ...others] = readList(overrides)
  if (!isRecord(only) || others.length > 0) return undefined
  if (!Object.keys(only).every((name) => overrideFields.has(name))) return undefined
  const aboveInputTokens = readCount(only['min_prompt_tokens'])
  const rates = readRates({ ...pricing, ...only })
  return rates !== null && aboveInputTokens ? { aboveInputTokens, rates } : undefined
}

const overrideFields: ReadonlySet<string> = new Set([
  'min_prompt_tokens',
  'prompt',
  'completion',
  'input_cache_read',
  'input_cache_write',
  'input_cache_write_1h',
  'audio',
  'input_audio_cache',
])

/** Absent is as good as a list without members. */
function isList(value: unknown): boolean {
  return !isSaid(value) || Array.isArray(value)
}

function isSaid(value: unknown): boolean {
  return value !== undefined && value !== null
}
