import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findAmongTokens } from '../../shared/search/find.ts'
import { findInAscii } from '../../shared/search/find-in-ascii.ts'
import { readQuery } from '../../shared/search/query.ts'
import { isAscii, tokensOf, wordsOf } from '../../shared/search/tokens.ts'

const long = 'x1'.repeat(40)
const pieces = ['a', 'A', 'ab', 'Ba', 'b2', '7', ' ', '  ', '\n', '_', '-', '"', long, `${long}y`]
const text = fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((some) => some.join(''))
const typed = fc
  .array(fc.constantFrom(...pieces, ' ', ' ', 'é', '東京'), { maxLength: 10 })
  .map((some) => some.join(''))

test('a text of ASCII is looked through without making its tokens, with what they would give', () => {
  fc.assert(
    fc.property(fc.oneof(text, fc.string({ maxLength: 40 })), typed, (one, question) => {
      const phrases = readQuery(question).wanted
      expect([...findInAscii(one, phrases)]).toEqual([...findAmongTokens(one, phrases)])
    }),
    { numRuns: 3_000 },
  )
})

test('the index is given the words of a text of ASCII without its tokens, and the same', () => {
  fc.assert(
    fc.property(fc.oneof(text, fc.string({ maxLength: 40 })), (one) => {
      expect(wordsOf(one)).toBe([...tokensOf(one)].map((token) => token.text).join(' '))
    }),
    { numRuns: 2_000 },
  )
})

test('words that overlap are found at each of their places', () => {
  const { wanted } = readQuery('"a a"')
  expect([...findInAscii('a a a', wanted)].map(({ start, end }) => [start, end])).toEqual([
    [0, 3],
    [2, 5],
  ])
})

test('a letter beyond ASCII is left to the tokens, which know how it is folded', () => {
  expect(['plain ~ text\n', 'café', '“said”'].map(isAscii)).toEqual([true, false, false])
})

test('half a megabyte of one word, or of the beginnings of a phrase, takes no longer than a page', () => {
  const startedAt = process.cpuUsage()
  for (const one of ['a'.repeat(400_000), 'a '.repeat(200_000), `a${' '.repeat(399_000)}b`]) {
    expect([...findInAscii(one, readQuery('"a b c"').wanted)]).toEqual([])
  }
  expect(process.cpuUsage(startedAt).user / 1_000).toBeLessThan(1_500)
})
