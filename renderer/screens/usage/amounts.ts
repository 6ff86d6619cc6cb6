import { useMemo } from 'react'
import { formatCredits, nanoUsdPerCredit } from '../../../shared/money/credits.ts'
import { useProfile } from '../../state/profile.ts'
import { useUsage } from '../../state/usage.ts'
import { roundedParts, shownUnitNanoUsd } from '../../words/credit-column.ts'
import { type Money, moneyIn } from '../../words/money.ts'
import { locale, say, sayCount } from '../../words/say.tsx'

/** How this screen says amounts: in credits, or in the currency of the person. */
export type Amounts = {
  /** What stands over a column and beside a figure: "credits", "EUR". */
  unit: string
  /** A figure beside its unit: "118,664", "11.87". */
  figure: (amountNanoUsd: number) => string
  /** In a sentence that does not name the unit: "118,664", "11.87 EUR". */
  short: (amountNanoUsd: number) => string
  /** In a sentence: "118,664 credits", "11.87 EUR". */
  whole: (amountNanoUsd: number) => string
  /** What a column with this total, and what an axis up to it, is rounded to. */
  unitNanoUsd: (totalNanoUsd: number) => number
  /** A part of such a column, in whole units. What is too small for one is never shown as nothing. */
  cell: (units: number, exactNanoUsd: number, totalNanoUsd: number) => string
}

/** A figure of a column that mixes whole ones and decimals: what keeps units over units is not seen. */
export type Aligned = { text: string; padding: string }

/** A column that is no sum: each figure by itself, units over units. */
export function aligned(amountsNanoUsd: readonly (number | null)[], amounts: Amounts): Aligned[] {
  const texts = amountsNanoUsd.map((amount) => (amount === null ? '' : amounts.figure(amount)))
  const decimals = texts.map((text) => /[.,](?<digits>\d{1,2}|\d{4,})$/u.exec(text)?.[0] ?? '')
  const longest = decimals.reduce((one, other) => (other.length > one.length ? other : one), '')
  return texts.map((text, place) => ({
    text,
    padding: text === '' ? '' : longest.slice((decimals[place] ?? '').length),
  }))
}

/** An amount of a column as it is shown. */
export type Cell = { units: number; text: string }

export function useAmounts(): Amounts {
  const isInMoney = useUsage((state) => state.isInMoney)
  const { creditsPerUsd, currency } = useProfile().settings
  return useMemo(
    () =>
      isInMoney
        ? amountsInMoney(moneyIn(currency, locale()))
        : amountsInCredits(creditsPerUsd, locale()),
    [isInMoney, creditsPerUsd, currency],
  )
}

export function amountsInCredits(creditsPerUsd: number, locale: string): Amounts {
  const figure = (amountNanoUsd: number): string =>
    formatCredits(amountNanoUsd, creditsPerUsd, locale)
  const unitNanoUsd = (totalNanoUsd: number): number =>
    shownUnitNanoUsd(totalNanoUsd, creditsPerUsd)
  return {
    unit: say('usage.credits'),
    figure,
    short: figure,
    whole: (amountNanoUsd) => say('usage.in-credits', { amount: figure(amountNanoUsd) }),
    unitNanoUsd,
    cell: (units, exactNanoUsd, totalNanoUsd) => {
      const unit = unitNanoUsd(totalNanoUsd)
      if (totalNanoUsd === 0) return figure(0)
      if (units === 0 && exactNanoUsd > 0) return `<${figure(unit)}`
      // Whole credits stand over whole credits where the total has a decimal.
      const isTenths = unit < nanoUsdPerCredit(creditsPerUsd)
      return isTenths ? tenths(units, locale) : figure(units * unit)
    },
  }
}

export function amountsInMoney(money: Money): Amounts {
  const figure = (amountNanoUsd: number): string =>
    amountNanoUsd === 0 ? sayCount(0) : money.figure(amountNanoUsd, amountNanoUsd)
  return {
    unit: money.code,
    figure,
    short: money.say,
    whole: money.say,
    unitNanoUsd: money.unitNanoUsd,
    cell: (units, exactNanoUsd, totalNanoUsd) => {
      const unit = money.unitNanoUsd(totalNanoUsd)
      if (totalNanoUsd === 0) return figure(0)
      const isHidden = units === 0 && exactNanoUsd > 0
      const text = money.figure((isHidden ? 1 : units) * unit, totalNanoUsd)
      return isHidden ? `<${text}` : text
    },
  }
}

/** A column that adds up to its total as shown. */
export function columnOf(
  partsNanoUsd: readonly number[],
  totalNanoUsd: number,
  amounts: Amounts,
): Cell[] {
  const unit = amounts.unitNanoUsd(totalNanoUsd)
  const rounded = roundedParts(partsNanoUsd, totalNanoUsd, unit)
  return partsNanoUsd.map((exactNanoUsd, place) => {
    const units = Math.round((rounded[place] ?? 0) / unit)
    return { units, text: amounts.cell(units, exactNanoUsd, totalNanoUsd) }
  })
}

function tenths(units: number, locale: string): string {
  const format = new Intl.NumberFormat(locale, { minimumFractionDigits: 1 })
  return format.format(units / 10)
}
