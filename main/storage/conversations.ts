import type { Database } from 'better-sqlite3'
import type { ImportedFrom, TitleFrom } from '../../shared/chat/message.ts'

export type NewConversation = {
  conversationId: string
  title: string
  titleFrom: TitleFrom
  /** What a person set for it. Read by who knows its shape. */
  optionsJson: string
  folderId: string | null
  createdAtMs: number
  updatedAtMs: number
}

export type ConversationRow = NewConversation & {
  /** Of its last turn. */
  providerId: string | null
  modelId: string | null
  importedFrom: ImportedFrom | null
  pinnedAtMs: number | null
  comparisonId: string | null
  spentNanoUsd: number
  /** Reserved by attempts of unknown cost. */
  uncertainNanoUsd: number
}

/** Conversations that are not deleted. Their turns stand in `turns.ts`. */
export function openConversations(database: Database) {
  const insert = database.prepare<NewConversation>(
    `INSERT INTO conversation(id, title, title_from, options_json, folder_id, created_at_ms,
       updated_at_ms)
     VALUES(@conversationId, @title, @titleFrom, @optionsJson, @folderId, @createdAtMs,
       @updatedAtMs)
     ON CONFLICT(id) DO NOTHING`,
  )
  const setOptions = database.prepare<[string, string]>(
    'UPDATE conversation SET options_json = ? WHERE id = ?',
  )
  const optionsOf = database
    .prepare<[string], string>('SELECT options_json FROM conversation WHERE id = ?')
    .pluck()
  const touch = database.prepare<[number, string, string, string]>(
    'UPDATE conversation SET updated_at_ms = ?, provider_id = ?, model_id = ? WHERE id = ?',
  )
  const compare = database.prepare<[string | null, string]>(
    'UPDATE conversation SET comparison_id = ? WHERE id = ?',
  )
  const titleAttempt = database
    .prepare<[string], string | null>('SELECT title_attempt_id FROM conversation WHERE id = ?')
    .pluck()
  const rows = (where: string): string => `
    SELECT id AS conversationId, title, title_from AS titleFrom, options_json AS optionsJson,
      folder_id AS folderId, provider_id AS providerId, model_id AS modelId,
      imported_from AS importedFrom, pinned_at_ms AS pinnedAtMs,
      comparison_id AS comparisonId,
      spent_nano_usd AS spentNanoUsd, coalesce(uncertain.reserved_nano_usd, 0) AS uncertainNanoUsd,
      created_at_ms AS createdAtMs, updated_at_ms AS updatedAtMs
    FROM conversation
    LEFT JOIN (
      SELECT turn.conversation_id, sum(attempt.reserved_nano_usd) AS reserved_nano_usd
      FROM attempt JOIN turn ON turn.id = attempt.turn_id
      WHERE attempt.state = 'uncertain' GROUP BY turn.conversation_id
    ) AS uncertain ON uncertain.conversation_id = conversation.id
    WHERE deleted_at_ms IS NULL ${where}
    ORDER BY updated_at_ms DESC`
  const list = database.prepare<[], ConversationRow>(rows(''))
  const find = database.prepare<[string], ConversationRow>(rows('AND conversation.id = ?'))
  return {
    /** Adds it unless it is there already. */
    add: (row: NewConversation): void => void insert.run(row),
    /** Something was sent in it, to this model. */
    touch: (
      conversationId: string,
      model: { providerId: string; modelId: string },
      atMs: number,
    ): void => void touch.run(atMs, model.providerId, model.modelId, conversationId),
    /** False if it is not there. */
    setOptions: (conversationId: string, optionsJson: string): boolean =>
      setOptions.run(optionsJson, conversationId).changes === 1,
    /** Null if it is not there. */
    optionsJson: (conversationId: string): string | null => optionsOf.get(conversationId) ?? null,
    /** The answers that stand side by side at its end from now on; null: none do. */
    setComparison: (conversationId: string, comparisonId: string | null): void =>
      void compare.run(comparisonId, conversationId),
    /** The attempt that wrote its title; null: none did. */
    titleAttemptId: (conversationId: string): string | null =>
      titleAttempt.get(conversationId) ?? null,
    /** Newest first. */
    list: (): ConversationRow[] => list.all(),
    find: (conversationId: string): ConversationRow | null => find.get(conversationId) ?? null,
  }
}
