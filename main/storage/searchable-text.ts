import type { Part } from '../../shared/chat/part.ts'

/** What is looked through of one message: that is a book. The rest of a longer one is not found. */
const MOST_SEARCHABLE_UNITS = 400_000

/**
 * What of a message can be found: its words first, then the names and texts of what was attached.
 * Not what a model thought on the way, nor the tools it called.
 */
export function searchableText(parts: readonly Part[]): string {
  const words = parts.flatMap((part) => (part.type === 'text' ? [part.text] : []))
  const attached = parts.flatMap((part) => {
    if (part.type === 'file') return [part.name, part.text]
    return part.type === 'image' ? [part.name] : []
  })
  return [...words, ...attached].join('\n').slice(0, MOST_SEARCHABLE_UNITS)
}
