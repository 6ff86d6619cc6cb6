import type { Database } from 'better-sqlite3'

export type PresetRow = {
  presetId: string
  name: string
  /** Both null: the model chosen. */
  providerId: string | null
  modelId: string | null
  /** What a person set for it. Read by who knows its shape. */
  optionsJson: string
}

/** What is set for a chat, under names that a person gave. */
export function openPresets(database: Database) {
  const upsert = database.prepare<PresetRow & { atMs: number }>(
    `INSERT INTO preset(id, name, provider_id, model_id, options_json, created_at_ms)
     VALUES(@presetId, @name, @providerId, @modelId, @optionsJson, @atMs)
     ON CONFLICT(id) DO UPDATE SET name = excluded.name, provider_id = excluded.provider_id,
       model_id = excluded.model_id, options_json = excluded.options_json`,
  )
  const remove = database.prepare<[string]>('DELETE FROM preset WHERE id = ?')
  const list = database.prepare<[], PresetRow>(
    `SELECT id AS presetId, name, provider_id AS providerId, model_id AS modelId,
       options_json AS optionsJson
     FROM preset ORDER BY created_at_ms, id`,
  )
  return {
    /** In the order they were made. */
    list: (): PresetRow[] => list.all(),
    /** Adds it, or replaces the one with this id, which keeps its place. */
    save: (row: PresetRow, atMs: number): void => void upsert.run({ ...row, atMs }),
    remove: (presetId: string): void => void remove.run(presetId),
  }
}
