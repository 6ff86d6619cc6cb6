import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cacheHabitOf } from '../../main/estimate/cache-habits.ts'
import { families } from '../../main/estimate/families.ts'
import {
  estimateAll,
  estimateOne,
  noFigures,
  type PlannedModel,
  type PlannedRequest,
  planFor,
} from '../../main/estimate/plan.ts'
import {
  addWeights,
  messageWeight,
  noWeight,
  textWeight,
  type Weight,
} from '../../main/estimate/weight.ts'
import { ceilingNanoUsd, costNanoUsd, roundUpPicoUsd } from '../../shared/money/cost.ts'
import type { Price, Rates } from '../../shared/money/price.ts'
import { unknownUsage } from '../../shared/money/usage.ts'

const rate = fc.oneof(fc.nat(60_000_000), fc.nat(1_000_000_000))
const rates: fc.Arbitrary<Rates> = fc.record({
  inputPicoUsd: rate,
  outputPicoUsd: rate,
  cacheReadPicoUsd: fc.option(rate),
  cacheWriteShortPicoUsd: fc.option(rate),
  cacheWriteLongPicoUsd: fc.option(rate),
})
const price: fc.Arbitrary<Price> = fc.record({
  rates,
  longContext: fc.option(
    fc.record({ aboveInputTokens: fc.integer({ min: 1, max: 300_000 }), rates }),
  ),
  searchPicoUsd: fc.constant(null),
  source: fc.constant('bundled' as const),
  match: fc.constant('exact' as const),
  takenOn: fc.constant('2026-11-21'),
  version: fc.constant(null),
})

const weight: fc.Arbitrary<Weight> = fc
  .record({
    bytes: fc.nat(2_000_000),
    rough: fc.nat(1_000_000),
    exact: fc.option(fc.nat(1_000_000)),
  })
  .map(({ bytes, rough, exact }) =>
    messageWeight([
      {
        bytes,
        roughTokens: Math.min(rough, bytes),
        exactTokens: exact === null ? null : Math.min(exact, bytes),
      },
    ]),
  )

const model = fc
  .record({
    price,
    family: fc.constantFrom(...families),
    providerId: fc.constantFrom('openai', 'anthropic', 'gemini', 'somebody'),
    contextTokens: fc.option(fc.integer({ min: 1, max: 2_000_000 })),
    maxOutputTokens: fc.integer({ min: 1, max: 200_000 }),
    inputFactor: fc.double({ min: 0.7, max: 2.5, noNaN: true }),
    outputTokens: fc.double({ min: 0.01, max: 100_000, noNaN: true }),
    warmTokens: fc.nat(500_000),
    isWarm: fc.boolean(),
  })
  .map(({ providerId, isWarm, ...facts }): PlannedModel & { price: Price } => ({
    ...facts,
    seesImages: true,
    visibleShare: 0.8,
    cache: cacheHabitOf(providerId, facts.price),
    warmUntilMs: isWarm ? 1_000 : 0,
  }))

const request = fc
  .record({
    history: fc.option(weight),
    draft: weight,
    outputScale: fc.double({ min: 0.01, max: 50, noNaN: true }),
  })
  .map(
    ({ history, draft, outputScale }): PlannedRequest => ({
      weight: history ? addWeights(history, draft) : draft,
      draft,
      hasHistory: history !== null,
      outputScale,
      countedTokens: null,
      nowMs: 500,
    }),
  )

