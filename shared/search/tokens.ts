import { lettersAt, type LetterKind } from './letters.ts'

/**
 * A word as it is searched for, and where in the text it stands, in UTF-16 units. Of a script
 * without spaces each letter makes one with the next, and the last of a run stands alone: so every
 * row of one or more letters is found, wherever it begins.
 */
export type Token = {
  text: string
  kind: LetterKind
  start: number
  end: number
  /** Where its first letter ends. */
  firstEnd: number
}

/** What is longer is encoded data and no word of a person; its rest is not looked at. */
export const MOST_TOKEN_UNITS = 64

/** Words of ASCII are taken in one step, anything else letter by letter; between these is nothing. */
const RUNS = /[0-9A-Za-z]+|[^\0-\x7f]+/gu
const LAST_OF_ASCII = 0x7f
const ASCII = /^[\0-\x7f]*$/u

/** The words of a text in order, each when it is asked for: a long text need not be read whole. */
export function* tokensOf(text: string): Generator<Token, undefined> {
  const tokens: Token[] = []
  /** What may go on: a word, or the first letter of a pair. */
  let open: Token | null = null
  let readTo = 0

  function close(): void {
    if (!open) return
    if (open.text.length > MOST_TOKEN_UNITS) open.text = open.text.slice(0, MOST_TOKEN_UNITS)
    tokens.push(open)
    open = null
  }

  function take(kind: LetterKind | null, letters: string, start: number, end: number): void {
    if (open && open.kind !== kind) close()
    if (kind === null) return
    if (open && kind === 'word') {
      if (open.text.length < MOST_TOKEN_UNITS) open.text += letters
      open.end = end
      return
    }
    if (open) {
      open.text += letters
      open.end = end
      tokens.push(open)
    }
    open = { text: letters, kind, start, end, firstEnd: end }
    if (kind === 'sign') close()
  }

  for (const { 0: run, index } of text.matchAll(RUNS)) {
    if (index !== readTo) close()
    readTo = index + run.length
    if (run.charCodeAt(0) <= LAST_OF_ASCII) take('word', run.toLowerCase(), index, readTo)
    else {
      for (let place = index; place < readTo; ) {
        const { letters, end } = lettersAt(text, place)
        for (const letter of letters) take(letter.kind, letter.text, place, end)
        place = end
      }
    }
    if (tokens.length > 0) {
      yield* tokens
      tokens.length = 0
    }
  }
  close()
  yield* tokens
}

/** The words of a text as the index takes them: between spaces, and in need of no more folding. */
export function wordsOf(text: string): string {
  if (isAscii(text)) return wordsOfAscii(text)
  let words = ''
  for (const token of tokensOf(text)) words += words === '' ? token.text : ` ${token.text}`
  return words
}

/** Whether every word of a text is a run of letters and digits that needs no folding but by case. */
export function isAscii(text: string): boolean {
  return ASCII.test(text)
}

function wordsOfAscii(text: string): string {
  const runs = text.toLowerCase().match(RUNS) ?? []
  return runs.map((run) => run.slice(0, MOST_TOKEN_UNITS)).join(' ')
}
