/**
 * What is known of models whose tokenizers and image formulas are alike. The names are those of the
 * catalogue; their order is the order of every figure that is kept per family.
 */
export const families = [
  'openai',
  'openai-tiles',
  'claude',
  'claude-4',
  'gemini',
  'open-weights',
  'practice',
  'unknown',
] as const
export type Family = (typeof families)[number]

/** A figure for each family, in that order. */
export type PerFamily = Float64Array

export function perFamily(figure: (family: Family) => number): PerFamily {
  return Float64Array.from(families, figure)
}

export function familyIndex(family: Family): number {
  return families.indexOf(family)
}

/**
 * How many tokens a family makes, at the very most, of one of o200k. The dearest seen in public
 * comparisons (Claude since 4.7: 1.6 on German; Claude up to 4.6: 1.2; Gemini 1.25; older open
 * tokenizers 1.9 on Arabic), and a third more. OpenAI's own is o200k; for GPT-6 that is assumed, so
 * it has a margin too. Null: nothing is known, and only the number of bytes bounds it.
 */
const MOST_PER_TOKEN: Readonly<Record<Family, number | null>> = {
  openai: 1.35,
  'openai-tiles': 1.35,
  claude: 2.2,
  'claude-4': 1.7,
  gemini: 1.8,
  'open-weights': 2.6,
  practice: null,
  unknown: null,
}

/**
 * No tokenizer in use makes fewer than a token of so many bytes everywhere, but o200k makes one of
 * 80 blanks. Where text is so regular, its count says little about another tokenizer's.
 */
const BYTES_PER_TOKEN_OF_REGULAR_TEXT = 4

/**
 * The most tokens a text can be for a family. Every tokenizer of today works on bytes, so there are
 * never more tokens than bytes of UTF-8; an exact count by o200k says more, where it is there.
 */
export function mostTokensFor(family: Family, bytes: number, exactTokens: number | null): number {
  const most = MOST_PER_TOKEN[family]
  if (exactTokens === null || most === null) return bytes
  const counted = Math.ceil(exactTokens * most) + 2
  return Math.min(bytes, Math.max(counted, Math.ceil(bytes / BYTES_PER_TOKEN_OF_REGULAR_TEXT)))
}
