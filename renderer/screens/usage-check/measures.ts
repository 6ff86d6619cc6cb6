import type { DriftMeasure } from '../../../shared/usage/drift.ts'
import { formatCredits } from '../../../shared/money/credits.ts'
import { useProfile } from '../../state/profile.ts'
import { shownUnitNanoUsd } from '../../words/credit-column.ts'
import { useMoney } from '../../words/money.ts'
import { locale, say, sayCount } from '../../words/say.tsx'

/** What can be looked at: a cost in credits or in the person's currency, and what is counted. */
export type View = 'credits' | 'money' | Exclude<DriftMeasure, 'costNanoUsd'>

/** How the figures of one view are rounded and said. */
export type Measured = {
  view: View
  measure: DriftMeasure
  label: string
  /** The step of a column whose largest figure is this one. */
  unit: (largest: number) => number
  /** In a column: without its unit. */
  cell: (units: number, largest: number) => string
  /** In a sentence. */
  whole: (exact: number) => string
}

/** Every way to look at what is said of these measures. */
export function useMeasured(measures: readonly DriftMeasure[]): Measured[] {
  const { creditsPerUsd } = useProfile().settings
  const money = useMoney()
  const credits = (nanoUsd: number): string => formatCredits(nanoUsd, creditsPerUsd, locale())
  return measures.flatMap((measure): Measured[] => {
    if (measure !== 'costNanoUsd') return [counted(measure)]
    const creditUnit = (largest: number): number => shownUnitNanoUsd(largest, creditsPerUsd)
    return [
      {
        view: 'credits',
        measure,
        label: say('drift.credits'),
        unit: creditUnit,
        cell: (units, largest) => credits(units * creditUnit(largest)),
        whole: (exact) => say('drift.in-credits', { amount: credits(exact) }),
      },
      {
        view: 'money',
        measure,
        label: money.code,
        unit: money.unitNanoUsd,
        cell: (units, largest) => money.figure(units * money.unitNanoUsd(largest), largest),
        whole: money.say,
      },
    ]
  })
}

function counted(measure: Exclude<DriftMeasure, 'costNanoUsd'>): Measured {
  return {
    view: measure,
    measure,
    label: say(`drift.${measure}`),
    unit: () => 1,
    cell: (units) => (units < 0 ? `−${sayCount(-units)}` : sayCount(units)),
    whole: (exact) => say(`drift.in-${measure}`, { count: exact, amount: sayCount(exact) }),
  }
}

/** "+0.3 %", "−12 %", "0 %"; a share that is there is never said to be 0. */
export function sayShare(share: number): string {
  const size = Math.abs(share)
  const isSmall = size < 0.0005
  const format = new Intl.NumberFormat(locale(), { maximumFractionDigits: size < 0.0995 ? 1 : 0 })
  const percent = format.format(isSmall && share !== 0 ? 0.1 : size * 100)
  if (isSmall) return `${share === 0 ? '' : '<'}${unsigned(say('usage.percent-more', { percent }))}`
  return say(share < 0 ? 'usage.percent-less' : 'usage.percent-more', { percent })
}

/** "14 %": the same without its sign. */
export function unsigned(share: string): string {
  return share.replace(/[+−]/u, '')
}
