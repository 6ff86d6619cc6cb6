import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { calcPrice } from '@pydantic/genai-prices'
import { describe, expect, test } from 'vitest'
import { readPackage, textOf } from '../../build/tasks/prices.ts'
import { bundledList } from '../../main/catalog/bundled-list.ts'
import { bundledPrice } from '../../main/catalog/bundled-price.ts'
import { openBook } from '../../main/catalog/id-tests.ts'
import { overlayList } from '../../main/catalog/overlay.ts'
import { type PricedModel, priceListSchema } from '../../main/catalog/price-list.ts'
import { costNanoUsd } from '../../shared/money/cost.ts'
import { priceSchema } from '../../shared/money/price.ts'
import type { Usage } from '../../shared/money/usage.ts'

const catalogFolder = join(import.meta.dirname, '../../main/catalog')

/** Before and after changes of price, and in and out of peak hours. */
const moments = [
  '2025-06-09T12:00:00Z',
  '2026-03-12T23:59:59Z',
  '2026-08-17T00:00:00Z',
  '2026-11-22T02:30:00Z',
  '2026-11-22T12:00:00Z',
  '2027-01-01T00:00:00Z',
].map((time) => Date.parse(time))

/** Short, cached, and on both sides of every threshold there is. */
const usages = [
  { input: 1_000, output: 500 },
  { input: 100_000, read: 70_001, output: 4_097 },
  { input: 128_000, output: 0 },
  { input: 128_001, read: 1, output: 3, searches: 2 },
  { input: 200_000, output: 1 },
  { input: 200_001, read: 199_999, output: 7 },
  { input: 272_000, read: 3, output: 0 },
  { input: 272_001, output: 8_192 },
  { input: 9_000, read: 1_000, write: 3_001, output: 77 },
  { input: 300_000, write: 5_000, writeLong: 70_007, output: 1, searches: 1 },
].map((usage) => ({ read: 0, write: 0, writeLong: 0, searches: 0, ...usage }))

const bundledModels = Object.entries(bundledList.books).flatMap(([providerId, models]) =>
  models.map((model) => ({ providerId, model })),
)

describe('the prices this version is built with', () => {
  test('are what the script makes of the package, byte for byte', async () => {
    const { list } = await readPackage()
    expect(readFileSync(join(catalogFolder, 'bundled-prices.json'), 'utf8')).toBe(textOf(list))
  })

  test('fit their schema, and so do our corrections', () => {
    expect(priceListSchema.parse(bundledList)).toEqual(bundledList)
    expect(priceListSchema.parse(overlayList)).toEqual(overlayList)
  })

  test('come with the licence of who collected them', () => {
    const licence = readFileSync(join(catalogFolder, 'genai-prices.LICENSE'), 'utf8')
    expect(licence).toContain('MIT License')
    expect(licence).toContain('Pydantic')
  })

  test('have every provider there is a key for', () => {
    expect(Object.keys(bundledList.books).toSorted()).toEqual([
      'anthropic',
      'deepseek',
      'google',
      'groq',
      'mistral',
      'openai',
      'openrouter',
      'together',
      'xai',
    ])
  })

  test('are prices at any time', () => {
    for (const { providerId, model } of bundledModels) {
      for (const atMs of moments) {
        const price = bundledPrice(providerId, model.id, atMs)
        if (!priceSchema.safeParse(price).success) throw new Error(`${providerId}/${model.id}`)
      }
    }
  })

  test('cost what genai-prices says, at any time and length, within one rounding', () => {
    let compared = 0
    const others: string[] = []
    for (const { providerId, model } of bundledModels) {
      if (isOurs(providerId, model.id)) continue
      for (const atMs of moments) {
        const price = bundledPrice(providerId, model.id, atMs)
        for (const usage of usages) {
          const oracleNanoUsd = oracle(providerId, model.id, atMs, usage)
          const isAsked = usage.searches === 0 || price?.searchPicoUsd !== null
          if (oracleNanoUsd === null || !isAsked) continue
          compared += 1
          const cost = price && costNanoUsd(price, usageOf(usage))
          const least = oracleNanoUsd * (1 - 1e-9)
          const most = oracleNanoUsd * (1 + 1e-9) + 1 + usage.write / 1_000
          const isSame = cost !== null && cost >= least && cost < most
          if (!isSame) others.push(`${providerId}/${model.id} ${atMs}: ${cost}, ${oracleNanoUsd}`)
        }
      }
    }
    expect(others).toEqual([])
    expect(compared).toBeGreaterThan(30_000)
  }, 120_000)
})

test('a name is taken for the model that genai-prices takes it for', () => {
  const others: string[] = []
  let compared = 0
  for (const [providerId, models] of Object.entries(bundledList.books)) {
    const book = openBook(models)
    for (const name of models.flatMap(namesOf)) {
      const found = book.find(name)
      const usage = { input_tokens: 1, output_tokens: 1 }
      const theirs = calcPrice(usage, name, { providerId: genaiName(providerId) })?.model.id
      compared += 1
      // Some of theirs do not go by their own id.
      const isOwnId = theirs === undefined && found?.match === 'exact'
      if (found?.model.id !== theirs && !isOwnId) others.push(`${providerId}/${name}: ${theirs}`)
    }
  }
  expect(others).toEqual([])
  expect(compared).toBeGreaterThan(1_000)
})

function usageOf({ input, read, write, writeLong, output, searches }: OracleUsage): Usage {
  return {
    inputTokens: input,
    cacheReadTokens: read,
    cacheWriteShortTokens: write,
    cacheWriteLongTokens: writeLong,
    outputTokens: output,
    reasoningTokens: null,
    searchCount: searches,
  }
}

/** A price of ours stands above theirs. */
function isOurs(providerId: string, modelId: string): boolean {
  return (overlayList.books[providerId] ?? []).some(({ id }) => id === modelId)
}

type OracleUsage = (typeof usages)[number]

/**
 * Null where genai-prices takes the id for another model: it goes by order, we by the exact id. And
 * where it has no rate for writes that last twelve hours.
 */
function oracle(
  providerId: string,
  modelId: string,
  atMs: number,
  { input, read, write, writeLong, output, searches }: OracleUsage,
): number | null {
  if (providerId === 'openai' && writeLong > 0) return null
  const answer = calcPrice(
    {
      input_tokens: input,
      cache_read_tokens: read,
      cache_write_tokens: write + writeLong,
      cache_write_1h_tokens: writeLong,
      output_tokens: output,
      web_searches: searches,
    },
    modelId,
    { providerId: genaiName(providerId), timestamp: new Date(atMs) },
  )
  return answer?.model.id === modelId ? answer.total_price * 1e9 : null
}

function genaiName(providerId: string): string {
  return providerId === 'xai' ? 'x-ai' : providerId
}

/** Its id, its other names, and one name of each kind it describes. */
function namesOf({ id, aliases = [], alike = [] }: PricedModel): string[] {
  const names = alike.map(([test]) => {
    if (!test || 'lacks' in test) return 'zz'
    if ('begins' in test) return `${test.begins}-zz`
    return 'ends' in test ? `zz${test.ends}` : `zz${test.contains}zz`
  })
  return [id, ...aliases, ...names].map((name) => name.replaceAll('#', '1'))
}
