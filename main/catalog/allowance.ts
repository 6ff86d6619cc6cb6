/**
 * One answer's allowance. Reserving a model's full maximum would make almost every turn look
 * unaffordable; this is about six thousand words, more than a chat answer needs.
 */
export const DEFAULT_MAX_OUTPUT_TOKENS = 8_192

/** An honest guess for a model nothing was asked of yet: the typical answer of a chat. */
export const TYPICAL_OUTPUT_TOKENS = 600

/**
 * Output tokens a request allows unless a person says otherwise: no more than the model gives, and
 * never more than half of what it can hold, so that there is room to ask.
 */
export function allowance(mostOutputTokens: number | null, contextTokens: number | null): number {
  const half = contextTokens === null ? Infinity : Math.max(1, Math.floor(contextTokens / 2))
  return Math.min(DEFAULT_MAX_OUTPUT_TOKENS, mostOutputTokens ?? Infinity, half)
}
