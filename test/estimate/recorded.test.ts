import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { cacheHabitOf } from '../../main/estimate/cache-habits.ts'
import { families } from '../../main/estimate/families.ts'
import { estimateOne } from '../../main/estimate/plan.ts'
import { messageWeight, textWeight } from '../../main/estimate/weight.ts'
import { costNanoUsd } from '../../shared/money/cost.ts'
import type { Price } from '../../shared/money/price.ts'
import { unknownUsage } from '../../shared/money/usage.ts'
import { heavyPrice } from '../helpers/profile-on-disk.ts'

type Recorded = {
  file: string
  expect?: { usage?: { in?: number; out?: number; cacheRead?: number; cacheWrite?: number } | null }
}

const index: readonly Recorded[] = JSON.parse(
  readFileSync(new URL('../fixtures/wire/index.json', import.meta.url), 'utf8'),
)
const counted = index.flatMap((recorded) => {
  const usage = recorded.expect?.usage
  return usage?.in === undefined || usage.out === undefined ? [] : [[recorded.file, usage] as const]
})
const claudePrice: Price = {
  ...heavyPrice,
  rates: { ...heavyPrice.rates, cacheReadPicoUsd: 1_000_000, cacheWriteShortPicoUsd: 12_500_000 },
}

describe('a ceiling holds for every recorded answer that its provider counted', () => {
  test('there are such answers', () => {
    expect(counted.length).toBeGreaterThan(10)
  })

  // What was asked is not recorded, so a question of as many tokens stands for it: every family's
  // own tokens are at least those of o200k, and a word is one of them.
  test.each(counted)('%s', (_, usage) => {
    const inputTokens = usage.in ?? 0
    const outputTokens = usage.out ?? 0
    const weight = messageWeight([textWeight(' word'.repeat(inputTokens), inputTokens)])
    const actual = costNanoUsd(claudePrice, {
      ...unknownUsage,
      inputTokens,
      cacheReadTokens: usage.cacheRead ?? null,
      cacheWriteShortTokens: usage.cacheWrite ?? null,
      outputTokens,
    })
    for (const family of families) {
      const { ceilingNanoUsd } = estimateOne(
        {
          price: claudePrice,
          family,
          seesImages: false,
          contextTokens: null,
          maxOutputTokens: Math.max(8_192, outputTokens),
          inputFactor: 1,
          outputTokens: 600,
          visibleShare: 1,
          cache: cacheHabitOf('anthropic', claudePrice),
          warmTokens: 0,
          warmUntilMs: 0,
        },
        {
          weight,
          draft: weight,
          hasHistory: false,
          outputScale: 1,
          countedTokens: null,
          nowMs: 0,
        },
      )
      expect(ceilingNanoUsd).toBeGreaterThanOrEqual(actual ?? Number.POSITIVE_INFINITY)
    }
  })
})
