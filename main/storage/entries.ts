import { createHash } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import type { Entry } from '../../shared/ledger/entry.ts'

export type NewEntry = Omit<Entry, 'sequence'> & { grantId: string | null }
export type StoredEntry = Entry & { grantId: string | null; chain: Buffer }
type Last = { sequence: number; atMs: number; chain: Buffer }

/** What the first entry is chained to. */
const CHAIN_START = Buffer.alloc(32)

/** The ledger's rows. Appended in order, each chained to the one before; nothing else is possible. */
export function openEntries(database: Database) {
  const last = database.prepare<[], Last>(
    'SELECT sequence, at_ms AS atMs, chain FROM entry ORDER BY sequence DESC LIMIT 1',
  )
  const insert = database.prepare<StoredEntry>(
    `INSERT INTO entry(sequence, kind, period_id, attempt_id, grant_id, amount_nano_usd, at_ms, chain)
     VALUES(@sequence, @kind, @periodId, @attemptId, @grantId, @amountNanoUsd, @atMs, @chain)`,
  )
  const columns = `sequence, kind, period_id AS periodId, attempt_id AS attemptId,
    grant_id AS grantId, amount_nano_usd AS amountNanoUsd, at_ms AS atMs, chain`
  const all = database.prepare<[], StoredEntry>(`SELECT ${columns} FROM entry ORDER BY sequence`)
  const hasGrant = database
    .prepare<[string], number>('SELECT 1 FROM entry WHERE grant_id = ?')
    .pluck()
  const allowed = database
    .prepare<[string], number>(
      "SELECT amount_nano_usd FROM entry WHERE attempt_id = ? AND kind = 'allow'",
    )
    .pluck()
  const corrections = database.prepare<[string], { amountNanoUsd: number; atMs: number }>(
    `SELECT amount_nano_usd AS amountNanoUsd, at_ms AS atMs FROM entry
     WHERE attempt_id = ? AND kind = 'adjust' ORDER BY sequence`,
  )
  return {
    /** Ledger time never goes back: an entry is never dated before the one it follows. */
    append(entry: NewEntry): void {
      const before = last.get()
      const row = {
        ...entry,
        sequence: (before?.sequence ?? 0) + 1,
        atMs: Math.max(entry.atMs, before?.atMs ?? 0),
      }
      insert.run({ ...row, chain: chainOf(before?.chain ?? CHAIN_START, row) })
    },
    last: (): Last | null => last.get() ?? null,
    all: (): IterableIterator<StoredEntry> => all.iterate(),
    hasGrant: (grantId: string): boolean => hasGrant.get(grantId) !== undefined,
    /** What was allowed beyond the budget for an attempt. */
    allowedNanoUsd: (attemptId: string): number => allowed.get(attemptId) ?? 0,
    /** Oldest first. */
    corrections: (attemptId: string): { amountNanoUsd: number; atMs: number }[] =>
      corrections.all(attemptId),
  }
}

/** True if every entry is chained to the one before it, from the first. */
export function chainHolds(entries: Iterable<StoredEntry>): boolean {
  let before: Buffer = CHAIN_START
  let sequence = 0
  for (const entry of entries) {
    sequence += 1
    if (entry.sequence !== sequence || !entry.chain.equals(chainOf(before, entry))) return false
    before = entry.chain
  }
  return true
}

function chainOf(before: Buffer, entry: Entry & { grantId: string | null }): Buffer {
  const { sequence, kind, periodId, attemptId, grantId, amountNanoUsd, atMs } = entry
  const row = JSON.stringify([sequence, kind, periodId, attemptId, grantId, amountNanoUsd, atMs])
  return createHash('sha256').update(before).update(row).digest()
}
