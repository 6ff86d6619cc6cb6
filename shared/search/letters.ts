/** A letter as it is searched for: what it is folded to, and how it makes words. */
export type Letter = { text: string; kind: LetterKind | null }

/**
 * `word` letters stand together in words, between spaces. `pair` letters are of scripts that put no
 * space between words, so each makes a pair with the next. `sign` stands alone, as an emoji does.
 */
export type LetterKind = 'word' | 'pair' | 'sign'

const WORD = /[\p{L}\p{N}\p{M}\p{Co}]/u
const PAIR =
  /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Bopo}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]/u
const SIGN = /[\p{Extended_Pictographic}\p{RI}]/u

/** What belongs to the letter before it: marks, half-width sound marks, parts of a Korean syllable. */
const LATER_PART = /[\p{M}\uff9e\uff9f\u1160-\u11ff\ud7b0-\ud7ff]/u

/** Nobody types these: what is invisible, and marks of Latin, Greek, Cyrillic, Hebrew and Arabic. */
const LEFT_OUT = /[\p{DI}\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670]/gu

/** Letters that people type otherwise and that Unicode does not take apart. */
const OTHERWISE: Readonly<Record<string, string>> = {
  ß: 'ss',
  ς: 'σ',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
}

/** The characters that a person reads and writes are fewer; those of hostile texts are forgotten. */
const MOST_KNOWN = 20_000
const known = new Map<number, { letters: readonly Letter[]; isLaterPart: boolean }>()

/**
 * The letters of the character at a place of a text, with the marks that follow it, and where they
 * end: however they are written, wide, accented or capital. A letter without a kind separates
 * words; where there is no letter at all, nothing is separated.
 */
export function lettersAt(
  text: string,
  start: number,
): { letters: readonly Letter[]; end: number } {
  const first = codePointAt(text, start)
  let end = start + unitsOf(first)
  const endOfFirst = end
  while (end < text.length) {
    const next = codePointAt(text, end)
    if (!knownOf(next).isLaterPart) break
    end += unitsOf(next)
  }
  const letters = end === endOfFirst ? knownOf(first).letters : fold(text.slice(start, end))
  return { letters, end }
}

function codePointAt(text: string, place: number): number {
  return text.codePointAt(place) ?? 0
}

function unitsOf(codePoint: number): number {
  return codePoint > 0xffff ? 2 : 1
}

function knownOf(codePoint: number): { letters: readonly Letter[]; isLaterPart: boolean } {
  let character = known.get(codePoint)
  if (!character) {
    const text = String.fromCodePoint(codePoint)
    if (known.size >= MOST_KNOWN) known.clear()
    character = { letters: fold(text), isLaterPart: LATER_PART.test(text) }
    known.set(codePoint, character)
  }
  return character
}

function fold(cluster: string): Letter[] {
  const apart = cluster.normalize('NFKC').toLowerCase().normalize('NFD')
  const folded = apart.replace(LEFT_OUT, '').normalize('NFC')
  return Array.from(folded, (character) => ({
    text: OTHERWISE[character] ?? character,
    kind: kindOf(character),
  }))
}

function kindOf(character: string): LetterKind | null {
  if (WORD.test(character)) return PAIR.test(character) ? 'pair' : 'word'
  return SIGN.test(character) ? 'sign' : null
}
