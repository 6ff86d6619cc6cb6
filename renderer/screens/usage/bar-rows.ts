import type { UsageBar } from '../../../shared/usage/usage.ts'
import type { Tier } from '../../../shared/usage/tier.ts'
import { roundedParts } from '../../words/credit-column.ts'
import type { Amounts, Cell } from './amounts.ts'
import { barNanoUsd, type PaidTier, paidTiers } from './bars-layout.ts'
import { roundedTable } from './rounded-table.ts'

export type BarRow = {
  bar: UsageBar
  /** In the order of `BarTable.tiers`. */
  cells: Cell[]
  sum: Cell
}

/** The bars as numbers: rows and columns add up as they are shown. */
export type BarTable = {
  tiers: PaidTier[]
  rows: BarRow[]
  tierSums: Cell[]
  total: Cell
  turnCount: number
}

export function barTable(bars: readonly UsageBar[], amounts: Amounts): BarTable {
  const totalNanoUsd = sumOf(bars.map(barNanoUsd))
  const unit = amounts.unitNanoUsd(totalNanoUsd)
  const tierNanoUsd = (tier: Tier): number => sumOf(bars.map((bar) => bar.spentNanoUsd[tier]))
  const tiers = paidTiers.filter((tier) => tierNanoUsd(tier) > 0)
  const unitsOf = (parts: readonly number[]): number[] =>
    roundedParts(parts, totalNanoUsd, unit).map((part) => Math.round(part / unit))
  const rowUnits = unitsOf(bars.map(barNanoUsd))
  const columnUnits = unitsOf(tiers.map(tierNanoUsd))
  const exact = bars.map((bar) => tiers.map((tier) => bar.spentNanoUsd[tier]))
  const units = roundedTable(exact, rowUnits, columnUnits, unit)
  const cellOf = (count: number, exactNanoUsd: number): Cell => ({
    units: count,
    text: amounts.cell(count, exactNanoUsd, totalNanoUsd),
  })
  return {
    tiers,
    rows: bars.map((bar, row) => ({
      bar,
      cells: tiers.map((tier, column) => cellOf(units[row]?.[column] ?? 0, bar.spentNanoUsd[tier])),
      sum: cellOf(rowUnits[row] ?? 0, barNanoUsd(bar)),
    })),
    tierSums: tiers.map((tier, column) => cellOf(columnUnits[column] ?? 0, tierNanoUsd(tier))),
    total: cellOf(Math.round(totalNanoUsd / unit), totalNanoUsd),
    turnCount: sumOf(bars.map(({ turnCount }) => turnCount)),
  }
}

function sumOf(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
