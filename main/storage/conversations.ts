import type { Database } from 'better-sqlite3'

export type ConversationRow = {
  conversationId: string
  title: string
  /** What a person set for it. Read by who knows its shape. */
  optionsJson: string
  createdAtMs: number
  updatedAtMs: number
}

export type ConversationTotals = ConversationRow & {
  spentNanoUsd: number
  reservedNanoUsd: number
  providerId: string | null
  modelId: string | null
}

export type TurnRow = {
  turnId: string
  conversationId: string
  position: number
  createdAtMs: number
}

/** Conversations and the turns they are made of, with what those turns cost. */
export function openConversations(database: Database) {
  const insert = database.prepare<ConversationRow>(
    `INSERT INTO conversation(id, title, options_json, created_at_ms, updated_at_ms)
     VALUES(@conversationId, @title, @optionsJson, @createdAtMs, @updatedAtMs)
     ON CONFLICT(id) DO NOTHING`,
  )
  const setOptions = database.prepare<[string, string]>(
    'UPDATE conversation SET options_json = ? WHERE id = ?',
  )
  const optionsOf = database
    .prepare<[string], string>('SELECT options_json FROM conversation WHERE id = ?')
    .pluck()
  const touch = database.prepare<[number, string]>(
    'UPDATE conversation SET updated_at_ms = ? WHERE id = ?',
  )
  const insertTurn = database.prepare<Omit<TurnRow, 'position'>>(
    `INSERT INTO turn(id, conversation_id, position, created_at_ms)
     VALUES(@turnId, @conversationId,
       (SELECT coalesce(max(position), 0) + 1 FROM turn WHERE conversation_id = @conversationId),
       @createdAtMs)`,
  )
  const turnColumns = `id AS turnId, conversation_id AS conversationId, position,
    created_at_ms AS createdAtMs`
  const findTurn = database.prepare<[string], TurnRow>(
    `SELECT ${turnColumns} FROM turn WHERE id = ?`,
  )
  const turnsOf = database.prepare<[string], TurnRow>(
    `SELECT ${turnColumns} FROM turn WHERE conversation_id = ? ORDER BY position`,
  )
  const totals = (where: string): string => `
    SELECT conversation.id AS conversationId, title, options_json AS optionsJson,
      conversation.created_at_ms AS createdAtMs, conversation.updated_at_ms AS updatedAtMs,
      coalesce(sum(attempt.spent_nano_usd), 0) AS spentNanoUsd,
      coalesce(sum(CASE WHEN attempt.spent_nano_usd IS NULL
        THEN attempt.reserved_nano_usd END), 0) AS reservedNanoUsd,
      newest.provider_id AS providerId, newest.model_id AS modelId
    FROM conversation
    LEFT JOIN turn ON turn.conversation_id = conversation.id
    LEFT JOIN message ON message.turn_id = turn.id AND message.role = 'assistant'
    LEFT JOIN attempt ON attempt.id = message.attempt_id
    LEFT JOIN attempt AS newest ON newest.id = (
      SELECT answer.attempt_id FROM turn AS last_turn
      JOIN message AS answer ON answer.turn_id = last_turn.id AND answer.role = 'assistant'
      WHERE last_turn.conversation_id = conversation.id
      ORDER BY last_turn.position DESC, answer.id DESC LIMIT 1)
    ${where}
    GROUP BY conversation.id
    ORDER BY conversation.updated_at_ms DESC`
  const list = database.prepare<[], ConversationTotals>(totals(''))
  const find = database.prepare<[string], ConversationTotals>(totals('WHERE conversation.id = ?'))
  return {
    /** Adds it unless it is there already. */
    add: (row: ConversationRow): void => void insert.run(row),
    touch: (conversationId: string, atMs: number): void => void touch.run(atMs, conversationId),
    /** False if it is not there. */
    setOptions: (conversationId: string, optionsJson: string): boolean =>
      setOptions.run(optionsJson, conversationId).changes === 1,
    /** Null if it is not there. */
    optionsJson: (conversationId: string): string | null => optionsOf.get(conversationId) ?? null,
    list: (): ConversationTotals[] => list.all(),
    find: (conversationId: string): ConversationTotals | null => find.get(conversationId) ?? null,
    addTurn: (turn: Omit<TurnRow, 'position'>): void => void insertTurn.run(turn),
    findTurn: (turnId: string): TurnRow | null => findTurn.get(turnId) ?? null,
    turns: (conversationId: string): TurnRow[] => turnsOf.all(conversationId),
  }
}
