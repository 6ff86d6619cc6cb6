import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { scaleUp } from '../../main/catalog/decimal.ts'
import { readGenaiPrices } from '../../main/catalog/read-genai-prices.ts'

const heading = { version: 'test', takenOn: '2026-11-22', source: 'test' }

function read(models: unknown, id = 'openai') {
  const answer = readGenaiPrices([{ id, models }], heading)
  if (!answer) throw new Error('It was not taken for a price list')
  return { models: answer.list.books[id] ?? [], refused: answer.refused }
}

function readOne(prices: unknown, more: object = {}) {
  return read([{ id: 'one', match: { equals: 'one' }, prices, ...more }])
}

describe('a price of genai-prices', () => {
  test('becomes whole pico-USD per token, class by class', () => {
    const { models } = readOne({
      input_mtok: 0.435,
      output_mtok: 0.87,
      cache_read_mtok: 0.003625,
      cache_write_mtok: 12.5,
      cache_write_1h_mtok: 20,
      web_searches_kcount: 10,
    })
    expect(models[0]?.prices).toEqual([
      {
        rates: {
          input: 435_000,
          output: 870_000,
          cacheRead: 3_625,
          cacheWriteShort: 12_500_000,
          cacheWriteLong: 20_000_000,
        },
        searchPicoUsd: 10_000_000_000,
      },
    ])
  })

  test('rounds a fraction of a pico-USD up', () => {
    const { models } = readOne({ input_mtok: 1, output_mtok: 1, cache_write_mtok: 1 / 12 })
    expect(models[0]?.prices[0]?.rates.cacheWriteShort).toBe(83_334)
  })

  test('reprices the whole of a long request, and keeps what is not repriced', () => {
    const { models } = readOne({
      input_mtok: { base: 2, tiers: [{ start: 271_999, price: 4 }] },
      output_mtok: { base: 10, tiers: [{ start: 271_999, price: 15 }] },
      cache_read_mtok: 0.2,
    })
    expect(models[0]?.prices[0]).toEqual({
      rates: { input: 2_000_000, output: 10_000_000, cacheRead: 200_000 },
      long: {
        above: 271_999,
        rates: { input: 4_000_000, output: 15_000_000, cacheRead: 200_000 },
      },
    })
  })

  test('holds from a day or between hours, the last one that holds', () => {
    const money = { input_mtok: 1, output_mtok: 1 }
    const { models } = readOne([
      { prices: money },
      { constraint: { start_date: '2026-08-17' }, prices: money },
      { constraint: { start_time: '08:00:00+08:00', end_time: '10:00:00Z' }, prices: money },
    ])
    expect(models[0]?.prices.map(({ from, hours }) => from ?? hours)).toEqual([
      undefined,
      '2026-08-17',
      [0, 36_000],
    ])
  })

  test.each([
    ['a fee for each request', { input_mtok: 1, output_mtok: 1, requests_kcount: 5 }],
    ['thinking at another rate', { input_mtok: 2, output_mtok: 8, output_reasoning_mtok: 3 }],
    ['images at another rate', { input_mtok: 2, output_mtok: 8, input_image_mtok: 4 }],
    ['a unit of tomorrow', { input_mtok: 1, output_mtok: 1, output_dreams_mtok: 0 }],
    ['a unit by an odd name', { input_mtok: 1, output_mtok: 1, constructor: 5 }],
    ['no price for output', { input_mtok: 1 }],
    ['no price for input', { output_mtok: 1 }],
    ['input for nothing', { input_mtok: 0, output_mtok: 1 }],
    ['a negative price', { input_mtok: -1, output_mtok: 1 }],
    ['a price that is no number', { input_mtok: '1', output_mtok: 1 }],
    ['a price without end', { input_mtok: Infinity, output_mtok: 1 }],
    ['a price by the token, not the million', { input_mtok: 1_000_001, output_mtok: 1 }],
    ['searches by steps', { input_mtok: 1, output_mtok: 1, web_searches_kcount: {} }],
    [
      'two steps',
      {
        input_mtok: {
          base: 1,
          tiers: [
            { start: 1_000, price: 2 },
            { start: 2_000, price: 3 },
          ],
        },
        output_mtok: 1,
      },
    ],
    [
      'steps at different lengths',
      {
        input_mtok: { base: 1, tiers: [{ start: 1_000, price: 2 }] },
        output_mtok: { base: 1, tiers: [{ start: 2_000, price: 2 }] },
      },
    ],
    [
      'a step at nothing',
      { input_mtok: { base: 1, tiers: [{ start: 0, price: 2 }] }, output_mtok: 1 },
    ],
  ])('with %s is refused by name, never counted as 0', (_what, prices) => {
    const { models, refused } = readOne(prices)
    expect(models).toEqual([])
    expect(refused).toMatchObject([{ providerId: 'openai', modelId: 'one' }])
    expect(refused[0]?.reason).toMatch(/\w+ \w+/u)
  })

  test('with an unknown time at which it holds is refused', () => {
    const prices = [
      { constraint: { weekday: 'monday' }, prices: { input_mtok: 1, output_mtok: 1 } },
    ]
    expect(readOne(prices)).toMatchObject({ models: [], refused: [{ modelId: 'one' }] })
  })

  test.each([
    ['an empty price', 'some-model', {}],
    ['nothing to pay at all', 'some-model', { input_mtok: 0, output_mtok: 0 }],
    ['sound as output', 'some-model', { input_mtok: 1, output_mtok: 1, output_audio_mtok: 64 }],
    ['pages', 'some-model', { input_document_kpages: 1 }],
    ['the name of embeddings', 'text-embedding-3-small', { input_mtok: 0.02 }],
    ['the name of pictures', 'gpt-image-2', { input_mtok: 5, output_mtok: 30 }],
  ])('with %s is left out', (_what, id, prices) => {
    expect(read([{ id, match: { equals: id }, prices }])).toEqual({ models: [], refused: [] })
  })

  test('ignores what is sold beside and never asked for', () => {
    const { models } = readOne({
      input_mtok: 1,
      output_mtok: 2,
      input_audio_mtok: 3,
      cache_audio_read_mtok: 1,
      storage_searches_kcount: 2.5,
    })
    expect(models[0]?.prices[0]?.rates).toEqual({ input: 1_000_000, output: 2_000_000 })
  })

  test('is looked up by shapes of names that are understood, and by no regular expression', () => {
    const match = {
      or: [
        { equals: 'One' },
        { equals: 'one-latest' },
        { regex: '^one-\\d{4}-\\d{2}$' },
        { regex: '^(a+)+$' },
        { starts_with: 'one-x' },
        { and: [{ starts_with: 'one-y' }, { regex: '^(?!.*-[tT][tT][sS](?:$|-))' }] },
        { and: [{ starts_with: 'one-z' }, { regex: '(a|b)*c' }] },
      ],
    }
    const { models } = readOne({ input_mtok: 1, output_mtok: 1 }, { match })
    expect(models[0]).toMatchObject({
      aliases: ['one-latest', 'one-####-##'],
      alike: [[{ begins: 'one-x' }], [{ begins: 'one-y' }, { lacks: '-tts' }]],
    })
  })

  test('is of a provider that is known, in a list that is one', () => {
    expect(readGenaiPrices([{ id: 'elsewhere', models: [] }], heading)).toBeNull()
    expect(readGenaiPrices({}, heading)).toBeNull()
    expect(readGenaiPrices([], heading)).toBeNull()
  })
})

describe('a decimal amount', () => {
  test('times a power of ten is exact for every price of up to nine digits', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 999_999_999 }),
        fc.integer({ min: 0, max: 6 }),
        (digits, places) => {
          const amount = Number(`${digits}e-${places}`)
          expect(scaleUp(amount, 6)).toBe(digits * 10 ** (6 - places))
        },
      ),
    )
  })

  test.each([
    [0.1 + 0.2, 300_000],
    [1e-7, 1],
    [1e-300, 1],
    [0, 0],
    [5e-324, 1],
  ])('of %d is %i millionths', (amount, millionths) => {
    expect(scaleUp(amount, 6)).toBe(millionths)
  })

  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY, 1e300, 1e12])('of %d is none', (amount) => {
    expect(scaleUp(amount, 6)).toBeNull()
  })
})
