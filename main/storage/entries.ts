import { hash } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import type { Entry, EntryKind } from '../../shared/ledger/entry.ts'

export type NewEntry = Omit<Entry, 'sequence'> & { grantId: string | null }
export type StoredEntry = Entry & { grantId: string | null; chain: Buffer }
type Last = { sequence: number; atMs: number; chain: Buffer }

/** What the first entry is chained to. */
export const CHAIN_START: Buffer = Buffer.alloc(32)

/** The ledger's rows. Appended in order, each chained to the one before; nothing else can be. */
export function openEntries(database: Database) {
  const last = database.prepare<[], Last>(
    'SELECT sequence, at_ms AS atMs, chain FROM entry ORDER BY sequence DESC LIMIT 1',
  )
  const insert = database.prepare<
    [number, EntryKind, string, string | null, string | null, number, number, Buffer]
  >(
    `INSERT INTO entry(sequence, kind, period_id, attempt_id, grant_id, amount_nano_usd, at_ms,
       chain)
     VALUES(?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const columns = `sequence, kind, period_id AS periodId, attempt_id AS attemptId,
    grant_id AS grantId, amount_nano_usd AS amountNanoUsd, at_ms AS atMs, chain`
  const all = database.prepare<[], StoredEntry>(`SELECT ${columns} FROM entry ORDER BY sequence`)
  const after = database.prepare<[number, number], StoredEntry>(
    `SELECT ${columns} FROM entry WHERE sequence > ? ORDER BY sequence LIMIT ?`,
  )
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
  /** The last row, kept: this connection is the only one. Undefined until it is read. */
  let kept: Last | null | undefined

  function readLast(): Last | null {
    if (kept === undefined) kept = last.get() ?? null
    return kept
  }

  return {
    /** Ledger time never goes back: an entry is never dated before the one it follows. */
    append(entry: NewEntry): void {
      const before = readLast()
      const sequence = (before?.sequence ?? 0) + 1
      const atMs = Math.max(entry.atMs, before?.atMs ?? 0)
      const chain = chainOf(before?.chain ?? CHAIN_START, { ...entry, sequence, atMs })
      const { kind, periodId, attemptId, grantId, amountNanoUsd } = entry
      insert.run(sequence, kind, periodId, attemptId, grantId, amountNanoUsd, atMs, chain)
      kept = { sequence, atMs, chain }
    },
    last: readLast,
    /** What was appended since may be undone: the last row is read anew. */
    rolledBack(): void {
      kept = undefined
    },
    all: (): IterableIterator<StoredEntry> => all.iterate(),
    /** At most so many of those that come after one of them. */
    after: (sequence: number, count: number): StoredEntry[] => after.all(sequence, count),
    hasGrant: (grantId: string): boolean => hasGrant.get(grantId) !== undefined,
    /** What was allowed beyond the budget for an attempt. */
    allowedNanoUsd: (attemptId: string): number => allowed.get(attemptId) ?? 0,
    /** Oldest first. */
    corrections: (attemptId: string): { amountNanoUsd: number; atMs: number }[] =>
      corrections.all(attemptId),
  }
}

/** What an entry is chained to: the one before it, or this. */
export type Link = { sequence: number; chain: Buffer }
export const BEFORE_THE_FIRST: Link = { sequence: 0, chain: CHAIN_START }

/** True if an entry is the next one, and chained to the one before it. */
export function follows(before: Link, entry: StoredEntry): boolean {
  const isNext = entry.sequence === before.sequence + 1
  return isNext && entry.chain.equals(chainOf(before.chain, entry))
}

/** What an entry is chained with to the one before it. */
export function chainOf(before: Buffer, entry: Entry & { grantId: string | null }): Buffer {
  const { sequence, kind, periodId, attemptId, grantId, amountNanoUsd, atMs } = entry
  const row = JSON.stringify([sequence, kind, periodId, attemptId, grantId, amountNanoUsd, atMs])
  return hash('sha256', Buffer.concat([before, Buffer.from(row)]), 'buffer')
}
