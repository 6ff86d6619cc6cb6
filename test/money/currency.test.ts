import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultSettings, settingsSchema } from '../../main/settings.ts'
import { roundedParts } from '../../renderer/words/credit-column.ts'
import { moneyIn } from '../../renderer/words/money.ts'
import { CURRENCY_RATE, currencyUnits, parsePerUsd } from '../../shared/money/currency.ts'

const euro = { code: 'EUR', perUsd: '0.92' }
const yen = { code: 'JPY', perUsd: '151.4' }
const dong = { code: 'VND', perUsd: '26345.5' }
const dinar = { code: 'KWD', perUsd: '0.307' }

describe('an amount in a currency', () => {
  test.each([
    [null, 0, '0.00 USD'],
    [null, 500_000_000, '0.50 USD'],
    [null, 20_000_000_000, '20.00 USD'],
    [null, 1_234_567_890_000, '1,234.57 USD'],
    [null, 4_200_000, '0.0042 USD'],
    [null, 1, '<0.0001 USD'],
    [null, -20_000_000_000, '−20.00 USD'],
    [euro, 500_000_000, '0.46 EUR'],
    [euro, 20_000_000_000, '18.40 EUR'],
    [euro, 4_200_000, '0.0039 EUR'],
    [euro, 1, '<0.0001 EUR'],
    [yen, 20_000_000_000, '3,028 JPY'],
    [yen, 4_200_000, '0.64 JPY'],
    [dong, 20_000_000_000, '526,910 VND'],
    [dong, 1, '<0.01 VND'],
    [dinar, 20_000_000_000, '6.140 KWD'],
  ])('%o: %i nano-USD are %s', (currency, amountNanoUsd, said) => {
    const words = moneyIn(currency, 'en-GB').say(amountNanoUsd)
    expect(words.replaceAll('\u00a0', ' ')).toBe(said)
  })

  test('is counted in whole numbers: the largest there is loses nothing', () => {
    expect(currencyUnits(Number.MAX_SAFE_INTEGER, '1', 2)).toBe(900_719_925)
    expect(currencyUnits(1_000_000_000, '0.999999', 6)).toBe(999_999)
    expect(currencyUnits(-15, '1', 8)).toBe(-2)
  })
})

const rate = fc
  .tuple(fc.integer({ min: 0, max: 9_999_999 }), fc.integer({ min: 0, max: 999_999 }))
  .map(([whole, fraction]) => `${whole}.${String(fraction).padStart(6, '0')}`)
  .filter((perUsd) => CURRENCY_RATE.test(perUsd))
const currency = fc.record({ code: fc.constantFrom('EUR', 'JPY', 'KWD', 'IRR'), perUsd: rate })
const amounts = fc.array(fc.integer({ min: 0, max: 10 ** 12 }), { minLength: 1, maxLength: 12 })

/** A figure as it stands on the screen, as units of its last decimal. */
function shownUnits(figure: string): number {
  return Number(figure.replaceAll(/[.,]/gu, '').replace('−', '-'))
}

describe('at any rate a person may type', () => {
  test('a positive amount is never said to be nothing', () => {
    fc.assert(
      fc.property(currency, fc.integer({ min: 1, max: 10 ** 15 }), (own, amountNanoUsd) => {
        const money = moneyIn(own, 'en-GB')
        expect(money.say(amountNanoUsd)).toMatch(/[1-9]/u)
        expect(money.figure(amountNanoUsd, amountNanoUsd)).toMatch(/[1-9]/u)
      }),
    )
  })

  test('a rounded column adds up to its total as shown', () => {
    fc.assert(
      fc.property(currency, amounts, (own, parts) => {
        const money = moneyIn(own, 'en-GB')
        const total = parts.reduce((sum, part) => sum + part, 0)
        const shown = roundedParts(parts, total, money.unitNanoUsd(total)).map((part) =>
          // What is too small for the column is `<0.01` there, of a part that was rounded to 0.
          part === 0 ? 0 : shownUnits(money.figure(part, total)),
        )
        const sum = shown.reduce((all, units) => all + units, 0)
        const totalShown = money.figure(total, total)
        expect(sum).toBe(totalShown.startsWith('<') ? 0 : shownUnits(totalShown))
      }),
    )
  })
})

test('what is kept of a currency and is none is USD again, and nothing breaks', () => {
  const kept = { code: 'EUR', perUsd: '0.92' }
  expect(settingsSchema.parse({ ...defaultSettings, currency: kept }).currency).toEqual(kept)
  for (const currency of [{ code: 'eur', perUsd: '1' }, { code: 'EUR', perUsd: '0' }, 'EUR', 7]) {
    expect(settingsSchema.parse({ ...defaultSettings, currency }).currency).toBeNull()
  }
  for (const creditsPerUsd of [3, 0, -1, 1.5, '100', Number.NaN]) {
    const settings = settingsSchema.parse({ ...defaultSettings, creditsPerUsd })
    expect(settings.creditsPerUsd).toBe(10_000)
  }
})

describe('a rate typed by a person', () => {
  test.each([
    ['0.92', '0.92'],
    [' 0,92 ', '0.92'],
    ['.5', '0.5'],
    ['151', '151'],
    ['1234567.123456', '1234567.123456'],
  ])('"%s" is understood', (typed, perUsd) => {
    expect(parsePerUsd(typed)).toBe(perUsd)
  })

  test.each(['', '0', '0.000', '-1', '1e3', '0.1234567', '12345678', '1,000.5', 'x'])(
    '"%s" is none',
    (typed) => {
      expect(parsePerUsd(typed)).toBeNull()
    },
  )
})
