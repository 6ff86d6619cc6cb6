import type { TextRange } from '../ipc/shapes.ts'
import type { Phrase, SearchQuery } from './query.ts'
import { findInAscii } from './find-in-ascii.ts'
import { isAscii, type Token, tokensOf } from './tokens.ts'

/** Where a wanted phrase stands, in UTF-16 units, and which of them it is. */
export type Found = TextRange & { phrase: number }

/** Every place of the phrases in a text, in order of their ends: exactly those the index knows. */
export function findPhrases(text: string, phrases: readonly Phrase[]): Generator<Found, undefined> {
  return isAscii(text) ? findInAscii(text, phrases) : findAmongTokens(text, phrases)
}

/** The same in any script. */
export function* findAmongTokens(
  text: string,
  phrases: readonly Phrase[],
): Generator<Found, undefined> {
  const longest = Math.max(0, ...phrases.map(({ words }) => words.length))
  const recent: Token[] = []
  for (const token of tokensOf(text)) {
    recent.push(token)
    if (recent.length > longest) recent.shift()
    for (const [index, phrase] of phrases.entries()) {
      const first = recent[recent.length - phrase.words.length]
      if (!first || !endsHere(recent, phrase)) continue
      const isOneLetter = phrase.isPrefix && token.kind === 'pair'
      yield { phrase: index, start: first.start, end: isOneLetter ? token.firstEnd : token.end }
    }
  }
}

function endsHere(tokens: readonly Token[], { words, isPrefix }: Phrase): boolean {
  for (let back = 1; back <= words.length; back += 1) {
    const word = words[words.length - back] ?? ''
    const text = tokens[tokens.length - back]?.text
    if (text === undefined) return false
    if (back === 1 && isPrefix ? !text.startsWith(word) : text !== word) return false
  }
  return true
}

/** Where in a short text the words are, if all that are wanted are there and no other; else null. */
export function findIn(text: string, { wanted, unwanted }: SearchQuery): TextRange[] | null {
  if (wanted.length === 0) return null
  const found = [...findPhrases(text, wanted)]
  if (new Set(found.map(({ phrase }) => phrase)).size < wanted.length) return null
  if (!findPhrases(text, unwanted).next().done) return null
  return joined(found)
}

/** The same places without overlaps, from the first to the last. */
export function joined(ranges: readonly TextRange[]): TextRange[] {
  const inOrder = ranges.toSorted((one, other) => one.start - other.start)
  const apart: TextRange[] = []
  for (const { start, end } of inOrder) {
    const last = apart.at(-1)
    if (last && start <= last.end) last.end = Math.max(last.end, end)
    else apart.push({ start, end })
  }
  return apart
}
