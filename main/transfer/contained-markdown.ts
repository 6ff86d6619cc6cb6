const FENCE = /^(`{3,}|~{3,})(.*)$/u
/** A fence inside a list, a quote or an indent: where it ends depends on what is around it. */
const NESTED_FENCE = /^(?=[ \t\-*+>\d])[ \t]*(?:(?:[-*+]|\d{1,9}[.)]|>)[ \t]*)*(?:`{3,}|~{3,})/u
/**
 * What would begin HTML; an address in angle brackets is none. It becomes an entity: a backslash
 * would be taken into an address before it.
 */
const TAG = /<(?=[a-z/!?])(?!(?:https?:\/\/|mailto:)[^\s<>]*>)/giu

/**
 * Markdown of a message as it can stand in a document: nothing in it reaches beyond it. A fence
 * left open is closed, HTML is shown and not meant, and where nesting makes it unclear what a fence
 * belongs to, the whole stands in a quote, which ends everything in it.
 */
export function containedMarkdown(text: string): string {
  const lines = text.toWellFormed().split(/\r\n|\r|\n/u)
  const isNested = lines.some((line) => NESTED_FENCE.test(line))
  if (isNested) return quoted(escapeLines(lines))
  const kept: string[] = []
  let open: string | null = null
  let outside: string[] = []
  const flush = (): void => {
    kept.push(...escapeLines(outside))
    outside = []
  }
  for (const line of lines) {
    const fence = FENCE.exec(line)
    const marks = fence?.[1] ?? ''
    if (open === null) {
      // Backticks after an opening fence make it a span of code instead.
      const opens = marks !== '' && !(marks.startsWith('`') && fence?.[2]?.includes('`'))
      if (!opens) {
        outside.push(line)
        continue
      }
      flush()
      open = marks
    } else if (closes(line, open)) open = null
    kept.push(line)
  }
  flush()
  return [...kept, ...(open === null ? [] : [open])].join('\n')
}

/** A text as a quote, each line of it. */
export function quoted(lines: readonly string[]): string {
  return lines.map((line) => (line === '' ? '>' : `> ${line}`)).join('\n')
}

function closes(line: string, open: string): boolean {
  const marks = /^ {0,3}(`+|~+)[ \t]*$/u.exec(line)?.[1] ?? ''
  return marks.length >= open.length && marks[0] === open[0]
}

/** Lines without fences. A span of code is left alone where it is certain that it is one. */
function escapeLines(lines: readonly string[]): string[] {
  let isCertain = true
  return lines.map((line) => {
    if (line.trim() === '') {
      isCertain = true
      return line
    }
    const spans = isCertain && !line.includes('\\`') ? spansOf(line) : null
    if (spans === null) {
      isCertain = false
      return line.replace(TAG, '&lt;')
    }
    return spans.map(({ text, isCode }) => (isCode ? text : text.replace(TAG, '&lt;'))).join('')
  })
}

/** A line as text and spans of code; null if a span goes on beyond it. */
function spansOf(line: string): { text: string; isCode: boolean }[] | null {
  const runs = [...line.matchAll(/`+/gu)].map((run) => ({ at: run.index, length: run[0].length }))
  const spans: { text: string; isCode: boolean }[] = []
  const nextOf = new Map<number, number[]>()
  for (const [index, { length }] of runs.entries()) {
    const places = nextOf.get(length)
    if (places) places.push(index)
    else nextOf.set(length, [index])
  }
  let readTo = 0
  for (let index = 0; index < runs.length; ) {
    const run = runs[index]
    const places = run && nextOf.get(run.length)
    if (!run || !places) return null
    while ((places[0] ?? Infinity) <= index) places.shift()
    const end = places[0] === undefined ? undefined : runs[places[0]]
    if (!end) return null
    spans.push({ text: line.slice(readTo, run.at), isCode: false })
    readTo = end.at + end.length
    spans.push({ text: line.slice(run.at, readTo), isCode: true })
    index = (places[0] ?? index) + 1
  }
  spans.push({ text: line.slice(readTo), isCode: false })
  return spans
}
