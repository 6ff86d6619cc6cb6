import type { Phrase } from './query.ts'
import type { Found } from './find.ts'
import { MOST_TOKEN_UNITS } from './tokens.ts'

/**
 * Every place of the phrases in a text of ASCII, in order of their ends: the same as among its
 * tokens, without making them. So a page of hits is read in a tenth of the time.
 */
export function* findInAscii(
  text: string,
  phrases: readonly Phrase[],
): Generator<Found, undefined> {
  const folded = text.toLowerCase()
  const found = phrases.map((phrase, index) => nextOf(folded, phrase, index, 0))
  for (;;) {
    let first: Found | null = null
    for (const one of found) if (one && (!first || one.end < first.end)) first = one
    if (!first) return
    yield first
    const phrase = phrases[first.phrase]
    found[first.phrase] = phrase ? nextOf(folded, phrase, first.phrase, first.start + 1) : null
  }
}

function nextOf(folded: string, phrase: Phrase, index: number, from: number): Found | null {
  const [first] = phrase.words
  if (first === undefined) return null
  for (let start = folded.indexOf(first, from); start !== -1; ) {
    const end = isOfWord(folded, start - 1) ? null : endOf(folded, start, phrase)
    if (end !== null) return { phrase: index, start, end }
    start = folded.indexOf(first, start + 1)
  }
  return null
}

/** Where the phrase that begins here ends; null if it is another one. */
function endOf(folded: string, start: number, { words, isPrefix }: Phrase): number | null {
  let end = start
  for (const [place, word] of words.entries()) {
    let at = end
    if (place > 0) while (at < folded.length && !isOfWord(folded, at)) at += 1
    if (!folded.startsWith(word, at)) return null
    end = at + word.length
    while (isOfWord(folded, end)) end += 1
    const isWhole = Math.min(end - at, MOST_TOKEN_UNITS) === word.length
    if (!isWhole && !(isPrefix && place === words.length - 1)) return null
  }
  return end
}

/** Whether a letter or a digit stands there. */
function isOfWord(folded: string, place: number): boolean {
  const unit = folded.charCodeAt(place)
  return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x30 && unit <= 0x39)
}
