/**
 * What an attempt used, normalised over providers. Null is "not said", never zero.
 * `inputTokens` includes everything read from or written to a cache; `outputTokens` includes
 * reasoning, which stands apart only to be shown.
 */
export type Usage = {
  inputTokens: number | null
  cacheReadTokens: number | null
  cacheWriteShortTokens: number | null
  cacheWriteLongTokens: number | null
  outputTokens: number | null
  reasoningTokens: number | null
  /** Web searches the provider did for it; a price of their own, beside all tokens. */
  searchCount: number | null
}

export const unknownUsage: Usage = {
  inputTokens: null,
  cacheReadTokens: null,
  cacheWriteShortTokens: null,
  cacheWriteLongTokens: null,
  outputTokens: null,
  reasoningTokens: null,
  searchCount: null,
}
