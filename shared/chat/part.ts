/**
 * A message is a list of parts. `provider` and `opaque` keep what a provider needs back word for
 * word (signatures, encrypted reasoning); another provider never sees them.
 */
export type Part =
  | { type: 'text'; text: string }
  | { type: 'thinking'; text: string; provider: string | null; opaque: string | null }

/** The text of one type of part, joined: what the model says, or what it thinks. */
export function textOf(parts: readonly Part[], type: Part['type'] = 'text'): string {
  return parts.map((part) => (part.type === type ? part.text : '')).join('')
}
