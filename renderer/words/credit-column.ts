import { nanoUsdPerCredit } from '../../shared/money/credits.ts'

/**
 * Rounds parts so that they add up to their total as shown; the remainder goes to the largest.
 * The unit is a credit, or a tenth of one where the total is shown with a decimal.
 */
export function roundedParts(
  partsNanoUsd: readonly number[],
  totalNanoUsd: number,
  unitNanoUsd: number,
): number[] {
  const total = Math.round(totalNanoUsd / unitNanoUsd)
  const units = partsNanoUsd.map((part) => Math.round(part / unitNanoUsd))
  const largest = partsNanoUsd.indexOf(Math.max(...partsNanoUsd))
  const remainder = total - units.reduce((sum, part) => sum + part, 0)
  return units.map((part, place) => (part + (place === largest ? remainder : 0)) * unitNanoUsd)
}

/** The unit a total is shown in: whole credits from 10 up, tenths below. */
export function shownUnitNanoUsd(totalNanoUsd: number, creditsPerUsd: number): number {
  const credit = nanoUsdPerCredit(creditsPerUsd)
  return totalNanoUsd >= 9.95 * credit ? credit : credit / 10
}
