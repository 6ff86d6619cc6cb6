import type { Database } from 'better-sqlite3'
import type { Prompt } from '../../shared/ipc/shapes.ts'

/** Texts that a person keeps to begin with. */
export function openPrompts(database: Database) {
  const upsert = database.prepare<Prompt & { atMs: number }>(
    `INSERT INTO prompt(id, name, text, created_at_ms) VALUES(@promptId, @name, @text, @atMs)
     ON CONFLICT(id) DO UPDATE SET name = excluded.name, text = excluded.text`,
  )
  const remove = database.prepare<[string]>('DELETE FROM prompt WHERE id = ?')
  const list = database.prepare<[], Prompt>(
    'SELECT id AS promptId, name, text FROM prompt ORDER BY name COLLATE NOCASE, id',
  )
  return {
    /** By name. */
    list: (): Prompt[] => list.all(),
    /** Adds it, or replaces the one with this id. */
    save: (prompt: Prompt, atMs: number): void => void upsert.run({ ...prompt, atMs }),
    remove: (promptId: string): void => void remove.run(promptId),
  }
}
