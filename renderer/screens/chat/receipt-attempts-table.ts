import type { TurnAttempt } from '../../../shared/chat/receipt.ts'
import { roundedParts, shownUnitNanoUsd } from '../../words/credit-column.ts'

/** An amount of a column, and what it is before rounding. */
type Shown = { shownNanoUsd: number; exactNanoUsd: number }

export type AttemptRow = {
  attempt: TurnAttempt
  reserved: Shown
  /** Null, as is what was released, while it is not known. */
  spent: Shown | null
  released: Shown | null
  over: Shown
}

export type AttemptsTable = {
  rows: AttemptRow[]
  total: { reserved: Shown; spent: Shown; released: Shown }
  /** Whether every attempt has ended. */
  isWhole: boolean
  /** All of the table is shown in these: in tenths of a credit where any part needs them. */
  unitNanoUsd: number
}

/**
 * Every attempt of a turn, rounded so that each row and each column adds up as shown. The figures of
 * the answer are those at the head of its receipt; what is left by rounding falls to the others.
 */
export function attemptsTable(
  attempts: readonly TurnAttempt[],
  answerAttemptId: string,
  creditsPerUsd: number,
): AttemptsTable {
  const spends = attempts.map(({ spentNanoUsd }) => spentNanoUsd ?? 0)
  const units = spends
    .filter((spent) => spent > 0)
    .map((spent) => shownUnitNanoUsd(spent, creditsPerUsd))
  const reserves = attempts.map(({ reservedNanoUsd }) => reservedNanoUsd)
  const unit =
    units.length > 0
      ? Math.min(...units)
      : shownUnitNanoUsd(Math.max(0, ...reserves), creditsPerUsd)
  const answer = attempts.findIndex(({ attemptId }) => attemptId === answerAttemptId)
  const spent = pinnedParts(spends, answer, unit)
  const reserved = pinnedParts(reserves, answer, unit)
  const rows = attempts.map((attempt, place): AttemptRow => {
    const isKnown = attempt.spentNanoUsd !== null
    const left = (reserved[place] ?? 0) - (spent[place] ?? 0)
    const over = isKnown ? Math.max(0, -left) : 0
    return {
      attempt,
      reserved: { shownNanoUsd: reserved[place] ?? 0, exactNanoUsd: attempt.reservedNanoUsd },
      over: { shownNanoUsd: over, exactNanoUsd: attempt.overrunNanoUsd },
      spent: isKnown
        ? { shownNanoUsd: spent[place] ?? 0, exactNanoUsd: attempt.spentNanoUsd ?? 0 }
        : null,
      released: isKnown
        ? { shownNanoUsd: Math.max(0, left), exactNanoUsd: attempt.releasedNanoUsd ?? 0 }
        : null,
    }
  })
  return {
    rows,
    total: {
      reserved: sumOf(rows.map((row) => row.reserved)),
      spent: sumOf(rows.map((row) => row.spent)),
      released: sumOf(rows.map((row) => row.released)),
    },
    isWhole: attempts.every(({ spentNanoUsd }) => spentNanoUsd !== null),
    unitNanoUsd: unit,
  }
}

/** Adds up to the rounded total without moving the part at one place. */
function pinnedParts(parts: readonly number[], pinned: number, unit: number): number[] {
  const round = (amount: number): number => Math.round(amount / unit) * unit
  const total = parts.reduce((sum, part) => sum + part, 0)
  const own = parts[pinned]
  if (own === undefined) return roundedParts(parts, total, unit)
  const others = parts.filter((_, place) => place !== pinned)
  const rounded = roundedParts(others, round(total) - round(own), unit)
  return rounded.toSpliced(pinned, 0, round(own))
}

function sumOf(cells: readonly (Shown | null)[]): Shown {
  return {
    shownNanoUsd: cells.reduce((sum, cell) => sum + (cell?.shownNanoUsd ?? 0), 0),
    exactNanoUsd: cells.reduce((sum, cell) => sum + (cell?.exactNanoUsd ?? 0), 0),
  }
}
