import { describe, expect, test } from 'vitest'
import { changeWords } from '../../renderer/screens/models/change-words.ts'
import {
  costsByKey,
  type ModelOrder,
  modelLines,
} from '../../renderer/screens/models/model-rows.ts'
import { guessProvider } from '../../renderer/screens/welcome/guess-provider.ts'
import { priceFrom, priceFromShort } from '../../renderer/words/price-words.ts'
import { isThisComputer } from '../../renderer/words/this-computer.ts'
import { sayFee, sayRate, typedRate } from '../../renderer/words/usd-rate.ts'
import type { Model, Provider } from '../../shared/ipc/shapes.ts'
import type { Price, Rates } from '../../shared/money/price.ts'
import { parsePriceUsd } from '../../shared/money/price.ts'

const rates: Rates = {
  inputPicoUsd: 2_000_000,
  outputPicoUsd: 10_000_000,
  cacheReadPicoUsd: 200_000,
  cacheWriteShortPicoUsd: null,
  cacheWriteLongPicoUsd: null,
}
const price: Price = {
  rates,
  longContext: null,
  searchPicoUsd: null,
  source: 'bundled',
  match: 'exact',
  takenOn: '2026-09-23',
  version: 'genai-prices 0.1.8',
}

function model(providerName: string, name: string, changes: Partial<Model> = {}): Model {
  return {
    key: { providerId: providerName.toLowerCase(), modelId: name.toLowerCase() },
    name,
    providerName,
    contextTokens: 200_000,
    maxOutputTokens: 8_192,
    mostOutputTokens: null,
    seesImages: false,
    efforts: [],
    takesTemperature: true,
    retiresOn: null,
    onThisComputer: false,
    price,
    ready: true,
    ...changes,
  }
}

const models = [
  model('Wren', 'Wren 10'),
  model('Robin', 'Robin 1', { ready: false }),
  model('Wren', 'Wren 9', { price: null }),
  model('Robin', 'Robin 2', { ready: false }),
]
const costs = costsByKey({
  inputTokens: 1_000,
  outputTokens: 600,
  turnCount: 0,
  costs: [
    { key: { providerId: 'wren', modelId: 'wren 10' }, costNanoUsd: 500 },
    { key: { providerId: 'wren', modelId: 'wren 9' }, costNanoUsd: null },
    { key: { providerId: 'robin', modelId: 'robin 1' }, costNanoUsd: 0 },
    { key: { providerId: 'robin', modelId: 'robin 2' }, costNanoUsd: 40 },
  ],
})

function shown(order: ModelOrder, typed = '', isReadyOnly = false): string[] {
  return modelLines({ models, costs, typed, order, isReadyOnly }).map((line) =>
    line.kind === 'group' ? `${line.providerName} ${line.count}` : line.model.name,
  )
}

describe('the table of models', () => {
  test('stands by provider as the catalogue has them, each under its name', () => {
    expect(shown('provider')).toEqual([
      'Wren 2',
      'Wren 10',
      'Wren 9',
      'Robin 2',
      'Robin 1',
      'Robin 2',
    ])
  })

  test('by cost begins with the free one and ends with the one whose price is unknown', () => {
    expect(shown('cost')).toEqual(['Robin 1', 'Robin 2', 'Wren 10', 'Wren 9'])
  })

  test('by name puts 9 before 10', () => {
    expect(shown('name')).toEqual(['Robin 1', 'Robin 2', 'Wren 9', 'Wren 10'])
  })

  test('shows what has every word that was typed, in its name, its provider or its id', () => {
    expect(shown('name', ' rob 2 ')).toEqual(['Robin 2'])
    expect(shown('name', 'WREN 1')).toEqual(['Wren 10'])
    expect(shown('provider', 'nothing')).toEqual([])
  })

  test('with a key leaves out those without', () => {
    expect(shown('provider', '', true)).toEqual(['Wren 2', 'Wren 10', 'Wren 9'])
  })
})

describe('a price in words', () => {
  test('is exact in USD for a million tokens, with at least two decimals', () => {
    expect([0, 37_500, 200_000, 2_000_000, 12_500_000, 1].map(sayRate)).toEqual([
      '0.00',
      '0.0375',
      '0.20',
      '2.00',
      '12.50',
      '0.000001',
    ])
    expect(sayFee(10_000_000_000)).toBe('0.01')
  })

  test('is typed so that it is read back as it was', () => {
    for (const picoUsd of [1, 37_500, 200_000, 12_500_000, 999_999_999]) {
      const read = parsePriceUsd(typedRate(picoUsd), '1', '2026-11-22')
      expect(read.ok && read.value.rates.inputPicoUsd).toBe(picoUsd)
    }
    expect(typedRate(null)).toBe('')
  })

  test('says where it is from and of which day, and first of all if it was only inferred', () => {
    expect(priceFrom(price, 'OpenAI')).toBe('bundled list, 23 September 2026')
    expect(priceFrom({ ...price, source: 'provider' }, 'OpenRouter')).toBe(
      'list of OpenRouter, 23 September 2026',
    )
    expect(priceFromShort({ ...price, match: 'inferred' }, 'OpenAI')).toMatch(/^inferred, 23 Sep/u)
  })
})

test('a change says which way it goes, and a large one that it is large', () => {
  const change = (input: number, output: number, isLarge = false) =>
    changeWords({
      key: { providerId: 'openai', modelId: 'x' },
      before: { inputPicoUsd: 100, outputPicoUsd: 100 },
      after: { inputPicoUsd: input, outputPicoUsd: output },
      isLarge,
    })
  expect(change(50, 100)).toBe('cheaper')
  expect(change(150, 200)).toBe('dearer')
  expect(change(50, 200)).toBe('in and out differ')
  expect(change(100, 100)).toBe('other rates')
  expect(change(2_000, 2_000, true)).toBe('more than tenfold')
})

test('a key is told by how it begins, the longer beginnings first', () => {
  const providers = ['anthropic', 'openai', 'gemini', 'groq', 'xai', 'openrouter'].map(
    (providerId) => ({ providerId }) as Provider,
  )
  const guessed = (key: string): string | undefined =>
    guessProvider(key, providers)?.provider.providerId
  expect(
    ['sk-ant-x', 'sk-or-v1-x', ' sk-proj-x', 'gsk_x', 'xai-x', 'AIzaX', 'tgp_x', 'abc'].map(
      guessed,
    ),
  ).toEqual(['anthropic', 'openrouter', 'openai', 'groq', 'xai', 'gemini', undefined, undefined])
})

test('this computer is told by its names and numbers, never by a host that begins like them', () => {
  for (const host of ['localhost', 'localhost:11434', '127.0.0.1:1234', '[::1]:80']) {
    expect(isThisComputer(host), host).toBe(true)
  }
  for (const host of [
    'localhost.example.com',
    '127.example.com',
    '192.168.1.2',
    'api.openai.com',
  ]) {
    expect(isThisComputer(host), host).toBe(false)
  }
})
