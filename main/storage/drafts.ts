import type { Database } from 'better-sqlite3'

export type DraftRow = { conversationId: string; text: string; isStored: 0 | 1 }

/** What was typed and not sent, by conversation, which need not be stored yet. */
export function openDrafts(database: Database) {
  const upsert = database.prepare<[string, string, number]>(
    `INSERT INTO draft(conversation_id, text, updated_at_ms) VALUES(?, ?, ?)
     ON CONFLICT(conversation_id)
     DO UPDATE SET text = excluded.text, updated_at_ms = excluded.updated_at_ms`,
  )
  const remove = database.prepare<[string]>('DELETE FROM draft WHERE conversation_id = ?')
  const removeSent = database.prepare<[string, string]>(
    'DELETE FROM draft WHERE conversation_id = ? AND text = ?',
  )
  const list = database.prepare<[], DraftRow>(
    `SELECT conversation_id AS conversationId, text, conversation.id IS NOT NULL AS isStored
     FROM draft LEFT JOIN conversation ON conversation.id = draft.conversation_id
     WHERE conversation.deleted_at_ms IS NULL
     ORDER BY draft.updated_at_ms DESC`,
  )
  return {
    /** Newest first, without those of deleted conversations. */
    list: (): DraftRow[] => list.all(),
    keep: (conversationId: string, text: string, atMs: number): void =>
      void upsert.run(conversationId, text, atMs),
    /** Forgets a draft that was sent; another text stays. */
    sent: (conversationId: string, text: string): void => void removeSent.run(conversationId, text),
    forget: (conversationId: string): void => void remove.run(conversationId),
  }
}
