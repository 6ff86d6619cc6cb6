import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { wireProvider } from '../../build/wire/providers.ts'
import { replay } from '../../build/wire/replay.ts'
import type { Replayed } from '../../build/wire/replay.ts'
import { ceilingNanoUsd } from '../../shared/money/cost.ts'
import { freePrice } from '../../shared/money/price.ts'
import type { Price } from '../../shared/money/price.ts'
import { cannedFetch } from './attempt.ts'
import { longStreams, wholeText } from './long-streams.ts'
import type { LongStream } from './long-streams.ts'

const MAX_OUTPUT_TOKENS = 1_000

/** 2 and 10 USD per million tokens. */
const price: Price = {
  ...freePrice('2026-11-21'),
  rates: {
    inputPicoUsd: 2_000_000,
    outputPicoUsd: 10_000_000,
    cacheReadPicoUsd: null,
    cacheWriteShortPicoUsd: null,
    cacheWriteLongPicoUsd: null,
  },
  source: 'bundled',
}

const unhandled: unknown[] = []
const note = (reason: unknown): void => void unhandled.push(reason)
beforeAll(() => void process.on('unhandledRejection', note))
afterAll(() => void process.off('unhandledRejection', note))

function runCut(stream: LongStream, body: Uint8Array, end: 'clean' | 'reset'): Promise<Replayed> {
  return replay({
    api: stream.api,
    provider: wireProvider(stream.providerId)!,
    modelId: 'm',
    price,
    maxOutputTokens: MAX_OUTPUT_TOKENS,
    idleTimeoutMs: 5_000,
    fetch: cannedFetch({ body, end }),
  })
}

describe.each(longStreams)('$api', (stream) => {
  const whole = new TextEncoder().encode(stream.body)

  test('the whole stream costs what its provider counted', async () => {
    const { state, text, costNanoUsd, quality } = await runCut(stream, whole, 'clean')
    // 900 x 2 + 70 x 10 = 2,500 micro-USD.
    expect({ state, text, costNanoUsd, quality }).toEqual({
      state: stream.state,
      text: wholeText,
      costNanoUsd: 2_500_000,
      quality: 'exact',
    })
  })

  test.each(['clean', 'reset'] as const)(
    'cut at every byte (%s): a named state, and a cost that is never nothing',
    async (end) => {
      const mostNanoUsd = ceilingNanoUsd(price, 900, MAX_OUTPUT_TOKENS)
      let lastNanoUsd = 0
      for (let atByte = 0; atByte < whole.length; atByte += 1) {
        const body = whole.slice(0, atByte)
        const { state, text, costNanoUsd, quality, failure } = await runCut(stream, body, end)
        const at = `at byte ${atByte} of ${whole.length}`
        const isOver = new TextDecoder().decode(body).includes(stream.marker)
        if (!isOver || state !== stream.state) {
          expect(state, at).toBe('truncated')
          expect(failure?.kind, at).toBe('connection-ended')
        }
        expect(wholeText.startsWith(text), at).toBe(true)
        if (costNanoUsd === null) {
          expect({ text, quality }, at).toEqual({ text: '', quality: 'uncertain' })
          expect(lastNanoUsd, at).toBe(0)
          continue
        }
        expect(Number.isSafeInteger(costNanoUsd), at).toBe(true)
        expect(costNanoUsd, at).toBeGreaterThan(0)
        expect(costNanoUsd, at).toBeLessThanOrEqual(mostNanoUsd)
        expect(quality, at).not.toBe('released')
        // More of an answer never counts as less, until its provider says what it was.
        if (quality !== 'exact') expect(costNanoUsd, at).toBeGreaterThanOrEqual(lastNanoUsd)
        lastNanoUsd = costNanoUsd
      }
      await new Promise((resolve) => setImmediate(resolve))
      expect(unhandled).toEqual([])
    },
    120_000,
  )
})
