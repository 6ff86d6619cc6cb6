import type { Database } from 'better-sqlite3'
import type { Balances } from '../../shared/ledger/balances.ts'
import { openEntries } from './entries.ts'
import { openIncidents } from './incidents.ts'
import type { LedgerMark, Mark } from './mark.ts'
import type { UnequalBalances } from './sound.ts'

/**
 * Writes balances anew where they differ from their entries: the entries win. Each is kept as an
 * incident with both figures. Returns how many.
 */
export function rebuildBalances(
  database: Database,
  unequal: readonly UnequalBalances[],
  nowMs: number,
): number {
  if (unequal.length === 0) return 0
  const write = database.prepare<Balances & { periodId: string }>(
    `INSERT INTO balance(period_id, granted_nano_usd, added_nano_usd, reserved_nano_usd,
       spent_nano_usd, overrun_nano_usd)
     VALUES(@periodId, @grantedNanoUsd, @addedNanoUsd, @reservedNanoUsd, @spentNanoUsd,
       @overrunNanoUsd)
     ON CONFLICT(period_id) DO UPDATE SET granted_nano_usd = excluded.granted_nano_usd,
       added_nano_usd = excluded.added_nano_usd, reserved_nano_usd = excluded.reserved_nano_usd,
       spent_nano_usd = excluded.spent_nano_usd, overrun_nano_usd = excluded.overrun_nano_usd`,
  )
  database
    .transaction(() => {
      for (const { periodId, folded } of unequal) write.run({ periodId, ...folded })
      openIncidents(database).add('balances-rebuilt', { periods: unequal }, nowMs)
    })
    .immediate()
  return unequal.length
}

/** Makes the next start read everything before it opens the database. */
export function askForFullCheck(database: Database): void {
  database.prepare("UPDATE setting SET value_json = '0' WHERE key = 'fullyCheckedAtMs'").run()
}

/**
 * Compares a ledger with the mark beside it. Entries that were there once and are not any more are
 * kept as an incident, and the mark is set to what there is. Returns how many are known to be lost:
 * at least 1 where the ledger went on another way than the mark remembers.
 */
export function noteLostEntries(database: Database, mark: Mark, nowMs: number): number {
  const marked = mark.read()
  if (!marked) return 0
  const lostEntryCount = lostSince(database, marked)
  if (lostEntryCount === 0) return 0
  const last = openEntries(database).last()
  const detail = {
    lostEntryCount,
    markedSequence: marked.sequence,
    markedChain: marked.chain.toString('hex'),
    foundSequence: last?.sequence ?? 0,
    foundChain: last?.chain.toString('hex') ?? null,
  }
  openIncidents(database).add('entries-lost', detail, nowMs)
  mark.write(last?.sequence ?? 0, last?.chain ?? Buffer.alloc(32))
  return lostEntryCount
}

/** How many entries a ledger lacks that a mark has seen; 0 if it goes on from the mark. */
export function lostSince(database: Database, marked: LedgerMark): number {
  const last = openEntries(database).last()
  const behindBy = marked.sequence - (last?.sequence ?? 0)
  if (behindBy > 0) return behindBy
  if (marked.sequence === 0) return 0
  const chain = database
    .prepare<[number], Buffer>('SELECT chain FROM entry WHERE sequence = ?')
    .pluck()
    .get(marked.sequence)
  return chain?.equals(marked.chain) ? 0 : 1
}
