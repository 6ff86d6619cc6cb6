import type { Database } from 'better-sqlite3'
import type { Balances } from '../../shared/ledger/balances.ts'
import { rebuildEnvelopes, unequalEnvelopes } from '../storage/envelope-sums.ts'
import { askForFullCheck, rebuildBalances } from '../storage/put-right.ts'
import {
  type AddedUp,
  addingUp,
  addUp,
  attemptsAgree,
  canBeKept,
  periodsAreThere,
  unequalBalances,
} from '../storage/sound.ts'
import { brokenRules } from './rules.ts'

/**
 * Looks for anything in a ledger that cannot be: a broken chain, balances that differ from the sum
 * of their entries, a rule that its rows break. Returns what is wrong in plain words; empty is
 * sound. Changes nothing.
 */
export function checkLedger(database: Database, addedUp: AddedUp = addUp(database)): string[] {
  const { brokenAtSequence } = addedUp
  if (brokenAtSequence !== null) {
    return [
      `Entry ${brokenAtSequence} is not chained to the one before it.`,
      ...brokenRules(database),
    ]
  }
  const unequal = unequalBalances(database, addedUp).flatMap(({ periodId, kept, folded }) => {
    if (!kept) return [`Period ${periodId} has no balances.`]
    const names = Object.keys(folded) as (keyof Balances)[]
    return names
      .filter((name) => folded[name] !== kept[name])
      .map(
        (name) =>
          `${periodId}: ${name} is kept as ${kept[name]}, its entries sum to ${folded[name]}.`,
      )
  })
  const impossible = [...addedUp.balances]
    .filter(([, balances]) => !canBeKept(balances))
    .map(([periodId]) => `${periodId}: more is spent and reserved than was granted.`)
  const envelopes = unequalEnvelopes(database).map(
    ({ envelopeId, periodId }) =>
      `${periodId}: envelope ${envelopeId} is not what the attempts in it sum to.`,
  )
  return [...unequal, ...impossible, ...envelopes, ...brokenRules(database)]
}

export type OpenLedgerCheck = {
  isDamaged: boolean
  /** Periods whose balances were written anew. */
  rebuiltCount: number
  /** The same of envelopes, each in a period. */
  rebuiltEnvelopeCount: number
  problems: string[]
}

/**
 * The same for a ledger that is in use, in place of a full check before it was opened, in steps
 * between which it goes on. Balances that differ from their entries are written anew. `isDamaged`:
 * it must not be used any further, and the next start finds the same before it opens it.
 */
export function* checkingOpenLedger(
  database: Database,
  nowMs: () => number,
): Generator<undefined, OpenLedgerCheck> {
  const addedUp = yield* addingUp(database)
  const isDamaged =
    addedUp.brokenAtSequence !== null ||
    !periodsAreThere(database, addedUp) ||
    !attemptsAgree(database, addedUp) ||
    ![...addedUp.balances.values()].every(canBeKept)
  if (isDamaged) askForFullCheck(database)
  const unequal = isDamaged ? [] : unequalBalances(database, addedUp)
  const rebuiltCount = rebuildBalances(database, unequal, nowMs())
  if (isDamaged) {
    const problems = checkLedger(database, addedUp)
    return { isDamaged, rebuiltCount, rebuiltEnvelopeCount: 0, problems }
  }
  yield
  const rebuiltEnvelopeCount = rebuildEnvelopes(database, nowMs())
  yield
  return { isDamaged, rebuiltCount, rebuiltEnvelopeCount, problems: brokenRules(database) }
}
