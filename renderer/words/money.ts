import type { Currency } from '../../shared/ipc/shapes.ts'
import {
  currencyDecimals,
  currencyUnitNanoUsd,
  currencyUnits,
  USD,
} from '../../shared/money/currency.ts'
import { useProfile } from '../state/profile.ts'
import { locale, say } from './say.tsx'

/** Amounts in the currency of the person: USD, or their own at the rate they typed. */
export type Money = {
  /** "EUR" */
  code: string
  isUsd: boolean
  /** "18.40 EUR"; below one of it "0.0042 EUR", below what that shows "<0.0001 EUR"; 0 only for nothing. */
  say: (amountNanoUsd: number) => string
  /**
   * The step, in nano-USD and perhaps not whole, that a column with this total is rounded to by
   * `roundedParts`: a cent, or a hundredth of one where the total is below one of the currency.
   */
  unitNanoUsd: (totalNanoUsd: number) => number
  /** An amount of such a column without the code: "18.40", "<0.01". */
  figure: (amountNanoUsd: number, totalNanoUsd: number) => string
}

/** Below one of a currency a turn is a part of a cent, so two more decimals are shown. */
const MORE_DECIMALS = 2

/** How amounts are said in a currency; null: USD. */
export function moneyIn(currency: Currency | null, locale: string): Money {
  const { code, perUsd } = currency ?? USD
  const decimals = currencyDecimals(perUsd, coinDecimals(code))
  const decimalsOf = (amountNanoUsd: number): number => {
    const most = decimals + MORE_DECIMALS
    const isBelowOne = Math.abs(currencyUnits(amountNanoUsd, perUsd, most)) < 10 ** most
    return isBelowOne ? most : decimals
  }
  const written = (amountNanoUsd: number, least: number, most: number): string => {
    if (amountNanoUsd < 0) return `−${written(-amountNanoUsd, least, most)}`
    const units = currencyUnits(amountNanoUsd, perUsd, most)
    const format = formatOf(locale, least, most)
    if (units === 0 && amountNanoUsd > 0) return `<${format.format(1 / 10 ** most)}`
    return format.format(units / 10 ** most)
  }
  return {
    code,
    isUsd: code === 'USD',
    say: (amountNanoUsd) =>
      say('money.amount', {
        amount: written(amountNanoUsd, decimals, decimalsOf(amountNanoUsd)),
        code,
      }),
    unitNanoUsd: (totalNanoUsd) => currencyUnitNanoUsd(perUsd, decimalsOf(totalNanoUsd)),
    figure: (amountNanoUsd, totalNanoUsd) => {
      const shown = decimalsOf(totalNanoUsd)
      return written(amountNanoUsd, shown, shown)
    },
  }
}

/** The same for a component, which is drawn anew when the currency or its rate changes. */
export function useMoney(): Money {
  return moneyIn(useProfile().settings.currency, locale())
}

/** 2 for EUR, 0 for JPY, 3 for KWD. */
function coinDecimals(code: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency: code })
  return format.resolvedOptions().maximumFractionDigits ?? 2
}

/** A table shows hundreds of amounts, and making a format is slow. */
const formats = new Map<string, Intl.NumberFormat>()

function formatOf(locale: string, least: number, most: number): Intl.NumberFormat {
  const key = `${locale} ${least} ${most}`
  const known = formats.get(key)
  if (known) return known
  const format = new Intl.NumberFormat(locale, {
    minimumFractionDigits: least,
    maximumFractionDigits: most,
  })
  formats.set(key, format)
  return format
}
