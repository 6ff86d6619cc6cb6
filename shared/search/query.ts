import { type Token, tokensOf } from './tokens.ts'

/** Words that stand one after the other; of the last of them the beginning may be enough. */
export type Phrase = { words: readonly string[]; isPrefix: boolean }

/** What is looked for: all that is wanted, and nothing that is not. */
export type SearchQuery = { wanted: readonly Phrase[]; unwanted: readonly Phrase[] }

/** More is a text and no question; the first so many are looked for. */
const MOST_PHRASES = 32
const MOST_WORDS = 64

/** A phrase in quotation marks, closed or not, or what stands between spaces; not wanted after a minus. */
const TERM = /(-?)"([^"]*)"?|(-?)([^\s"]+)/gu
const QUOTATION_MARKS = /[“”„‟«»＂]/gu

/**
 * Reads what a person typed. Every word must be there; "words in quotation marks" must stand so;
 * -words must not be there. Of the last word that is wanted the beginning is enough. No text is wrong: one
 * that says nothing wants nothing.
 */
export function readQuery(typed: string): SearchQuery {
  const wanted: Phrase[] = []
  const unwanted: Phrase[] = []
  const terms = [...typed.replace(QUOTATION_MARKS, '"').matchAll(TERM)]
  const isWanted = ([, minusQuoted, , minus]: RegExpExecArray): boolean =>
    minusQuoted !== '-' && minus !== '-'
  const lastWanted = terms.findLast(isWanted)
  for (const term of terms) {
    const [, , quoted, , word] = term
    const isTyping = term === lastWanted && word !== undefined
    const phrase = phraseOf(quoted ?? word ?? '', isTyping)
    if (phrase) (isWanted(term) ? wanted : unwanted).push(phrase)
  }
  return { wanted: wanted.slice(0, MOST_PHRASES), unwanted: unwanted.slice(0, MOST_PHRASES) }
}

/** Null if nothing in it can be looked for. */
function phraseOf(text: string, isTyping: boolean): Phrase | null {
  const tokens = [...tokensOf(text)].slice(0, MOST_WORDS)
  const last = tokens.at(-1)
  if (!last) return null
  if (last.kind === 'word') return { words: textsOf(tokens), isPrefix: isTyping }
  if (last.kind === 'sign') return { words: textsOf(tokens), isPrefix: false }
  const isAfterPair = tokens.at(-2)?.kind === 'pair' && tokens.at(-2)?.end === last.end
  // The last letter of a run stands alone only where the run ends; here it may go on.
  if (isAfterPair) return { words: textsOf(tokens.slice(0, -1)), isPrefix: false }
  return { words: textsOf(tokens), isPrefix: last.text.length > 0 && last.end === last.firstEnd }
}

function textsOf(tokens: readonly Token[]): string[] {
  return tokens.map(({ text }) => text)
}
