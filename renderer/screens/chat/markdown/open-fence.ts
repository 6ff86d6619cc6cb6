/** Lines of code that are finished, and drawn once. */
const LINES_A_GROUP = 40

/** Code by groups of finished lines, and what is still being written. */
export type CodeText = {
  readonly groups: readonly string[]
  readonly rest: string
}

/** Code that is all there, in the same groups as if it had been streamed. */
export function groupLines(code: string): CodeText {
  const lines = code.split('\n')
  const groups: string[] = []
  let from = 0
  for (; lines.length - from > LINES_A_GROUP; from += LINES_A_GROUP) {
    groups.push(lines.slice(from, from + LINES_A_GROUP).join('\n'))
  }
  return { groups, rest: lines.slice(from).join('\n') }
}

export function joinLines({ groups, rest }: CodeText): string {
  return [...groups, rest].join('\n')
}

export type OpenFence = ReturnType<typeof openFence>

/** Punctuation that is written after a backslash. */
const escaped = /\\([\p{P}$+<=>^`|~])/gu

/** The line that opens code, as the lexer reads it. */
const opening = /^( {0,3})(`{3,}(?=[^`\n]*\n)|~{3,})([^\n]*)\n/u

/**
 * Code that is being written. A fence has no place to be cut at, so reading it again for each piece
 * would take longer and longer; here a line is read once. It ends as the lexer says it ends. Null if
 * the first line is not whole, or opens no code.
 */
export function openFence(source: string) {
  const found = opening.exec(source)
  if (!found) return null
  const [first, indent = '', marker = '', info = ''] = found
  const closing = new RegExp(`^ {0,3}${marker}${marker[0]}* *$`, 'u')
  // The lexer takes the indent away from code in backticks alone.
  const stripped = marker.startsWith('`') ? indent.length : 0
  let sealed: readonly string[] = []
  let lines: string[] = []
  let partial = ''

  function seal(): void {
    sealed = [...sealed, lines.join('\n')]
    lines = []
  }

  function asWritten(line: string): string {
    if (stripped === 0) return line
    const own = /^\s+/u.exec(line)?.[0].length ?? 0
    return line.slice(Math.min(own, stripped))
  }

  /** Takes what follows; returns what comes after the end of the code, or null while it goes on. */
  function take(added: string): string | null {
    partial += added
    let from = 0
    for (let end = partial.indexOf('\n'); end !== -1; end = partial.indexOf('\n', from)) {
      const line = partial.slice(from, end)
      from = end + 1
      if (closing.test(line)) {
        const after = partial.slice(from)
        partial = ''
        return after
      }
      // One line behind, so that the rest is never empty.
      if (lines.length === LINES_A_GROUP) seal()
      lines.push(asWritten(line))
    }
    partial = partial.slice(from)
    return null
  }

  return {
    info: info.trim().replace(escaped, '$1'),
    /** What opens it; `take` begins after it. */
    firstLine: first,
    take,
    /** `isEnd`: nothing more comes, so what looks like the end of the code is one. */
    text(isEnd: boolean): CodeText {
      const isMark = isEnd ? closing.test(partial) : /^ {0,3}[`~]*$/u.test(partial)
      if (isMark || partial === '') return { groups: sealed, rest: lines.join('\n') }
      if (lines.length === LINES_A_GROUP) seal()
      return { groups: sealed, rest: [...lines, asWritten(partial)].join('\n') }
    },
  }
}
