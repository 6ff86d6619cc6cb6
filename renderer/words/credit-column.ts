import { nanoUsdPerCredit } from '../../shared/money/credits.ts'

/** The largest part takes what is left by rounding where that changes it by less than this. */
const UNFELT_SHARE = 0.05

/**
 * Rounds parts so that they add up to their total as shown. The remainder goes to the largest, where
 * it is felt least; where many parts leave more than that, to those that rounding changed most, one
 * unit each. The unit is a credit, or a tenth of one where the total is shown with a decimal.
 */
export function roundedParts(
  partsNanoUsd: readonly number[],
  totalNanoUsd: number,
  unitNanoUsd: number,
): number[] {
  const total = Math.round(totalNanoUsd / unitNanoUsd)
  const units = partsNanoUsd.map((part) => Math.round(part / unitNanoUsd))
  const remainder = total - units.reduce((sum, part) => sum + part, 0)
  const largest = partsNanoUsd.indexOf(Math.max(...partsNanoUsd))
  const takes = Math.max(1, Math.floor((units[largest] ?? 0) * UNFELT_SHARE))
  const takers =
    Math.abs(remainder) <= takes
      ? Array.from({ length: Math.abs(remainder) }, () => largest)
      : mostChanged(partsNanoUsd, units, unitNanoUsd, remainder)
  for (const place of takers) units[place] = (units[place] ?? 0) + Math.sign(remainder)
  return units.map((part) => part * unitNanoUsd)
}

/** As many places as units are missing or too many; none twice while there is another. */
function mostChanged(
  partsNanoUsd: readonly number[],
  units: readonly number[],
  unitNanoUsd: number,
  remainder: number,
): number[] {
  const missing = partsNanoUsd.map(
    (part, place) => Math.sign(remainder) * (part / unitNanoUsd - (units[place] ?? 0)),
  )
  const places = missing
    .map((_, place) => place)
    .toSorted((one, other) => (missing[other] ?? 0) - (missing[one] ?? 0))
  return Array.from(
    { length: places.length === 0 ? 0 : Math.abs(remainder) },
    (_, turn) => places[turn % places.length] ?? 0,
  )
}

/** The unit a total is shown in: whole credits from 10 up, tenths below. */
export function shownUnitNanoUsd(totalNanoUsd: number, creditsPerUsd: number): number {
  const credit = nanoUsdPerCredit(creditsPerUsd)
  return totalNanoUsd >= 9.95 * credit ? credit : credit / 10
}
