import type { IdTest } from './price-list.ts'

/*
 * Which ids a model of genai-prices stands for, as data of our own. A list from elsewhere never
 * brings a regular expression to run: the few shapes in use are understood, and one that is not
 * matches nothing, so that a model is then found by its own id alone.
 */

export type ReadMatch = { aliases: string[]; alike: IdTest[][] }

const MAX_DEPTH = 4
const MAX_TESTS = 60

/** Reads a match of genai-prices; what is not understood is left out. */
export function readMatch(match: unknown): ReadMatch {
  const found: ReadMatch = { aliases: [], alike: [] }
  collect(match, found, MAX_DEPTH)
  return { aliases: found.aliases.slice(0, MAX_TESTS), alike: found.alike.slice(0, MAX_TESTS) }
}

function collect(match: unknown, found: ReadMatch, depth: number): void {
  const { or, and, ...leaf } = fieldsOf(match)
  if (depth === 0) return
  if (Array.isArray(or)) {
    for (const one of or) collect(one, found, depth - 1)
    return
  }
  if (Array.isArray(and)) {
    const tests = and.map(readTest)
    if (tests.length > 0 && tests.length <= 10 && tests.every((test) => test !== null)) {
      found.alike.push(tests)
    }
    return
  }
  const alias = readAlias(leaf)
  if (alias !== null) found.aliases.push(alias)
  const test = alias === null ? readTest(leaf) : null
  if (test) found.alike.push([test])
}

function readAlias({ equals, regex }: Fields): string | null {
  if (typeof equals === 'string') return plain(equals)
  if (typeof regex === 'string' && regex.endsWith('$')) return readDigits(regex.slice(0, -1))
  return null
}

function readTest(leaf: unknown): IdTest | null {
  const { starts_with: begins, ends_with: ends, contains, regex } = fieldsOf(leaf)
  if (typeof begins === 'string') return testOf('begins', plain(begins))
  if (typeof ends === 'string') return testOf('ends', plain(ends))
  if (typeof contains === 'string') return testOf('contains', plain(contains))
  if (typeof regex !== 'string') return null
  const lacking = /^\^\(\?!\.\*([-\w[\]]+)(?:\(\?:\$\|-\))?\)$/u.exec(regex)?.[1]
  if (lacking !== undefined) return testOf('lacks', readLetterPairs(lacking))
  return testOf('begins', readDigits(regex))
}

function testOf(
  kind: 'begins' | 'ends' | 'contains' | 'lacks',
  text: string | null,
): IdTest | null {
  if (text === null) return null
  if (kind === 'begins') return { begins: text }
  if (kind === 'ends') return { ends: text }
  return kind === 'contains' ? { contains: text } : { lacks: text }
}

/** `^name-\d{8}` and the like: plain text, and digits by their number. */
function readDigits(regex: string): string | null {
  if (!regex.startsWith('^')) return null
  const text = regex
    .slice(1)
    .replace(/\\d\{(\d{1,2})\}/gu, (_all, count: string) => '#'.repeat(Number(count)))
    .replaceAll('\\d', '#')
  /** A point of its own stands for any letter, and is not understood. */
  const isPlain = /^(?:[-\w/:@#]|\\\.)+$/u.test(text)
  return isPlain ? text.replaceAll('\\.', '.').toLowerCase() : null
}

/** `-[tT][tT][sS]`: letters of either case. */
function readLetterPairs(text: string): string | null {
  const letters = text.replace(/\[([a-z])([A-Z])\]/gu, (all, small: string, capital: string) =>
    small === capital.toLowerCase() ? small : all,
  )
  return /^[-\w]+$/u.test(letters) ? letters.toLowerCase() : null
}

/** An id as it is compared; one with our own sign for a digit in it cannot be. */
function plain(id: string): string | null {
  return id === '' || id.length > 400 || id.includes('#') ? null : id.toLowerCase()
}

type Fields = Readonly<Record<string, unknown>>

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {}
}
