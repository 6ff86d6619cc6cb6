import type { Tokens } from 'marked'
import { textOf } from './inline-view.tsx'

/**
 * A table as RFC 4180 has it. A cell that a spreadsheet would take for a formula gets an apostrophe
 * before it: what a model wrote must not be run there.
 */
export function tableAsCsv({ header, rows }: Pick<Tokens.Table, 'header' | 'rows'>): string {
  return [header, ...rows].map((row) => row.map(cellAsCsv).join(',')).join('\r\n')
}

function cellAsCsv({ tokens }: Tokens.TableCell): string {
  const text = textOf(tokens)
  const isNumber = /^[+-]?[\d.,\s]+%?$/u.test(text)
  const safe = /^[=+\-@\t\r]/u.test(text) && !isNumber ? `'${text}` : text
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
