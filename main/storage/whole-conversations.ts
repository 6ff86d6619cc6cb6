import type { Database } from 'better-sqlite3'
import type { AnswerState } from '../../shared/chat/message.ts'
import type { ImageType } from '../../shared/chat/part.ts'

export type WholeConversationRow = {
  conversationId: string
  title: string
  optionsJson: string
  importId: string | null
  createdAtMs: number
  updatedAtMs: number
}

/** A turn with its question, its answer and, if it was paid for here, what it cost. */
export type WholeTurnRow = {
  turnId: string
  parentId: string | null
  isShown: 0 | 1
  createdAtMs: number
  userPartsJson: string
  userAtMs: number
  answerId: number
  answerPartsJson: string
  answerAtMs: number
  state: AnswerState
  providerId: string | null
  modelId: string | null
  providerName: string | null
  modelName: string | null
  /** Null with the four that follow: it was copied, imported, or its attempt cannot be read. */
  attemptState: string | null
  quality: string | null
  reservedNanoUsd: number | null
  /** Null while it is not known. */
  spentNanoUsd: number | null
  attemptId: string | null
}

export type StoredImage = {
  attachmentId: string
  mediaType: ImageType
  widthPx: number
  heightPx: number
  bytes: Buffer
}

/** Conversations as a whole, with every version: to be written to a file, or copied from one. */
export function openWholeConversations(database: Database) {
  const ids = database
    .prepare<[], string>(
      'SELECT id FROM conversation WHERE deleted_at_ms IS NULL ORDER BY updated_at_ms, id',
    )
    .pluck()
  const find = database.prepare<[string], WholeConversationRow>(
    `SELECT id AS conversationId, title, options_json AS optionsJson, import_id AS importId,
       created_at_ms AS createdAtMs, updated_at_ms AS updatedAtMs
     FROM conversation WHERE id = ? AND deleted_at_ms IS NULL`,
  )
  const turns = database.prepare<[string], WholeTurnRow>(
    `SELECT turn.id AS turnId, turn.parent_id AS parentId, turn.is_shown AS isShown,
       turn.created_at_ms AS createdAtMs, question.parts_json AS userPartsJson,
       question.created_at_ms AS userAtMs, answer.id AS answerId,
       answer.parts_json AS answerPartsJson, answer.created_at_ms AS answerAtMs, answer.state,
       answer.provider_id AS providerId, answer.model_id AS modelId,
       answer.provider_name AS providerName, answer.model_name AS modelName,
       attempt.id AS attemptId, attempt.state AS attemptState, attempt.quality,
       attempt.reserved_nano_usd AS reservedNanoUsd, attempt.spent_nano_usd AS spentNanoUsd
     FROM turn
     JOIN message AS question ON question.id = (
       SELECT min(id) FROM message WHERE turn_id = turn.id AND role = 'user')
     JOIN message AS answer ON answer.id = (
       SELECT max(id) FROM message WHERE turn_id = turn.id AND role = 'assistant')
     LEFT JOIN attempt ON attempt.id = answer.attempt_id
     WHERE turn.conversation_id = ?
     ORDER BY turn.position, turn.created_at_ms, turn.id`,
  )
  const image = database.prepare<[string], StoredImage>(
    `SELECT id AS attachmentId, media_type AS mediaType, width_px AS widthPx,
       height_px AS heightPx, bytes FROM attachment WHERE id = ?`,
  )
  return {
    /** Oldest first. */
    ids: (): string[] => ids.all(),
    find: (conversationId: string): WholeConversationRow | null => find.get(conversationId) ?? null,
    /** Parents first; versions oldest first. */
    turns: (conversationId: string): WholeTurnRow[] => turns.all(conversationId),
    image: (attachmentId: string): StoredImage | null => image.get(attachmentId) ?? null,
  }
}
