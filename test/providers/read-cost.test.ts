import { describe, expect, test } from 'vitest'
import { readDecimal, sumNanoUsd } from '../../main/providers/read-cost.ts'
import { randomOf } from './random.ts'
import { readOpenRouterCost, readXaiCost } from '../../main/providers/compatible/reported-cost.ts'

const nanoUsdOf = (value: unknown): number | null => sumNanoUsd(readDecimal(value))

describe('a cost in USD is read exactly, and rounded up once to nano-USD', () => {
  test.each([
    [0, 0],
    [0.95, 950_000_000],
    [0.00014, 140_000],
    [1e-7, 100],
    [1e-9, 1],
    [1e-10, 1],
    [1e-300, 1],
    [0.00012345678901, 123_457],
    [0.000123457, 123_457],
    [0.1, 100_000_000],
    [0.3, 300_000_000],
    // A sum of floats at the provider is what it says it is.
    [0.1 + 0.2, 300_000_001],
    [19, 19_000_000_000],
    [9_007_199, 9_007_199_000_000_000],
    ['0.0015', 1_500_000],
    ['1e-7', 100],
    ['0.00012345678900000000000000000000000001', 123_457],
    ['123.456789012', 123_456_789_012],
    ['2E3', 2_000_000_000_000],
  ])('%s USD is %d', (value, nanoUsd) => {
    expect(nanoUsdOf(value)).toBe(nanoUsd)
  })

  test('figures with nine places come out as they went in, as text and as numbers', () => {
    const random = randomOf(1)
    for (let count = 0; count < 5_000; count += 1) {
      const nanoUsd = Math.floor(random() * 1e12)
      const text = `${Math.floor(nanoUsd / 1e9)}.${String(nanoUsd % 1e9).padStart(9, '0')}`
      expect(nanoUsdOf(text)).toBe(nanoUsd)
      expect(nanoUsdOf(Number(text)), text).toBe(nanoUsd)
    }
  })

  test('amounts are added before they are rounded', () => {
    expect(sumNanoUsd(readDecimal('1e-10'), readDecimal('2e-10'))).toBe(1)
    expect(sumNanoUsd(readDecimal('0.5'), readDecimal('1e-12'))).toBe(500_000_001)
    expect(sumNanoUsd()).toBe(0)
  })

  test('with one amount unknown the sum is', () => {
    expect(sumNanoUsd(readDecimal(1), readDecimal('none'))).toBeNull()
  })
})

test.each([
  [-1],
  [-0.0001],
  ['-1'],
  [Number.NaN],
  [Number.POSITIVE_INFINITY],
  ['NaN'],
  ['Infinity'],
  [1e300],
  [1e21],
  [9_007_200],
  ['9'.repeat(61)],
  ['1e9999999'],
  ['1e999'],
  [''],
  [' 1'],
  ['1,5'],
  ['0x10'],
  ['$1'],
  ['1.'],
  ['.5'],
  ['lots'],
  [null],
  [undefined],
  [true],
  [[1]],
  [{}],
  [10n],
])('%s is no cost: unknown, never 0', (value) => {
  expect(nanoUsdOf(value)).toBeNull()
})

test('xAI’s ticks are tenths of a nano-USD, rounded up', () => {
  const costOf = (ticks: unknown) => readXaiCost({ cost_in_usd_ticks: ticks })
  expect(costOf(37_756_000)).toBe(3_775_600)
  expect(costOf(10_000_000_000)).toBe(1_000_000_000)
  expect(costOf(11)).toBe(2)
  expect(costOf(0)).toBe(0)
  for (const odd of [-1, 'x', null, undefined, 1e300]) expect(costOf(odd)).toBeNull()
})

describe('OpenRouter’s cost', () => {
  test('is its own charge', () => {
    const upstream = { cost_details: { upstream_inference_cost: 19 } }
    expect(readOpenRouterCost({ cost: 0.95 })).toBe(950_000_000)
    expect(readOpenRouterCost({ cost: 0.95, is_byok: false, ...upstream })).toBe(950_000_000)
    expect(readOpenRouterCost({ cost: 0, is_byok: false })).toBe(0)
  })

  test('with a key of one’s own at the maker has the maker’s charge on top', () => {
    const byok = { cost: 0.95, is_byok: true }
    const upstream = (usd: unknown) => ({ cost_details: { upstream_inference_cost: usd } })
    expect(readOpenRouterCost({ ...byok, ...upstream(19) })).toBe(19_950_000_000)
    expect(readOpenRouterCost({ cost: 4e-10, is_byok: true, ...upstream(5e-10) })).toBe(1)
    for (const unknown of [null, undefined, -1, 'x']) {
      expect(readOpenRouterCost({ ...byok, ...upstream(unknown) })).toBeNull()
    }
    expect(readOpenRouterCost(byok)).toBeNull()
  })

  test('is unknown where it is absent or nonsense', () => {
    for (const cost of [undefined, null, -1, 'lots', {}, 1e300]) {
      expect(readOpenRouterCost({ cost })).toBeNull()
    }
  })
})
