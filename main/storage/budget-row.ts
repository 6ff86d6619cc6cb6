import type { Database } from 'better-sqlite3'
import type { BudgetMode } from '../../shared/ipc/shapes.ts'

/** The rules a person set for the budget. */
export type BudgetRules = {
  /** Null until one was set, and with no limit. */
  monthlyNanoUsd: number | null
  mode: BudgetMode
  /** 1 to 28. */
  startDay: number
  carriesOver: boolean
  /** A turn that is expected to cost more is asked about first; null: none is. */
  turnLimitNanoUsd: number | null
}

type Row = Omit<BudgetRules, 'carriesOver'> & { carriesOver: 0 | 1 }

/** The one row of budget rules. */
export function openBudgetRow(database: Database) {
  const select = database.prepare<[], Row>(
    `SELECT monthly_nano_usd AS monthlyNanoUsd, mode, start_day AS startDay,
       carries_over AS carriesOver, turn_limit_nano_usd AS turnLimitNanoUsd FROM budget`,
  )
  const update = database.prepare<Row>(
    `UPDATE budget SET monthly_nano_usd = @monthlyNanoUsd, mode = @mode, start_day = @startDay,
       carries_over = @carriesOver, turn_limit_nano_usd = @turnLimitNanoUsd`,
  )
  /** The row, kept: this connection is the only one. Null until it is read. */
  let kept: BudgetRules | null = null

  function readRow(): BudgetRules {
    const row = select.get()
    if (!row) throw new Error('The database has no budget row')
    return { ...row, carriesOver: row.carriesOver === 1 }
  }

  return {
    read(): BudgetRules {
      kept ??= readRow()
      return kept
    },
    write(rules: BudgetRules): void {
      kept = null
      update.run({ ...rules, carriesOver: rules.carriesOver ? 1 : 0 })
    },
    /** What was written since may be undone: the row is read anew. */
    rolledBack(): void {
      kept = null
    },
  }
}
