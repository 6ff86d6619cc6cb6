/**
 * A row of the ledger. Rows are added, never changed.
 *
 * grant    credits coming in: the monthly budget, or a raise of it
 * topup    credits added to one period beside the monthly budget
 * carry    credits brought over from the period before
 * allow    credits beyond the budget, for one attempt, as the person agreed
 * lower    granted credits taken back: a lowered budget, what was allowed and not spent, what was
 *          carried into the next period
 * reserve  set aside for one attempt, before anything is sent
 * settle   ends a reservation: this much was spent, the rest of the reservation is available again
 * release  ends a reservation: nothing was spent
 * overrun  true cost above the reservation, not yet covered
 * cover    overrun paid from what is available
 * adjust   a later, better figure for an ended attempt; the difference, either sign. What does not
 *          fit is overrun
 */
export type EntryKind =
  | 'grant'
  | 'topup'
  | 'carry'
  | 'allow'
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
  /** Null for grant, topup, carry, lower and cover, which belong to the period. */
  attemptId: string | null
  amountNanoUsd: number
  atMs: number
}
