import {
  isChatByName,
  readDay,
  readFlag,
  readLimit,
  readListed,
  readTitle,
} from '../listed-model.ts'
import type { ListedModel } from '../provider.ts'
import { readRecord } from '../read-loosely.ts'

/**
 * A row of a list that tells ids and, with some servers, what vLLM and others call the length of the
 * context. What a server calls its models says nothing about them.
 */
export function readPlainModel(value: unknown): ListedModel | null {
  const listed = readListed(value)
  if (listed === null) return null
  const { model, row } = listed
  const contextTokens =
    readLimit(row['context_window']) ??
    readLimit(row['context_length']) ??
    readLimit(row['max_model_len'])
  return { ...model, contextTokens }
}

/** The same, where names follow a rule. */
export function readNamedModel(value: unknown): ListedModel | null {
  const model = readPlainModel(value)
  return model && { ...model, isChat: isChatByName(model.modelId) }
}

/** Gemini lists `models/gemini-…` and takes the name without its folder. */
export function readGeminiModel(value: unknown): ListedModel | null {
  const listed = readListed(value)
  if (listed === null) return null
  const { model, row } = listed
  const modelId = model.modelId.replace(/^models\//, '')
  if (modelId === '') return null
  const isGemini = /^(?:gemini|gemma|learnlm)/.test(modelId)
  return {
    ...model,
    modelId,
    name: readTitle(row['display_name']),
    isChat: isChatByName(modelId) ?? (isGemini || null),
  }
}

export function readMistralModel(value: unknown): ListedModel | null {
  const listed = readListed(value)
  if (listed === null) return null
  const { model, row } = listed
  const capabilities = readRecord(row['capabilities'])
  return {
    ...model,
    name: readTitle(row['name']),
    contextTokens: readLimit(row['max_context_length']),
    seesImages: readFlag(capabilities['vision']),
    efforts: capabilities['reasoning'] === false ? [] : null,
    isChat: readFlag(capabilities['completion_chat']),
    retiresOn: readDay(row['deprecation']),
  }
}

export function readGroqModel(value: unknown): ListedModel | null {
  const listed = readListed(value)
  if (listed === null) return null
  const { model, row } = listed
  return {
    ...model,
    contextTokens: readLimit(row['context_window']),
    mostOutputTokens: readLimit(row['max_completion_tokens']),
    isChat: row['active'] === false ? false : isChatByName(model.modelId),
  }
}
