import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { roundedParts, shownUnitNanoUsd } from '../../renderer/words/credit-column.ts'
import {
  exactCredits,
  formatCredits,
  nanoUsdPerCredit,
  parseBudgetUsd,
  parseCreditSize,
} from '../../shared/money/credits.ts'

/** Every size that a person may choose, found the slow way. */
const allSizes = Array.from({ length: 1_000_000 }, (_, place) => place + 1).filter(
  (count) => 1_000_000_000 % count === 0,
)
const sizes = fc.constantFrom(...allSizes)

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

  test('a positive cost is never shown as 0, and no figure is further off than its last digit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 13 }), sizes, (amount, size) => {
        const shown = formatCredits(amount, size)
        expect(shown).toMatch(/[1-9]/u)
        const credits = amount / nanoUsdPerCredit(size)
        if (shown === '<0.1') expect(credits).toBeLessThan(0.1)
        else {
          const step = /\.\d$/u.test(shown) || credits < 9.95 ? 0.1 : 1
          const off = Math.abs(Number(shown.replaceAll(',', '')) - credits)
          expect(off).toBeLessThanOrEqual(step / 2 + credits * 1e-12)
        }
      }),
    )
  })

  test('a rounded column adds up to its total as shown, in any size of credit', () => {
    const amounts = fc.array(fc.integer({ min: 0, max: 10 ** 11 }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(amounts, sizes, (parts, size) => {
        const total = parts.reduce((sum, part) => sum + part, 0)
        const unit = shownUnitNanoUsd(total, size)
        const tenths = roundedParts(parts, total, unit).map((part) =>
          tenthsShown(formatCredits(part, size)),
        )
        const sum = tenths.reduce((all, part) => all + part, 0)
        const shown = formatCredits(total, size)
        expect(sum).toBe(shown === '<0.1' ? 0 : tenthsShown(shown))
      }),
    )
  })
})

/** As a person adds them up. */
function tenthsShown(figure: string): number {
  return Math.round(Number(figure.replaceAll(',', '')) * 10)
}

describe('the size of a credit', () => {
  test.each([
    ['100', 100],
    ['1,000', 1_000],
    [' 2500 ', 2_500],
    ['2.500', 2_500],
    ['1 000 000', 1_000_000],
    ['1', 1],
    ['512', 512],
  ])('"%s" is %i credits for a USD', (typed, creditsPerUsd) => {
    expect(parseCreditSize(typed)).toEqual({ kind: 'size', creditsPerUsd })
  })

  test.each([
    ['3', 2, 4],
    ['3,000', 2_560, 3_125],
    ['999,999', 800_000, 1_000_000],
    ['2000000', 1_000_000, null],
    ['0', null, 1],
  ])('"%s" is none, and the nearest two are named', (typed, below, above) => {
    expect(parseCreditSize(typed)).toEqual({ kind: 'between', below, above })
  })

  test.each(['', 'abc', '2.5', '-100', '1e3', '1,00', '12345678901234567'])(
    '"%s" is no number',
    (typed) => {
      expect(parseCreditSize(typed)).toEqual({ kind: 'no-number' })
    },
  )

  test('any whole number is a size, or lies between the nearest two that are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_000_000 }), (count) => {
        const parsed = parseCreditSize(String(count))
        const below = allSizes.findLast((size) => size < count) ?? null
        const above = allSizes.find((size) => size > count) ?? null
        expect(parsed).toEqual(
          allSizes.includes(count)
            ? { kind: 'size', creditsPerUsd: count }
            : { kind: 'between', below, above },
        )
      }),
    )
  })

  test.each([
    [1, 10_000, '0.00001'],
    [-12_345, 10_000, '-0.12345'],
    [1_500_000, 2_500, '3.7500000'],
    [1, 2_500, '0.0000025'],
    [1, 1, '0.000000001'],
    [1, 1_000_000, '0.001'],
    [1, 512, '0.000000512'],
    [Number.MAX_SAFE_INTEGER, 1_000_000, '9007199254740.991'],
  ])('%i nano-USD are exactly so many credits at %i to the USD', (amount, size, exact) => {
    expect(exactCredits(amount, size)).toBe(exact)
  })

  test('exact credits lose nothing, at any size', () => {
    const amount = fc.integer({ min: -Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER })
    fc.assert(
      fc.property(amount, sizes, (amountNanoUsd, size) => {
        const text = exactCredits(amountNanoUsd, size)
        const decimals = text.split('.')[1]?.length ?? 0
        const scaled = BigInt(text.replace('.', '')) * BigInt(nanoUsdPerCredit(size))
        expect(scaled).toBe(BigInt(amountNanoUsd) * 10n ** BigInt(decimals))
      }),
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