describe('an estimate', () => {
  test('is to the nano-USD what cost.ts says of the same tokens', () => {
    fc.assert(
      fc.property(model, request, (planned, asked) => {
        const estimate = estimateOne(planned, asked)
        const cost = costNanoUsd(planned.price, {
          ...unknownUsage,
          inputTokens: estimate.inputTokens,
          cacheReadTokens: estimate.cacheReadTokens,
          cacheWriteShortTokens: estimate.cacheWriteTokens,
          outputTokens: estimate.outputTokens,
        })
        const ceiling = ceilingNanoUsd(
          planned.price,
          estimate.mostInputTokens,
          planned.maxOutputTokens,
        )
        expect(estimate.ceilingNanoUsd).toBe(ceiling)
        expect(estimate.expectedNanoUsd).toBe(Math.min(cost ?? Number.NaN, ceiling))
      }),
      { numRuns: 500 },
    )
  })

  test('is whole, not negative and never above its ceiling', () => {
    fc.assert(
      fc.property(model, request, (planned, asked) => {
        const { expectedNanoUsd, ceilingNanoUsd, thenNanoUsd } = estimateOne(planned, asked)
        for (const figure of [expectedNanoUsd, ceilingNanoUsd, thenNanoUsd]) {
          expect(Number.isSafeInteger(figure) && figure >= 0).toBe(true)
        }
        expect(expectedNanoUsd).toBeLessThanOrEqual(ceilingNanoUsd)
      }),
      { numRuns: 300 },
    )
  })

  test('reserves for every split of its tokens over classes, and for all the output', () => {
    fc.assert(
      fc.property(
        model,
        request,
        fc.nat(),
        fc.nat(),
        fc.nat(),
        (planned, asked, read, write, out) => {
          const {
            ceilingNanoUsd: ceiling,
            inputTokens,
            mostInputTokens,
          } = estimateOne(planned, asked)
          const sent = inputTokens + ((read + write) % (mostInputTokens - inputTokens + 1))
          const actual = costNanoUsd(planned.price, {
            ...unknownUsage,
            inputTokens: sent,
            cacheReadTokens: read % (sent + 1),
            cacheWriteShortTokens: write % (sent + 1),
            outputTokens: out % (planned.maxOutputTokens + 1),
          })
          expect(actual ?? Number.NaN).toBeLessThanOrEqual(ceiling)
        },
      ),
      { numRuns: 500 },
    )
  })

  test('does not fall while a draft grows', () => {
    fc.assert(
      fc.property(model, fc.nat(50_000), fc.nat(50_000), (planned, one, other) => {
        const cold = {
          ...planned,
          price: { ...planned.price, longContext: null },
          warmUntilMs: 0,
          cache: cacheHabitOf('nobody', null),
        }
        const figures = [one, other]
          .toSorted((left, right) => left - right)
          .map((length) => {
            const draft = messageWeight([textWeight('word '.repeat(length / 10), null)])
            return estimateOne(cold, {
              weight: draft,
              draft,
              hasHistory: false,
              outputScale: 1,
              countedTokens: null,
              nowMs: 0,
            })
          })
        const [shorter, longer] = figures
        if (!shorter || !longer) throw new Error('There are two')
        expect(longer.expectedNanoUsd).toBeGreaterThanOrEqual(shorter.expectedNanoUsd)
        expect(longer.ceilingNanoUsd).toBeGreaterThanOrEqual(shorter.ceilingNanoUsd)
        expect(longer.thenNanoUsd).toBeGreaterThanOrEqual(shorter.thenNanoUsd)
      }),
      { numRuns: 100 },
    )
  })

  test('is unknown without a price, and is still counted', () => {
    const plan = planFor([{ ...example(), price: null }])
    const figures = noFigures(1)
    estimateAll(plan, oneDraft(4_000), figures)
    expect(figures.expectedNanoUsd[0]).toBeNaN()
    expect(figures.ceilingNanoUsd[0]).toBeNaN()
    expect(figures.thenNanoUsd[0]).toBeNaN()
    expect(figures.inputTokens[0]).toBeGreaterThan(700)
  })

  test('takes the count of the provider itself, with a small margin', () => {
    const asked = { ...oneDraft(40_000), countedTokens: 9_000 }
    const { inputTokens, mostInputTokens } = estimateOne(example(), asked)
    expect(inputTokens).toBe(9_000)
    expect(mostInputTokens).toBe(9_514)
  })

  test('is too long once there is no room for the answer that is allowed', () => {
    const { inputTokens } = estimateOne(example(), oneDraft(4_000))
    const fits = { ...example(), contextTokens: inputTokens + 8_192 }
    expect(estimateOne(fits, oneDraft(4_000)).isTooLong).toBe(false)
    const tight = { ...fits, contextTokens: inputTokens + 8_191 }
    expect(estimateOne(tight, oneDraft(4_000)).isTooLong).toBe(true)
  })
})

