import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ceilingNanoUsd, costLines, costNanoUsd } from '../../shared/money/cost.ts'
import { type Price, priceSchema, parsePriceUsd } from '../../shared/money/price.ts'
import { unknownUsage, type Usage } from '../../shared/money/usage.ts'
import { heavyPrice, lightPrice, priceOf } from '../helpers/profile-on-disk.ts'

const tokens = fc.integer({ min: 0, max: 10_000_000 })
const rate = fc.integer({ min: 0, max: 900_000_000 })
const optionalRate = fc.option(rate)

const anyPrice: fc.Arbitrary<Price> = fc
  .record({
    inputPicoUsd: rate,
    outputPicoUsd: rate,
    cacheReadPicoUsd: optionalRate,
    cacheWriteShortPicoUsd: optionalRate,
    cacheWriteLongPicoUsd: optionalRate,
  })
  .map((rates) => ({
    rates,
    longContext: null,
    searchPicoUsd: null,
    source: 'bundled',
    match: 'exact',
    takenOn: '2026-11-21',
    version: null,
  }))

const anyUsage: fc.Arbitrary<Usage> = fc.record({
  inputTokens: tokens,
  cacheReadTokens: fc.option(tokens),
  cacheWriteShortTokens: fc.option(tokens),
  cacheWriteLongTokens: fc.option(tokens),
  outputTokens: tokens,
  reasoningTokens: fc.option(tokens),
  searchCount: fc.constant(null),
})

describe('the worked example', () => {
  test('two models, 1,750 credits, exactly', () => {
    const heavy = costNanoUsd(heavyPrice, {
      ...unknownUsage,
      inputTokens: 5_000,
      outputTokens: 2_000,
    })
    const light = costNanoUsd(lightPrice, {
      ...unknownUsage,
      inputTokens: 40_000,
      outputTokens: 5_000,
    })
    expect([heavy, light]).toEqual([150_000_000, 25_000_000])
    expect((heavy ?? 0) + (light ?? 0)).toBe(175_000_000)
  })
})

