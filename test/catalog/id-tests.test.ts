import { describe, expect, test } from 'vitest'
import { openBook } from '../../main/catalog/id-tests.ts'
import type { PricedModel } from '../../main/catalog/price-list.ts'

const prices: PricedModel['prices'] = [{ rates: { input: 1, output: 1 } }]
const book = openBook([
  { id: 'sonnet-5', alike: [[{ begins: 'sonnet-5' }], [{ begins: '5-sonnet' }]], prices },
  { id: 'sol', aliases: ['sol-latest', 'sol-####-##-##'], prices },
  { id: 'sol-latest-2', aliases: ['sol'], prices },
  { id: 'Meta/Llama-Turbo', prices },
  { id: 'pro', alike: [[{ begins: 'pro' }, { lacks: '-tts' }]], prices },
  {
    id: 'flash',
    alike: [[{ begins: 'flash-#' }], [{ ends: '@flash' }], [{ contains: 'lash-x' }]],
    prices,
  },
])

describe('a model is found', () => {
  test.each([
    ['sol', 'sol', 'exact'],
    ['SOL', 'sol', 'exact'],
    ['models/sol', 'sol', 'exact'],
    ['meta/llama-turbo', 'Meta/Llama-Turbo', 'exact'],
    ['sol-latest', 'sol', 'alias'],
    ['sol-2026-09-01', 'sol', 'alias'],
    ['sonnet-5-20260630', 'sonnet-5', 'alias'],
    ['sonnet-5-2026-06-30', 'sonnet-5', 'alias'],
    ['sonnet-5-5', 'sonnet-5', 'inferred'],
    ['5-sonnet', 'sonnet-5', 'inferred'],
    ['pro-preview', 'pro', 'inferred'],
    ['flash-8', 'flash', 'inferred'],
    ['google@flash', 'flash', 'inferred'],
    ['splash-xl', 'flash', 'inferred'],
  ])('%s as %s, %s', (modelId, id, match) => {
    expect(book.find(modelId)).toMatchObject({ model: { id }, match })
  })

  test.each(['sol-2026-9-1', 'sol-2026-09-01-x', 'so', 'pro-tts', 'flash-lite', '', 'a/sol'])(
    'not by "%s"',
    (modelId) => {
      expect(book.find(modelId)).toBeNull()
    },
  )

  test('by its own id before any name another gives itself', () => {
    const swapped = openBook([
      { id: 'b', aliases: ['a'], prices },
      { id: 'a', prices },
    ])
    expect(swapped.find('a')).toMatchObject({ model: { id: 'a' }, match: 'exact' })
  })
})
