import { type Balances, foldBalances } from '../../shared/ledger/balances.ts'
import { chainHolds } from '../storage/entries.ts'
import type { Storage } from '../storage/storage.ts'

/**
 * Looks for anything in a ledger that cannot be: a broken chain, or balances of a period that
 * differ from the sum of its entries. Returns what is wrong in plain words; empty is sound.
 */
export function checkLedger(storage: Storage): string[] {
  const entries = [...storage.entries.all()]
  const problems = chainHolds(entries) ? [] : ['The chain of entries is broken.']
  for (const periodId of new Set(entries.map((entry) => entry.periodId))) {
    const folded = foldBalances(entries.filter((entry) => entry.periodId === periodId))
    const kept = storage.periods.balances(periodId)
    for (const name of Object.keys(folded) as (keyof Balances)[]) {
      if (folded[name] === kept[name]) continue
      problems.push(
        `${periodId}: ${name} is kept as ${kept[name]}, its entries sum to ${folded[name]}.`,
      )
    }
  }
  return problems
}