describe('cost', () => {
  test('is unknown while input or output is unknown', () => {
    expect(costNanoUsd(heavyPrice, { ...unknownUsage, inputTokens: 5 })).toBeNull()
    expect(costNanoUsd(heavyPrice, { ...unknownUsage, outputTokens: 5 })).toBeNull()
    expect(costNanoUsd(heavyPrice, { ...unknownUsage, inputTokens: 0, outputTokens: 0 })).toBe(0)
  })

  test('of a positive amount is never rounded to nothing', () => {
    const tiny = priceOf(1, 1)
    expect(costNanoUsd(tiny, { ...unknownUsage, inputTokens: 1, outputTokens: 0 })).toBe(1)
  })

  test('counts a cached token once, at its own rate', () => {
    const price: Price = {
      ...heavyPrice,
      rates: {
        ...heavyPrice.rates,
        cacheReadPicoUsd: 1_000_000,
        cacheWriteShortPicoUsd: 12_500_000,
      },
    }
    const usage = {
      ...unknownUsage,
      inputTokens: 3_300,
      cacheReadTokens: 2_048,
      cacheWriteShortTokens: 1_200,
      outputTokens: 9,
    }
    // 52 x 10 + 2,048 x 1 + 1,200 x 12.5 + 9 x 50 micro-USD
    expect(costNanoUsd(price, usage)).toBe(18_018_000)
  })

  test('counts a cached token at the input rate where its own is not known, not at nothing', () => {
    const usage = { ...unknownUsage, inputTokens: 100, cacheReadTokens: 100, outputTokens: 0 }
    expect(costNanoUsd(heavyPrice, usage)).toBe(1_000_000)
  })

  test('counts writes that last long as short ones where their own rate is not known', () => {
    const usage = { ...unknownUsage, inputTokens: 100, cacheWriteLongTokens: 100, outputTokens: 0 }
    const rates = { ...heavyPrice.rates, cacheWriteShortPicoUsd: 12_500_000 }
    expect(costNanoUsd({ ...heavyPrice, rates }, usage)).toBe(1_250_000)
  })

  test('reprices the whole request past the long-context threshold', () => {
    const price: Price = {
      ...priceOf(2_000_000, 10_000_000),
      longContext: { aboveInputTokens: 272_000, rates: priceOf(4_000_000, 15_000_000).rates },
    }
    const at = (inputTokens: number) =>
      costNanoUsd(price, { ...unknownUsage, inputTokens, outputTokens: 0 })
    expect(at(272_000)).toBe(544_000_000)
    expect(at(272_001)).toBe(1_088_004_000)
  })

  test('lines sum to the cost before its one rounding, whatever the usage', () => {
    fc.assert(
      fc.property(anyPrice, anyUsage, (price, usage) => {
        const sumPicoUsd = (costLines(price, usage) ?? []).reduce(
          (sum, line) => sum + line.costPicoUsd,
          0n,
        )
        const cost = BigInt(costNanoUsd(price, usage) ?? -1)
        expect(cost * 1000n - sumPicoUsd).toBeGreaterThanOrEqual(0n)
        expect(cost * 1000n - sumPicoUsd).toBeLessThan(1000n)
      }),
    )
  })

  test('of searches is counted by the search, and unknown where one has no price', () => {
    const usage = { ...unknownUsage, inputTokens: 10, outputTokens: 0, searchCount: 3 }
    const price = { ...heavyPrice, searchPicoUsd: 10_000_000_000 }
    expect(costNanoUsd(price, usage)).toBe(30_000_000 + 100_000)
    expect(costNanoUsd(heavyPrice, usage)).toBeNull()
    expect(costNanoUsd(heavyPrice, { ...usage, searchCount: 0 })).toBe(100_000)
  })

  test('is never above the ceiling for as many tokens or more, on either side of a threshold', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(
        anyPrice,
        anyPrice,
        tokens,
        tokens,
        share,
        anyUsage,
        (short, long, most, above, part, usage) => {
          const price = {
            ...short,
            longContext: { aboveInputTokens: above + 1, rates: long.rates },
          }
          const ceiling = ceilingNanoUsd(price, most, usage.outputTokens ?? 0)
          const inputTokens = Math.floor(most * part)
          expect(costNanoUsd(price, { ...usage, inputTokens })).toBeLessThanOrEqual(ceiling)
          expect(costNanoUsd(price, { ...usage, inputTokens: most })).toBeLessThanOrEqual(ceiling)
        },
      ),
    )
  })

  test('is never above the ceiling for as many tokens', () => {
    fc.assert(
      fc.property(anyPrice, anyUsage, (price, usage) => {
        const ceiling = ceilingNanoUsd(price, usage.inputTokens ?? 0, usage.outputTokens ?? 0)
        expect(costNanoUsd(price, usage)).toBeLessThanOrEqual(ceiling)
      }),
    )
  })
})

describe('a price', () => {
  test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 1e30, '5'])(
    'is refused when a rate is %s',
    (inputPicoUsd) => {
      const price = { ...heavyPrice, rates: { ...heavyPrice.rates, inputPicoUsd } }
      expect(priceSchema.safeParse(price).success).toBe(false)
    },
  )

  test('typed in USD per million keeps its digits exactly', () => {
    const price = parsePriceUsd('0.0375', '1,5', '2026-11-21')
    expect(price).toMatchObject({
      ok: true,
      value: { rates: { inputPicoUsd: 37_500, outputPicoUsd: 1_500_000 }, source: 'own' },
    })
  })

  test.each(['', 'abc', '-1', '0.0000001', '1e3', '10000'])('typed as "%s" is refused', (typed) => {
    expect(parsePriceUsd(typed, '1', '2026-11-21').ok).toBe(false)
  })
})
