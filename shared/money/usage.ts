import { z } from 'zod'

const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)

/**
 * What an attempt used, normalised over providers. Null is "not said", never zero.
 * `inputTokens` includes everything read from or written to a cache; `outputTokens` includes
 * reasoning, which stands apart only to be shown.
 */
export const usageSchema = z.strictObject({
  inputTokens: count.nullable(),
  cacheReadTokens: count.nullable(),
  cacheWriteShortTokens: count.nullable(),
  cacheWriteLongTokens: count.nullable(),
  outputTokens: count.nullable(),
  reasoningTokens: count.nullable(),
})
export type Usage = z.infer<typeof usageSchema>

export const unknownUsage: Usage = {
  inputTokens: null,
  cacheReadTokens: null,
  cacheWriteShortTokens: null,
  cacheWriteLongTokens: null,
  outputTokens: null,
  reasoningTokens: null,
}
