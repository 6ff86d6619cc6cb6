import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { calcPrice } from '@pydantic/genai-prices'
import { describe, expect, test } from 'vitest'
import { bundledPrice } from '../../main/catalog/bundled-price.ts'
import { ceilingNanoUsd, costNanoUsd } from '../../shared/money/cost.ts'
import type { Usage } from '../../shared/money/usage.ts'

type GoldenPrice = Record<
  'input' | 'output' | 'read' | 'write' | 'writeLong' | 'search',
  bigint | null
>
type GoldenCase = {
  name: string
  providerId: string
  modelId: string
  atMs: number
  usage: Usage & { inputTokens: number; outputTokens: number }
  price: string
  nanoUsd: number
  isAskedOfOracle: boolean
}

const lines = readFileSync(join(import.meta.dirname, '../fixtures/golden-costs.txt'), 'utf8')
  .split('\n')
  .map((line) => line.split(/\s+/u))
const prices = new Map(lines.filter(([kind]) => kind === 'price').map(readPrice))
const cases = lines.filter(([kind]) => kind === 'case').map(readCase)

describe('the golden costs', () => {
  test('are at least 200, over at least 8 providers, and the worked example is among them', () => {
    expect(cases.length).toBeGreaterThanOrEqual(200)
    expect(new Set(cases.map(({ providerId }) => providerId)).size).toBeGreaterThanOrEqual(8)
    const practised = cases.filter(({ providerId }) => providerId === 'practice')
    const costs = practised.map(({ nanoUsd }) => nanoUsd)
    expect(costs).toEqual(expect.arrayContaining([150_000_000, 25_000_000]))
    // 10,000 credits a USD: 1,750 credits of 100,000 nano-USD.
    expect((150_000_000 + 25_000_000) / 100_000).toBe(1_750)
  })

  test.each(cases)('$name costs $nanoUsd nano-USD', (golden) => {
    const { providerId, modelId, atMs, usage, nanoUsd } = golden
    const price = bundledPrice(providerId, modelId, atMs)
    if (!price) throw new Error('It has no price')
    expect(exactNanoUsd(golden)).toBe(nanoUsd)
    expect(costNanoUsd(price, usage)).toBe(nanoUsd)
    if (usage.searchCount === 0) {
      const ceiling = ceilingNanoUsd(price, usage.inputTokens, usage.outputTokens)
      expect(ceiling).toBeGreaterThanOrEqual(nanoUsd)
    }
  })

  /*
   * genai-prices counts in binary fractions of a USD and does not round, so the same cost is at most
   * one nano-USD below ours, which was rounded up once. Beside that: a billionth of itself for its
   * binary noise, and one pico-USD for each cache write, whose rate of a twelfth was rounded up.
   */
  test.each(cases.filter(({ isAskedOfOracle }) => isAskedOfOracle))(
    '$name is the same to genai-prices within one rounding',
    (golden) => {
      const { usage, nanoUsd } = golden
      const oracleNanoUsd = oracleUsd(golden) * 1e9
      const noise = oracleNanoUsd * 1e-9
      const roundedRates = (usage.cacheWriteShortTokens ?? 0) / 1_000
      expect(nanoUsd).toBeGreaterThanOrEqual(oracleNanoUsd - noise)
      expect(nanoUsd).toBeLessThan(oracleNanoUsd + 1 + noise + roundedRates)
    },
  )
})

/** Exact, from the price line alone. USD per million times tokens is micro-USD: six more places. */
function exactNanoUsd({ price, usage }: GoldenCase): number {
  const of = prices.get(price)
  if (!of?.input || !of.output) throw new Error(`There is no price ${price}`)
  const count = (tokens: number | null): bigint => BigInt(tokens ?? 0)
  const read = count(usage.cacheReadTokens)
  const write = count(usage.cacheWriteShortTokens)
  const writeLong = count(usage.cacheWriteLongTokens)
  const picoUsd =
    (count(usage.inputTokens) - read - write - writeLong) * of.input +
    read * (of.read ?? of.input) +
    write * (of.write ?? of.input) +
    writeLong * (of.writeLong ?? of.write ?? of.input) +
    count(usage.outputTokens) * of.output +
    count(usage.searchCount) * (of.search ?? 0n) * 1_000n
  return Number((picoUsd + 999n) / 1_000n)
}

function oracleUsd({ providerId, modelId, atMs, usage }: GoldenCase): number {
  const writeLong = usage.cacheWriteLongTokens ?? 0
  const answer = calcPrice(
    {
      input_tokens: usage.inputTokens,
      output_tokens: usage.outputTokens,
      cache_read_tokens: usage.cacheReadTokens ?? 0,
      cache_write_tokens: (usage.cacheWriteShortTokens ?? 0) + writeLong,
      cache_write_1h_tokens: writeLong,
      web_searches: usage.searchCount ?? 0,
    },
    modelId,
    { providerId: providerId === 'xai' ? 'x-ai' : providerId, timestamp: new Date(atMs) },
  )
  if (!answer) throw new Error('genai-prices does not know it')
  return answer.total_price
}

/** Decimal USD per million tokens in its sixth place. */
function micro(decimal: string | undefined): bigint | null {
  if (decimal === undefined || decimal === '-') return null
  const [whole = '', fraction = ''] = decimal.split('.')
  if (!/^\d+$/u.test(whole) || !/^\d{0,6}$/u.test(fraction)) throw new Error(`${decimal}?`)
  return BigInt(whole + fraction.padEnd(6, '0'))
}

function readPrice(words: readonly string[]): [string, GoldenPrice] {
  const [, name = '', input, output, read, write, writeLong, search] = words
  return [
    name,
    {
      input: micro(input),
      output: micro(output),
      read: micro(read),
      write: micro(write),
      writeLong: micro(writeLong),
      search: micro(search),
    },
  ]
}

function readCase(words: readonly string[]): GoldenCase {
  const [, providerId = '', modelId = '', time = '', ...rest] = words
  const [input = 0, read = 0, write = 0, writeLong = 0, output = 0, searches = 0] = rest
    .slice(0, 6)
    .map(Number)
  return {
    name: words.slice(1, 10).join(' '),
    providerId,
    modelId,
    atMs: Date.parse(time),
    usage: {
      inputTokens: input,
      cacheReadTokens: read,
      cacheWriteShortTokens: write,
      cacheWriteLongTokens: writeLong,
      outputTokens: output,
      reasoningTokens: null,
      searchCount: searches,
    },
    price: rest[6] ?? '',
    nanoUsd: Number(rest[7]),
    isAskedOfOracle: rest[8] === 'oracle',
  }
}
