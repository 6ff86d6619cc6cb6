import { describe, expect, test } from 'vitest'
import { readCount, restOf, sumCounts } from '../../main/providers/read-count.ts'

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
})
