import type { Database } from 'better-sqlite3'

export type NewSummary = {
  summaryId: string
  /** The last turn that it stands for. */
  turnId: string
  /** How many turns it stands for, those before that one included. */
  turnCount: number
  attemptId: string
  providerId: string
  modelId: string
  modelName: string
  createdAtMs: number
}

export type SummaryRow = Omit<NewSummary, 'attemptId'> & {
  /** Null: it was copied into a branch, and cost nothing there. */
  attemptId: string | null
  /** Null: it is not written yet, or came to nothing. */
  text: string | null
  isSent: 0 | 1
}

export type WrittenSummary = SummaryRow & { text: string }

/** What models wrote to be sent in the place of older turns, by the last turn each stands for. */
export function openSummaries(database: Database) {
  const columns = `summary.id AS summaryId, turn_id AS turnId, turn_count AS turnCount,
    attempt_id AS attemptId, provider_id AS providerId, model_id AS modelId,
    model_name AS modelName, text, is_sent AS isSent, summary.created_at_ms AS createdAtMs`
  const insert = database.prepare<SummaryRow>(
    `INSERT INTO summary(id, turn_id, turn_count, attempt_id, provider_id, model_id, model_name,
       text, is_sent, created_at_ms)
     VALUES(@summaryId, @turnId, @turnCount, @attemptId, @providerId, @modelId, @modelName,
       @text, @isSent, @createdAtMs)
     ON CONFLICT(id) DO UPDATE SET attempt_id = excluded.attempt_id`,
  )
  const write = database.prepare<[string, string]>(
    'UPDATE summary SET text = ?, is_sent = 1 WHERE id = ?',
  )
  const send = database.prepare<[0 | 1, string]>(
    'UPDATE summary SET is_sent = ? WHERE id = ? AND text IS NOT NULL',
  )
  const drop = database.prepare<[string]>('DELETE FROM summary WHERE id = ? AND text IS NULL')
  const select = <T>(rest: string) =>
    database.prepare<[string], T>(`SELECT ${columns} FROM summary ${rest}`)
  const find = select<SummaryRow>('WHERE id = ?')
  const ofTurn = select<SummaryRow>('WHERE turn_id = ? ORDER BY created_at_ms, id')
  // There are few of them in all, and may be thousands of turns in one conversation.
  const sentTurns = 'INDEXED BY summary_sent CROSS JOIN turn ON turn.id = summary.turn_id'
  const sent = select<WrittenSummary>(
    `${sentTurns} WHERE conversation_id = ? AND is_sent = 1
     ORDER BY position, summary.created_at_ms, summary.id`,
  )
  const lastShown = database
    .prepare<[string], string>(
      `SELECT summary.id FROM summary ${sentTurns}
       WHERE conversation_id = ? AND is_shown = 1 AND is_sent = 1
       ORDER BY position DESC, summary.created_at_ms DESC, summary.id DESC LIMIT 1`,
    )
    .pluck()
  return {
    /** Adds one that is about to be asked for, or names another attempt at it. */
    begin: (row: NewSummary): void => void insert.run({ ...row, text: null, isSent: 0 }),
    /** Adds one that was written before. */
    add: (row: SummaryRow): void => void insert.run(row),
    /** It was written, and is sent from now on. */
    write: (summaryId: string, text: string): void => void write.run(text, summaryId),
    /** Whether it is sent instead of its turns; false if it is not there, or has no text. */
    setSent: (summaryId: string, isSent: boolean): boolean =>
      send.run(isSent ? 1 : 0, summaryId).changes === 1,
    /** Forgets one that came to nothing. */
    drop: (summaryId: string): void => void drop.run(summaryId),
    find: (summaryId: string): SummaryRow | null => find.get(summaryId) ?? null,
    /** Those that end with a turn, oldest first. */
    ofTurn: (turnId: string): SummaryRow[] => ofTurn.all(turnId),
    /** Those of a conversation that are sent, whichever way through it they stand on; the last last. */
    sent: (conversationId: string): WrittenSummary[] => sent.all(conversationId),
    /** The one that is sent on the way that is shown; null: none is. */
    shownId: (conversationId: string): string | null => lastShown.get(conversationId) ?? null,
  }
}
