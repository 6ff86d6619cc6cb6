/** How well a name answers what was typed: 0 is best, null is not at all. */
export type Rank = number | null

/** Each kind of match is worse than the one before by more than its place can make up for. */
const KIND = 1_000

/**
 * Every word typed has to be found. Best is the beginning of the name, then the beginning of a word
 * of it, then anywhere, then its letters in order, as "nc" finds "New chat".
 */
export function rank(typed: string, name: string): Rank {
  const text = folded(name)
  const words = folded(typed).split(/\s+/u).filter(Boolean)
  let worst = 0
  for (const [place, word] of words.entries()) {
    const found = rankWord(word, text, place === 0)
    if (found === null) return null
    worst = Math.max(worst, found)
  }
  return worst
}

/** Those that match, best first; among equals the order they came in. */
export function ranked<T>(typed: string, items: readonly T[], nameOf: (item: T) => string): T[] {
  if (typed.trim() === '') return [...items]
  return items
    .map((item) => ({ item, found: rank(typed, nameOf(item)) }))
    .filter((row): row is { item: T; found: number } => row.found !== null)
    .toSorted((one, other) => one.found - other.found)
    .map(({ item }) => item)
}

function rankWord(word: string, text: string, isFirst: boolean): Rank {
  const place = text.indexOf(word)
  if (place === 0 && isFirst) return 0
  const atWord = ` ${text}`.search(new RegExp(`[^\\p{L}\\p{N}]${escaped(word)}`, 'u'))
  if (atWord >= 0) return KIND + Math.min(atWord, KIND - 1)
  if (place >= 0) return 2 * KIND + Math.min(place, KIND - 1)
  return rankLetters(word, text)
}

/** Its letters in their order, from the beginning of a word; the nearer together the better. */
function rankLetters(word: string, text: string): Rank {
  let at = text.startsWith(word[0] ?? '') ? 0 : text.indexOf(` ${word[0]}`) + 1
  if (at === 0 && !text.startsWith(word[0] ?? '')) return null
  const first = at
  for (const letter of word.slice(1)) {
    at = text.indexOf(letter, at + 1)
    if (at === -1) return null
  }
  return 3 * KIND + Math.min(at - first, KIND - 1)
}

/** Without accents and case, so that "resume" finds "Résumé". */
function folded(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().trim()
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/gu, '\\$&')
}