describe('a warm cache', () => {
  test('makes staying cheaper than moving, until it has gone cold', () => {
    const warm = { ...example(), warmTokens: 8_064, warmUntilMs: 1_000 }
    const asked = { ...oneDraft(44_000), hasHistory: true, nowMs: 999 }
    const staying = estimateOne(warm, asked)
    expect(staying.cacheReadTokens).toBe(8_064)
    const late = estimateOne(warm, { ...asked, nowMs: 1_000 })
    expect(late.cacheReadTokens).toBe(0)
    expect(staying.expectedNanoUsd).toBeLessThan(late.expectedNanoUsd)
  })

  test('is marked from the second turn on: written then, and read after it', () => {
    const claude = { ...example(), cache: cacheHabitOf('anthropic', example().price) }
    const first = estimateOne(claude, oneDraft(44_000))
    expect(first.cacheWriteTokens).toBe(0)
    const asked = oneDraft(50)
    const weight = addWeights(oneDraft(44_000).weight, asked.draft)
    const second = estimateOne(claude, { ...asked, weight, hasHistory: true })
    expect(second.cacheWriteTokens).toBe(second.inputTokens)
    expect(second.thenNanoUsd).toBeLessThan(second.expectedNanoUsd)
  })

  test('changes nothing in what is reserved', () => {
    const warm = { ...example(), warmTokens: 8_064, warmUntilMs: 1_000 }
    const asked = { ...oneDraft(44_000), hasHistory: true }
    const { ceilingNanoUsd: ceiling } = estimateOne(warm, asked)
    expect(ceiling).toBe(estimateOne(example(), asked).ceilingNanoUsd)
  })
})

describe('rounding in plain numbers', () => {
  test('is the rounding of cost.ts, and says when it cannot be', () => {
    fc.assert(
      fc.property(fc.nat(Number.MAX_SAFE_INTEGER), (picoUsd) => {
        expect(roundUpPicoUsd(picoUsd)).toBe(Number((BigInt(picoUsd) + 999n) / 1_000n))
      }),
    )
    expect(roundUpPicoUsd(Number.MAX_SAFE_INTEGER + 1)).toBeNull()
  })
})

function example(): PlannedModel & { price: Price } {
  const gpt: Price = {
    rates: {
      inputPicoUsd: 2_000_000,
      outputPicoUsd: 10_000_000,
      cacheReadPicoUsd: 200_000,
      cacheWriteShortPicoUsd: 2_500_000,
      cacheWriteLongPicoUsd: null,
    },
    longContext: null,
    searchPicoUsd: null,
    source: 'bundled',
    match: 'exact',
    takenOn: '2026-11-21',
    version: null,
  }
  return {
    price: gpt,
    family: 'openai',
    seesImages: true,
    contextTokens: 400_000,
    maxOutputTokens: 8_192,
    inputFactor: 1,
    outputTokens: 600,
    visibleShare: 1,
    cache: cacheHabitOf('openai', gpt),
    warmTokens: 0,
    warmUntilMs: 0,
  }
}

function oneDraft(characters: number): PlannedRequest {
  const draft = messageWeight([textWeight('word '.repeat(characters / 5), null)])
  return {
    weight: addWeights(noWeight(), draft),
    draft,
    hasHistory: false,
    outputScale: 1,
    countedTokens: null,
    nowMs: 0,
  }
}
