import type { Entry } from './entry.ts'

/** The sums of one period, in nano-USD. Available is derived, see `availableNanoUsd`. */
export type Balances = {
  /** All that came in, less what was taken back. */
  grantedNanoUsd: number
  /** The part of it that came beside the monthly budget: top-ups, and what was carried over. */
  addedNanoUsd: number
  reservedNanoUsd: number
  /** Spent within what was granted. */
  spentNanoUsd: number
  /** Spent above it, not yet covered. New reservations wait until this is 0. */
  overrunNanoUsd: number
}

export const noBalances: Balances = {
  grantedNanoUsd: 0,
  addedNanoUsd: 0,
  reservedNanoUsd: 0,
  spentNanoUsd: 0,
  overrunNanoUsd: 0,
}

/** What can still be reserved. Negative only by uncovered overrun. */
export function availableNanoUsd(balances: Balances): number {
  const { grantedNanoUsd, reservedNanoUsd, spentNanoUsd, overrunNanoUsd } = balances
  return grantedNanoUsd - reservedNanoUsd - spentNanoUsd - overrunNanoUsd
}

/**
 * The balances of one period from its entries in order. The database keeps the same sums by
 * trigger; this fold is the independent check.
 */
export function foldBalances(entries: Iterable<Entry>): Balances {
  const fold = startFold()
  for (const entry of entries) fold.add(entry)
  return fold.balances
}

/** The same, one entry at a time: for a reader that passes the entries of many periods once. */
export function startFold(): { balances: Balances; add: (entry: Entry) => void } {
  const balances = { ...noBalances }
  const reservedByAttempt = new Map<string, number>()
  function add({ kind, attemptId, amountNanoUsd }: Entry): void {
    const reservedNanoUsd = reservedByAttempt.get(attemptId ?? '') ?? 0
    switch (kind) {
      case 'grant':
      case 'allow':
        balances.grantedNanoUsd += amountNanoUsd
        break
      case 'topup':
      case 'carry':
        balances.grantedNanoUsd += amountNanoUsd
        balances.addedNanoUsd += amountNanoUsd
        break
      case 'lower':
        balances.grantedNanoUsd -= amountNanoUsd
        break
      case 'reserve':
        balances.reservedNanoUsd += amountNanoUsd
        reservedByAttempt.set(attemptId ?? '', amountNanoUsd)
        break
      case 'settle':
        balances.reservedNanoUsd -= reservedNanoUsd
        balances.spentNanoUsd += amountNanoUsd
        break
      case 'release':
        balances.reservedNanoUsd -= reservedNanoUsd
        break
      case 'overrun':
        balances.overrunNanoUsd += amountNanoUsd
        break
      case 'cover':
        balances.overrunNanoUsd -= amountNanoUsd
        balances.spentNanoUsd += amountNanoUsd
        break
      case 'adjust': {
        const spentNanoUsd = adjustedSpentNanoUsd(balances, amountNanoUsd)
        balances.spentNanoUsd += spentNanoUsd
        balances.overrunNanoUsd += amountNanoUsd - spentNanoUsd
        break
      }
    }
  }
  return { balances, add }
}

/** How much of a correction moves what was spent; the rest moves overrun. Either sign. */
function adjustedSpentNanoUsd(balances: Balances, amountNanoUsd: number): number {
  const { grantedNanoUsd, reservedNanoUsd, spentNanoUsd } = balances
  const fits = grantedNanoUsd - reservedNanoUsd - spentNanoUsd
  return Math.max(-spentNanoUsd, Math.min(amountNanoUsd, fits))
}
