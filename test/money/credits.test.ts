import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatCredits, parseBudgetUsd } from '../../shared/money/credits.ts'

describe('credits as a person reads them', () => {
  test.each([
    [0, '0'],
    [1, '<0.1'],
    [9_999, '<0.1'],
    [10_000, '0.1'],
    [660_000, '6.6'],
    [994_999, '9.9'],
    [995_000, '10'],
    [4_200_000, '42'],
    [175_000_000, '1,750'],
    [8_106_400_000, '81,064'],
    [-8_400_000, '−84'],
  ])('%i nano-USD are %s credits', (amountNanoUsd, shown) => {
    expect(formatCredits(amountNanoUsd, 10_000)).toBe(shown)
  })

  test('a positive cost is never shown as 0, in any size of credit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10 ** 12 }),
        fc.constantFrom(100, 1_000, 10_000),
        (amount, size) => {
          expect(formatCredits(amount, size)).not.toBe('0')
        },
      ),
    )
  })
})

describe('a budget typed by a person', () => {
  test.each([
    ['20', 20_000_000_000],
    [' 20.50 ', 20_500_000_000],
    ['7,5', 7_500_000_000],
    ['1,000', 1_000_000_000_000],
    ['0,500', 500_000_000],
    ['$5', 5_000_000_000],
    ['5 USD', 5_000_000_000],
    ['.000000001', 1],
  ])('"%s" is understood', (typed, amountNanoUsd) => {
    expect(parseBudgetUsd(typed)).toEqual({ ok: true, value: amountNanoUsd })
  })

  test.each([
    ['abc', 'not-a-number'],
    ['', 'not-a-number'],
    ['1e9', 'not-a-number'],
    ['Infinity', 'not-a-number'],
    ['-5', 'negative'],
    ['−5', 'negative'],
    ['0', 'zero'],
    ['0.00', 'zero'],
    ['99999999', 'too-large'],
  ])('"%s" is refused as %s', (typed, reason) => {
    expect(parseBudgetUsd(typed)).toEqual({
      ok: false,
      failure: { kind: 'bad-amount', typed, reason },
    })
  })

  test('any text at all is understood or refused, and never becomes a fraction of a nano-USD', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
        const parsed = parseBudgetUsd(typed)
        if (parsed.ok) expect(Number.isSafeInteger(parsed.value) && parsed.value > 0).toBe(true)
      }),
    )
  })
})
