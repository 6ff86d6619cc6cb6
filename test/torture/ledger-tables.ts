import type { Database } from 'better-sqlite3'
import type { PaperEntry, PaperSums } from './ledger-model.ts'

export type Tables = ReturnType<typeof openTables>

export type AttemptRow = {
  id: string
  periodId: string
  state: string
  reserved: number
  cost: number | null
  quality: string | null
}

/** The ledger's tables as they are, read past the program, in the words of the model. */
export function openTables(database: Database) {
  const balances = database.prepare<[], PaperSums & { id: string }>(
    `SELECT period_id AS id, granted_nano_usd AS granted, added_nano_usd AS added,
       reserved_nano_usd AS reserved, spent_nano_usd AS spent, overrun_nano_usd AS overrun
     FROM balance ORDER BY period_id`,
  )
  const attempts = database.prepare<[], AttemptRow>(
    `SELECT id, period_id AS periodId, state, reserved_nano_usd AS reserved,
       spent_nano_usd AS cost, quality FROM attempt ORDER BY id`,
  )
  const entries = database.prepare<[number], PaperEntry>(
    `SELECT kind, period_id AS periodId, attempt_id AS attemptId, amount_nano_usd AS amount,
       at_ms AS atMs FROM entry WHERE sequence > ? ORDER BY sequence`,
  )
  return {
    balances: () => balances.all(),
    attempts: () => attempts.all(),
    entriesAfter: (sequence: number) => entries.all(sequence),
  }
}
