/**
 * A row of the ledger. Rows are added, never changed.
 *
 * grant    credits coming in: the monthly budget, a raise, a top-up
 * lower    the budget was lowered
 * reserve  set aside for one attempt, before anything is sent
 * settle   ends a reservation: this much was spent, the rest of the reservation is available again
 * release  ends a reservation: nothing was spent
 * overrun  true cost above the reservation, not yet covered
 * cover    overrun paid from what is available
 * adjust   a later, better figure for a settled attempt; the difference, either sign
 */
export type EntryKind =
  | 'grant'
  | 'lower'
  | 'reserve'
  | 'settle'
  | 'release'
  | 'overrun'
  | 'cover'
  | 'adjust'

export type Entry = {
  sequence: number
  kind: EntryKind
  periodId: string
  /** Null for grant, lower and cover, which belong to the period. */
  attemptId: string | null
  amountNanoUsd: number
  atMs: number
}
