import { readList, readRecord, readText } from '../read-loosely.ts'

/**
 * A piece of an answer: text as nearly all servers send it, or a list of parts of which some are
 * thinking, as Mistral does. Of a part in an unknown shape nothing is taken.
 */
export function readContent(content: unknown): { text: string; thinking: string } {
  if (!Array.isArray(content)) return { text: readText(content), thinking: '' }
  const parts = content.map(readRecord)
  return {
    text: parts.map(({ type, text }) => (type === 'text' ? readText(text) : '')).join(''),
    thinking: parts.map((part) => (part['type'] === 'thinking' ? thought(part) : '')).join(''),
  }
}

function thought({ thinking }: Readonly<Record<string, unknown>>): string {
  if (typeof thinking === 'string') return thinking
  return readList(thinking)
    .map((part) => readText(readRecord(part)['text']))
    .join('')
}
