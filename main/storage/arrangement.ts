import type { Database } from 'better-sqlite3'

/** How conversations are called and where they are kept, and how they go. */
export function openArrangement(database: Database) {
  const rename = database.prepare<[string, string]>(
    "UPDATE conversation SET title = ?, title_from = 'person' WHERE id = ? AND deleted_at_ms IS NULL",
  )
  const setTitleAttempt = database.prepare<[string | null, string]>(
    'UPDATE conversation SET title_attempt_id = ? WHERE id = ?',
  )
  const giveTitle = database.prepare<[string, string]>(
    `UPDATE conversation SET title = ?, title_from = 'model'
     WHERE id = ? AND title_from = 'first-words'`,
  )
  const pin = database.prepare<[number | null, string]>(
    'UPDATE conversation SET pinned_at_ms = ? WHERE id = ? AND deleted_at_ms IS NULL',
  )
  const move = database.prepare<[string | null, string]>(
    'UPDATE conversation SET folder_id = ? WHERE id = ? AND deleted_at_ms IS NULL',
  )
  const remove = database.prepare<[number, string]>(
    'UPDATE conversation SET deleted_at_ms = ? WHERE id = ? AND deleted_at_ms IS NULL',
  )
  const bringBack = database.prepare<[string]>(
    'UPDATE conversation SET deleted_at_ms = NULL WHERE id = ? AND deleted_at_ms IS NOT NULL',
  )
  const removed = database
    .prepare<[], string>(
      'SELECT id FROM conversation WHERE deleted_at_ms IS NOT NULL ORDER BY deleted_at_ms, id',
    )
    .pluck()
  const isRemoved = database
    .prepare<[string], number>(
      'SELECT EXISTS(SELECT 1 FROM conversation WHERE id = ? AND deleted_at_ms IS NOT NULL)',
    )
    .pluck()
  const lastTurns =
    'SELECT id FROM turn WHERE conversation_id = ? ORDER BY position DESC, id DESC LIMIT ?'
  const lastHaveImages = database
    .prepare<[string, number], number>(
      `SELECT EXISTS(SELECT 1 FROM message WHERE turn_id IN (${lastTurns})
         AND role = 'user' AND instr(parts_json, '"attachmentId"'))`,
    )
    .pluck()
  const dropTurns = database.prepare<[string, number]>(
    `DELETE FROM turn WHERE id IN (${lastTurns})`,
  )
  const drop = database.prepare<[string]>(
    'DELETE FROM conversation WHERE id = ? AND deleted_at_ms IS NOT NULL',
  )
  return {
    /** Each is false if the conversation is not there. */
    rename: (conversationId: string, title: string): boolean =>
      rename.run(title, conversationId).changes === 1,
    pin: (conversationId: string, pinnedAtMs: number | null): boolean =>
      pin.run(pinnedAtMs, conversationId).changes === 1,
    move: (conversationId: string, folderId: string | null): boolean =>
      move.run(folderId, conversationId).changes === 1,
    remove: (conversationId: string, atMs: number): boolean =>
      remove.run(atMs, conversationId).changes === 1,
    bringBack: (conversationId: string): boolean => bringBack.run(conversationId).changes === 1,
    /** The attempt that writes its title from now on; null: none does. */
    setTitleAttempt: (conversationId: string, attemptId: string | null): void =>
      void setTitleAttempt.run(attemptId, conversationId),
    /** Takes a title by a model, unless it has one by now that is more than its first words. */
    giveTitle: (conversationId: string, title: string): boolean =>
      giveTitle.run(title, conversationId).changes === 1,
    isRemoved: (conversationId: string): boolean => isRemoved.get(conversationId) === 1,
    /** Those that are deleted and still here, first deleted first. */
    removed: (): string[] => removed.all(),
    /** Whether an image is named in the last turns, so many of them. */
    lastHaveImages: (conversationId: string, count: number): boolean =>
      lastHaveImages.get(conversationId, count) === 1,
    /** Deletes so many turns with their messages, the last first; false once there are none. */
    dropTurns: (conversationId: string, count: number): boolean =>
      dropTurns.run(conversationId, count).changes > 0,
    /** Deletes the last of it. What it cost stays in the ledger. */
    drop: (conversationId: string): void => void drop.run(conversationId),
  }
}
