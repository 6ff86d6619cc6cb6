import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { families, mostTokensFor } from '../../main/estimate/families.ts'
import { imageTokens, mostImageTokens } from '../../main/estimate/images.ts'

describe('the most tokens a text can be', () => {
  test('are its bytes, until it was counted', () => {
    for (const family of families) expect(mostTokensFor(family, 5_000, null)).toBe(5_000)
  })

  test('are never above its bytes, and never below what was counted', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...families),
        fc.nat(100_000),
        fc.nat(100_000),
        (family, one, other) => {
          const [tokens, bytes] = one < other ? [one, other] : [other, one]
          const most = mostTokensFor(family, bytes, tokens)
          expect(most).toBeLessThanOrEqual(bytes)
          expect(most).toBeGreaterThanOrEqual(tokens)
        },
      ),
    )
  })

  test('are a quarter of its bytes where o200k makes one token of many blanks', () => {
    expect(mostTokensFor('claude', 80_000, 1_000)).toBe(20_000)
  })

  test('are its bytes for a family nothing is known of', () => {
    expect(mostTokensFor('unknown', 4_000, 1_000)).toBe(4_000)
  })
})

describe('tokens of an image', () => {
  const square = { widthPx: 1_024, heightPx: 1_024 }
  const photo = { widthPx: 4_032, heightPx: 3_024 }

  test.each([
    ['openai', square, 1_229],
    ['openai', photo, 14_364],
    ['openai-tiles', square, 765],
    ['openai-tiles', photo, 765],
    ['claude', square, 1_369],
    ['claude', photo, 4_784],
    ['claude-4', photo, 1_600],
    ['gemini', photo, 1_120],
  ] as const)('of %s for %o are %i', (family, size, tokens) => {
    expect(imageTokens(family, size)).toBe(tokens)
  })

  test('are the dearest known where the formula is not', () => {
    for (const size of [square, photo]) {
      for (const family of families) {
        if (family === 'practice') continue
        expect(imageTokens('unknown', size)).toBeGreaterThanOrEqual(imageTokens(family, size))
      }
    }
  })

  test('have a margin in what is reserved', () => {
    for (const family of families) {
      expect(mostImageTokens(family, photo)).toBeGreaterThan(imageTokens(family, photo))
    }
  })
})
