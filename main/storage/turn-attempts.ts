import type { Database } from 'better-sqlite3'

/** Entries between two attempts at one answer: a wait of seconds, in which others may be sent. */
const ENTRIES_LOOKED_BACK = 2_000

/** Finds the attempts of one turn without an index over all attempts, which each turn would write. */
export function openTurnAttempts(database: Database) {
  const beside = database
    .prepare<[string], string>(
      `SELECT id FROM attempt INDEXED BY attempt_beside_answer
       WHERE turn_id = ? AND purpose NOT IN ('answer','compare') ORDER BY created_at_ms, number, id`,
    )
    .pluck()
  const reservedAt = database
    .prepare<[string], number>(
      "SELECT sequence FROM entry WHERE attempt_id = ? AND kind = 'reserve'",
    )
    .pluck()
  const before = database.prepare<
    { sequence: number; turnId: string; purpose: string; number: number; back: number },
    { attemptId: string; number: number }
  >(
    `SELECT attempt.id AS attemptId, attempt.number FROM entry
     CROSS JOIN attempt ON attempt.id = entry.attempt_id
     WHERE entry.sequence < @sequence AND entry.sequence >= @sequence - @back
       AND entry.kind = 'reserve' AND attempt.turn_id = @turnId
       AND attempt.purpose = @purpose AND attempt.number < @number
     ORDER BY entry.sequence DESC LIMIT 1`,
  )

  return {
    /** The ids of what was done for a turn beside its answer, oldest first. */
    beside: (turnId: string): string[] => beside.all(turnId),

    /**
     * The attempts at an answer before its last one, oldest first. They were reserved shortly before
     * it, so the ledger is read backwards from there, one at a time.
     */
    earlier(last: {
      attemptId: string
      turnId: string
      purpose: string
      number: number
    }): string[] {
      const ids: string[] = []
      let { attemptId, number } = last
      while (number > 1) {
        const sequence = reservedAt.get(attemptId)
        if (sequence === undefined) break
        const { turnId, purpose } = last
        const found = before.get({ sequence, turnId, purpose, number, back: ENTRIES_LOOKED_BACK })
        if (!found) break
        ids.push(found.attemptId)
        ;({ attemptId, number } = found)
      }
      return ids.reverse()
    },
  }
}
