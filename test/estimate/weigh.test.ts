import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mostTokens, weighTokens } from '../../main/estimate/weigh.ts'

describe('what a text weighs', () => {
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
