import type { Database } from 'better-sqlite3'

export type FolderRow = {
  folderId: string
  name: string
  /** What a new conversation in it begins with, `{}` for nothing. Read by who knows its shape. */
  optionsJson: string
}

/** Folders of conversations. */
export function openFolders(database: Database, removed: () => void) {
  const list = database.prepare<[], FolderRow>(
    'SELECT id AS folderId, name, options_json AS optionsJson FROM folder ORDER BY created_at_ms, id',
  )
  const isThere = database
    .prepare<[string], number>('SELECT count(*) FROM folder WHERE id = ?')
    .pluck()
  const upsert = database.prepare<FolderRow & { createdAtMs: number }>(
    `INSERT INTO folder(id, name, options_json, created_at_ms)
     VALUES(@folderId, @name, @optionsJson, @createdAtMs)
     ON CONFLICT(id) DO UPDATE SET name = excluded.name, options_json = excluded.options_json`,
  )
  const remove = database.prepare<[string]>('DELETE FROM folder WHERE id = ?')
  return {
    /** Oldest first. */
    list: (): FolderRow[] => list.all(),
    has: (folderId: string): boolean => isThere.get(folderId) === 1,
    /** Adds it, or changes the one with this id. */
    save: (row: FolderRow, createdAtMs: number): void => void upsert.run({ ...row, createdAtMs }),
    /** Its conversations stay, in no folder. Its envelope goes with it. */
    remove(folderId: string): void {
      remove.run(folderId)
      removed()
    },
  }
}
