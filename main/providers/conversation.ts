import type { ProviderMessage, ProviderPart } from './provider.ts'

/** One side's words, as they are sent: never empty, and no two of one side in a row. */
export type Said = { role: ProviderMessage['role']; parts: ProviderPart[] }

/** Stands where a person's words are missing: every API wants them first and last. */
export const NOTHING_SAID = '…'

/**
 * A conversation as every provider takes it. Neighbours of one side are joined, since some insist on
 * taking turns; what is blank is left out, since providers refuse it; images stay with the person's
 * words, since models cannot have written them; halves of surrogate pairs, which no JSON reader
 * takes, are replaced. It begins and ends with the person.
 */
export function conversationOf(messages: readonly ProviderMessage[]): Said[] {
  const said: Said[] = []
  for (const { role, parts } of messages) {
    const clean = cleanParts(role, parts)
    if (clean.length === 0) continue
    const last = said.at(-1)
    if (last?.role === role) last.parts = joined(last.parts, clean)
    else said.push({ role, parts: clean })
  }
  const nothing = (): Said => ({ role: 'user', parts: [{ type: 'text', text: NOTHING_SAID }] })
  if (said[0]?.role !== 'user') said.unshift(nothing())
  if (said.at(-1)?.role !== 'user') said.push(nothing())
  return said
}

/** The same as text alone. */
export function plainText({ parts }: Said): string {
  return parts.map((part) => (part.type === 'text' ? part.text : '')).join('')
}

/** Text as JSON can carry it; null for nothing but space. */
export function cleanText(text: string | null): string | null {
  return text === null || text.trim() === '' ? null : text.toWellFormed()
}

/** Texts that stand side by side become one. */
function cleanParts(role: Said['role'], parts: readonly ProviderPart[]): ProviderPart[] {
  const clean: ProviderPart[] = []
  for (const part of parts) {
    const last = clean.at(-1)
    if (part.type === 'image') {
      if (role === 'user') clean.push(part)
    } else if (last?.type === 'text') {
      clean[clean.length - 1] = { type: 'text', text: last.text + part.text }
    } else clean.push(part)
  }
  return clean.flatMap((part): ProviderPart[] => {
    if (part.type === 'image') return [part]
    const text = cleanText(part.text)
    return text === null ? [] : [{ type: 'text', text }]
  })
}

function joined(before: ProviderPart[], after: ProviderPart[]): ProviderPart[] {
  const last = before.at(-1)
  const next = after[0]
  if (last?.type !== 'text' || next?.type !== 'text') return [...before, ...after]
  const text = `${last.text}\n\n${next.text}`
  return [...before.slice(0, -1), { type: 'text', text }, ...after.slice(1)]
}
