import type { ListedModel } from './provider.ts'
import { readCount } from './read-count.ts'
import { isRecord, readText } from './read-loosely.ts'
import type { LooseRecord } from './read-loosely.ts'

/** A model of which a list tells nothing but that it is there. */
export const nothingListed: Omit<ListedModel, 'modelId'> = {
  name: null,
  contextTokens: null,
  mostOutputTokens: null,
  seesImages: null,
  efforts: null,
  takesTemperature: null,
  isChat: null,
  retiresOn: null,
  price: null,
}

/** Longer than the name of any model; what is longer would only fill the database. */
const MAX_ID_CHARACTERS = 200

/** A row with only its id; null for what is no row, or has no name that can be sent back. */
export function readListed(
  row: unknown,
  idField = 'id',
): { model: ListedModel; row: LooseRecord } | null {
  if (!isRecord(row)) return null
  const modelId = readText(row[idField])
  if (modelId === '' || modelId.length > MAX_ID_CHARACTERS) return null
  return { model: { ...nothingListed, modelId }, row }
}

/** A limit in tokens. Nothing and nonsense are unknown, and so is 0: no model has none. */
export function readLimit(value: unknown): number | null {
  return readCount(value) || null
}

/** A name for people, of a length that fits a line. */
export function readTitle(value: unknown): string | null {
  return readText(value).trim().slice(0, MAX_ID_CHARACTERS) || null
}

/** The day of a date, with or without a time, YYYY-MM-DD; null when it is not one. */
export function readDay(value: unknown): string | null {
  const day = /^\d{4}-\d{2}-\d{2}(?=$|T| )/.exec(readText(value))?.[0]
  return day !== undefined && Number.isFinite(Date.parse(day)) ? day : null
}

/** A flag; anything but true and false is unknown. */
export function readFlag(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : null
}

const notChat =
  /embed|whisper|(?:^|[-/])tts|dall-e|image|moderation|audio|transcri|realtime|^sora|babbage|davinci|rerank|guard|speech|voxtral|orpheus|computer-use|(?:^|[-/])veo|imagen|lyria|(?:^|[-/])aqa|ocr|search-preview|search-api|deep-research|turbo-instruct/i

/**
 * Whether a model answers in text, by its name alone, for lists that tell nothing else: false for
 * what is plainly something else, null for the rest.
 */
export function isChatByName(modelId: string): false | null {
  return notChat.test(modelId) ? false : null
}
