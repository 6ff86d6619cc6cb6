import type { TextRange } from '../ipc/shapes.ts'
import { type Found, findPhrases, joined } from './find.ts'
import type { Phrase } from './query.ts'

/** About two lines, with a little before what was found. In UTF-16 units. */
const BEFORE_UNITS = 40
const EXCERPT_UNITS = 220

/** So far beyond the first place a better one is looked for, and among so many. */
const LOOK_ON_UNITS = 20_000
const MOST_PLACES = 300

/** Marks of Markdown, which nobody reads: at the start of a line, and around words. */
const MARKS =
  /(?<=^|\n)[ \t]*(?:#{1,6}|>|[-*+])[ \t]+|\*\*|__|~~|`+|(?<=^|\n)\|?(?:[ \t]*:?-{3,}:?[ \t]*\|?)+(?=\n|$)/gu
const SPACE = /\s/u
/** Characters that show nothing of their own, and could turn or hide what stands beside them. */
const INVISIBLE = /[\p{Cc}\p{Bidi_Control}\u200b\u2060\ufeff]/u

export type Excerpt = { excerpt: string; ranges: TextRange[] }

/**
 * The words around the place of a text where most of the phrases are, on one line, and where they
 * are in it. The beginning of the text, if none is there.
 */
export function excerptOf(text: string, phrases: readonly Phrase[]): Excerpt {
  const places = placesIn(text, phrases)
  const best = bestOf(places)
  const start = best ? beginBefore(text, best.start) : 0
  const end = endAfter(text, start + EXCERPT_UNITS)
  const within = places.filter((place) => place.start >= start && place.end <= end)
  const cut = onOneLine(text, start, end, joined(within))
  const before = start > 0 ? '…' : ''
  const after = end < text.length ? '…' : ''
  return {
    excerpt: before + cut.excerpt + after,
    ranges: cut.ranges.map((range) => ({
      start: range.start + before.length,
      end: range.end + before.length,
    })),
  }
}

function placesIn(text: string, phrases: readonly Phrase[]): Found[] {
  const places: Found[] = []
  for (const place of findPhrases(text, phrases)) {
    places.push(place)
    const isFar = place.start > (places[0]?.start ?? 0) + LOOK_ON_UNITS
    if (isFar || places.length === MOST_PLACES) break
  }
  return places
}

/** The first place with most different phrases after it, as far as an excerpt goes. */
function bestOf(places: readonly Found[]): Found | null {
  let best: Found | null = null
  let most = 0
  for (const [index, place] of places.entries()) {
    const until = place.start + EXCERPT_UNITS - BEFORE_UNITS
    const near = new Set<number>()
    for (let next = index; (places[next]?.end ?? Infinity) <= until; next += 1) {
      near.add(places[next]?.phrase ?? 0)
    }
    if (best && near.size <= most) continue
    best = place
    most = near.size
  }
  return best
}

/** Where an excerpt begins: with a word, if one begins soon enough. */
function beginBefore(text: string, place: number): number {
  const start = Math.max(0, place - BEFORE_UNITS)
  if (start === 0) return 0
  for (let at = start; at < place; at += 1) {
    if (SPACE.test(text[at - 1] ?? '')) return at
  }
  return isInsidePair(text, start) ? start + 1 : start
}

function endAfter(text: string, place: number): number {
  if (place >= text.length) return text.length
  for (let at = place; at > place - BEFORE_UNITS; at -= 1) {
    if (SPACE.test(text[at] ?? '')) return at
  }
  return isInsidePair(text, place) ? place - 1 : place
}

function isInsidePair(text: string, place: number): boolean {
  return /[\udc00-\udfff]/.test(text[place] ?? '') && /[\ud800-\udbff]/.test(text[place - 1] ?? '')
}

/** Of ASCII, which most of a text is, without asking the tables of Unicode. */
function isSpace(unit: string): boolean {
  return unit === ' ' || ((unit < '!' || unit > '~') && SPACE.test(unit))
}

function isInvisible(unit: string): boolean {
  return (unit < ' ' || unit > '~') && INVISIBLE.test(unit)
}

/** A part of a text without line breaks, marks of Markdown and what shows nothing. */
function onOneLine(text: string, from: number, to: number, ranges: readonly TextRange[]): Excerpt {
  const part = text.slice(from, to)
  const isLeftOut = new Set<number>()
  for (const { 0: mark, index } of part.matchAll(MARKS)) {
    for (let place = index; place < index + mark.length; place += 1) isLeftOut.add(place)
  }
  /** Where each unit of the part comes to stand. */
  const places: number[] = []
  let excerpt = ''
  for (let place = 0; place < part.length; place += 1) {
    places.push(excerpt.length)
    const unit = part[place] ?? ''
    if (isSpace(unit)) {
      if (excerpt !== '' && !excerpt.endsWith(' ')) excerpt += ' '
    } else if (!isLeftOut.has(place) && !isInvisible(unit)) excerpt += unit
  }
  places.push(excerpt.length)
  return {
    excerpt: excerpt.trimEnd(),
    // What stood between two of them may be gone.
    ranges: joined(
      ranges.flatMap((range) => {
        const start = places[range.start - from] ?? 0
        const end = places[range.end - from] ?? start
        return end > start ? [{ start, end }] : []
      }),
    ),
  }
}
