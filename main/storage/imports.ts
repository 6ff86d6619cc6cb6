import type { Database } from 'better-sqlite3'
import type { ImageType } from '../../shared/chat/part.ts'

export type ImportedConversationRow = {
  conversationId: string
  title: string
  optionsJson: string
  importedFrom: string
  importId: string
  /** Of its last turn. */
  providerId: string | null
  modelId: string | null
  createdAtMs: number
  updatedAtMs: number
}

export type ImportedTurnRow = {
  turnId: string
  conversationId: string
  parentId: string | null
  position: number
  isShown: 0 | 1
  createdAtMs: number
}

export type ImportedMessageRow = {
  turnId: string
  role: 'user' | 'assistant'
  state: string
  partsJson: string
  providerId: string | null
  modelId: string | null
  providerName: string | null
  modelName: string | null
  createdAtMs: number
}

export type ImportedImageRow = {
  attachmentId: string
  mediaType: ImageType
  widthPx: number
  heightPx: number
  bytes: Uint8Array
  createdAtMs: number
}

/**
 * Rows of conversations that come from elsewhere: copies, without attempts. Nothing here reads or
 * writes a table of the ledger.
 */
export function openImports(database: Database) {
  const find = database
    .prepare<[string, string], string>(
      `SELECT id FROM conversation
       WHERE (import_id = ? OR id = ?) AND deleted_at_ms IS NULL LIMIT 1`,
    )
    .pluck()
  const giveUpName = database.prepare<[string]>(
    `UPDATE conversation SET import_id = NULL
     WHERE import_id = ? AND deleted_at_ms IS NOT NULL`,
  )
  const addConversation = database.prepare<ImportedConversationRow>(
    `INSERT INTO conversation(id, title, title_from, options_json, provider_id, model_id,
       imported_from, import_id, created_at_ms, updated_at_ms)
     VALUES(@conversationId, @title, 'import', @optionsJson, @providerId, @modelId,
       @importedFrom, @importId, @createdAtMs, @updatedAtMs)`,
  )
  const addTurn = database.prepare<ImportedTurnRow>(
    `INSERT INTO turn(id, conversation_id, parent_id, position, is_shown, created_at_ms)
     VALUES(@turnId, @conversationId, @parentId, @position, @isShown, @createdAtMs)`,
  )
  const addMessage = database.prepare<ImportedMessageRow>(
    `INSERT INTO message(turn_id, role, state, parts_json, provider_id, model_id, provider_name,
       model_name, created_at_ms)
     VALUES(@turnId, @role, @state, @partsJson, @providerId, @modelId, @providerName,
       @modelName, @createdAtMs)`,
  )
  const addImage = database.prepare<ImportedImageRow>(
    `INSERT INTO attachment(id, media_type, width_px, height_px, bytes, created_at_ms)
     VALUES(@attachmentId, @mediaType, @widthPx, @heightPx, @bytes, @createdAtMs)
     ON CONFLICT(id) DO NOTHING`,
  )
  return {
    /**
     * The conversation that has one of these names, as an import or as its own id; else, and if it
     * was deleted, null.
     */
    find(names: readonly string[]): string | null {
      for (const name of names) {
        const id = find.get(name, name)
        if (id !== undefined) return id
      }
      return null
    },
    /** One of this name that was deleted and is not yet gone gives its name up. */
    addConversation(row: ImportedConversationRow): void {
      giveUpName.run(row.importId)
      addConversation.run(row)
    },
    addTurn: (row: ImportedTurnRow): void => void addTurn.run(row),
    addMessage: (row: ImportedMessageRow): void => void addMessage.run(row),
    /** Adds it unless it is there already. */
    addImage: (row: ImportedImageRow): void => void addImage.run(row),
  }
}
