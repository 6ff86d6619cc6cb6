import { describe, expect, test } from 'vitest'
import { readCount, readSearchCount, restOf, sumCounts } from '../../main/providers/read-count.ts'
import { costNanoUsd } from '../../shared/money/cost.ts'
import { freePrice, type Price } from '../../shared/money/price.ts'
import { unknownUsage } from '../../shared/money/usage.ts'

describe('a figure of a provider is a whole number of tokens or it is unknown', () => {
  test.each([0, 1, 4_096, 1_000_000_000])('%d is a count', (value) => {
    expect(readCount(value)).toBe(value)
  })

  test.each([
    -1,
    0.5,
    1_000_000_001,
    2 ** 53 - 1,
    2 ** 53,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    '12',
    '',
    null,
    undefined,
    true,
    [],
    {},
    10n,
  ])('%s is unknown', (value) => {
    expect(readCount(value)).toBeNull()
  })

  test('an absurd sum is unknown, and so is one whose first part is', () => {
    expect(sumCounts(1, null, 2)).toBe(3)
    expect(sumCounts(null, 1)).toBeNull()
    expect(sumCounts(1_000_000_000, 1)).toBeNull()
  })

  test('a rest is never below zero', () => {
    expect(restOf(3_000, 2_000)).toBe(1_000)
    expect(restOf(1, 2)).toBe(0)
    expect(restOf(null, 2)).toBeNull()
  })

  test('nobody searches a million times for one answer', () => {
    expect(readSearchCount(10_000)).toBe(10_000)
    expect(readSearchCount(10_001)).toBeNull()
    expect(readSearchCount('2')).toBeNull()
  })

  test('the most that is let in costs an amount that is exact, at the dearest price let in', () => {
    const ratePicoUsd = 1_000_000_000
    const price: Price = {
      ...freePrice('2026-11-21'),
      rates: {
        inputPicoUsd: ratePicoUsd,
        outputPicoUsd: ratePicoUsd,
        cacheReadPicoUsd: ratePicoUsd,
        cacheWriteShortPicoUsd: ratePicoUsd,
        cacheWriteLongPicoUsd: ratePicoUsd,
      },
      searchPicoUsd: 10_000_000_000_000,
    }
    const most = {
      ...unknownUsage,
      inputTokens: readCount(1_000_000_000),
      outputTokens: readCount(1_000_000_000),
      searchCount: readSearchCount(10_000),
    }
    // 2 x 10^9 x 10^6 + 10^4 x 10^10 nano-USD.
    expect(costNanoUsd(price, most)).toBe(2_100_000_000_000_000)
  })
})
