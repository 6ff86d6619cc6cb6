import type { Database } from 'better-sqlite3'
import type { Balances } from '../../shared/ledger/balances.ts'

export type Period = { id: string; startsAtMs: number; endsAtMs: number; timeZone: string }

/** Columns of `balance` as `Balances` has them. */
export const balanceColumns = `granted_nano_usd AS grantedNanoUsd,
  added_nano_usd AS addedNanoUsd, reserved_nano_usd AS reservedNanoUsd,
  spent_nano_usd AS spentNanoUsd, overrun_nano_usd AS overrunNanoUsd`

/** Periods and the one row of balances each has. Balances move by entries only. */
export function openPeriods(database: Database) {
  const insert = database.prepare<Period>(
    `INSERT INTO period(id, starts_at_ms, ends_at_ms, time_zone)
     VALUES(@id, @startsAtMs, @endsAtMs, @timeZone)`,
  )
  const newest = database.prepare<[], Period>(
    `SELECT id, starts_at_ms AS startsAtMs, ends_at_ms AS endsAtMs, time_zone AS timeZone
     FROM period ORDER BY starts_at_ms DESC LIMIT 1`,
  )
  const all = database.prepare<[], Period>(
    `SELECT id, starts_at_ms AS startsAtMs, ends_at_ms AS endsAtMs, time_zone AS timeZone
     FROM period ORDER BY starts_at_ms`,
  )
  const balances = database.prepare<[string], Balances>(
    `SELECT ${balanceColumns} FROM balance WHERE period_id = ?`,
  )
  /** The newest row, kept: this connection is the only one. Undefined until it is read. */
  let kept: Period | null | undefined

  return {
    add(period: Period): void {
      kept = undefined
      insert.run(period)
    },
    newest(): Period | null {
      if (kept === undefined) kept = newest.get() ?? null
      return kept
    },
    /** What was added since may be undone: the newest row is read anew. */
    rolledBack(): void {
      kept = undefined
    },
    /** Oldest first. */
    all: (): Period[] => all.all(),
    balances(periodId: string): Balances {
      const row = balances.get(periodId)
      if (!row) throw new Error(`Period ${periodId} has no balances`)
      return row
    },
  }
}
