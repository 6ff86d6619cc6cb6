import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addWeights, estimateTurn, noWeight, weigh } from '../../main/estimate/estimate.ts'
import { mostTokens, weighTokens } from '../../main/estimate/weigh.ts'
import { costNanoUsd } from '../../shared/money/cost.ts'
import { unknownUsage } from '../../shared/money/usage.ts'
import { heavyPrice } from '../helpers/profile-on-disk.ts'

const anyText = fc.string({ unit: 'binary', maxLength: 2_000 })

const base = {
  price: heavyPrice,
  weight: weigh('A question of a few words.'),
  tokenPercent: 100,
  maxOutputTokens: 8_192,
  typicalOutputTokens: 600,
  recentOutputTokens: [],
}

describe('an estimate', () => {
  test('reserves for every byte as a token and all the output that is allowed', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 10_000 }), (text, maxOutputTokens) => {
        const { ceilingNanoUsd } = estimateTurn({ ...base, weight: weigh(text), maxOutputTokens })
        const inputTokens = Buffer.byteLength(text, 'utf8')
        const worst = costNanoUsd(heavyPrice, {
          ...unknownUsage,
          inputTokens,
          outputTokens: maxOutputTokens,
        })
        expect(ceilingNanoUsd).toBeGreaterThanOrEqual(worst ?? Number.POSITIVE_INFINITY)
      }),
    )
  })

  test('shows no more than it reserves', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 50, max: 200 }), (text, tokenPercent) => {
        const estimate = estimateTurn({ ...base, weight: weigh(text), tokenPercent })
        expect(estimate.expectedNanoUsd).toBeLessThanOrEqual(estimate.ceilingNanoUsd)
        expect(estimate.expectedNanoUsd).toBeGreaterThan(0)
      }),
    )
  })

  test('expects the typical answer until three turns say better, then their median', () => {
    const expected = (recentOutputTokens: number[]): number =>
      estimateTurn({ ...base, recentOutputTokens }).expectedNanoUsd
    expect(expected([10, 20])).toBe(expected([]))
    expect(expected([10, 20, 5_000])).toBe(expected([20, 20, 20]))
    expect(expected([10, 20, 5_000])).toBeLessThan(expected([]))
  })

  test('never expects more output than the request allows', () => {
    const recentOutputTokens = [9_000, 9_000, 9_000]
    const capped = estimateTurn({ ...base, recentOutputTokens, maxOutputTokens: 100 })
    expect(capped.expectedNanoUsd).toBeLessThan(6_000_000)
  })
})

describe('weight', () => {
  test('is a sum: history and draft weigh what they weigh apart', () => {
    const one = weigh('History of some length. ')
    const sum = addWeights(addWeights(noWeight, one), one)
    expect(sum).toEqual({ tokens: one.tokens * 2, mostTokens: one.mostTokens * 2, messageCount: 2 })
  })

  test('is never above the bytes of a text, and never nothing for some text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        expect(weighTokens(text)).toBeGreaterThan(0)
        expect(mostTokens(text)).toBeGreaterThanOrEqual(Buffer.byteLength(text, 'utf8'))
      }),
    )
  })

  // Counted by the o200k tokenizer; the weight is what is shown, so near is enough.
  test.each([
    [
      'Explain how an index-only scan works, and when the planner prefers it over a bitmap scan. Keep it short and give one example.',
      27,
    ],
    [
      'Die Rechnung für den vergangenen Monat enthält mehrere Positionen, die wir nicht bestellt haben. Könnten Sie bitte überprüfen, ob es sich um einen Fehler handelt, und uns eine berichtigte Fassung zusenden?',
      42,
    ],
    [
      'メッセージを送信する前に費用がどのように見積もられるのか、またモデルを変えると表示される金額がなぜ変わるのかを知りたいです。',
      50,
    ],
    [
      '我想知道在发送消息之前如何估算费用，以及为什么选择不同的模型会改变显示的金额。请用简单的语言解释一下。',
      31,
    ],
  ])('is within a quarter of the tokens of "%s"', (text, tokens) => {
    expect(weighTokens(text)).toBeGreaterThan(tokens * 0.75)
    expect(weighTokens(text)).toBeLessThan(tokens * 1.25)
  })
})
