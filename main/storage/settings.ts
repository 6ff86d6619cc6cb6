import type { Database } from 'better-sqlite3'
import type { z } from 'zod'

/**
 * One row a key. A value that no longer parses reads as absent and is left where it is. What was read
 * once is the same object until it changes, so nobody may change it in place.
 */
export function openSettings(database: Database) {
  const lastRead = new Map<string, { json: string; schema: z.ZodType; value: unknown }>()
  const select = database
    .prepare<[string], string>('SELECT value_json FROM setting WHERE key = ?')
    .pluck()
  const upsert = database.prepare<[string, string]>(
    `INSERT INTO setting(key, value_json) VALUES(?, ?)
     ON CONFLICT(key) DO UPDATE SET value_json = excluded.value_json`,
  )
  return {
    read<S extends z.ZodType>(key: string, schema: S): z.infer<S> | null {
      const json = select.get(key)
      if (json === undefined) return null
      const last = lastRead.get(key)
      if (last?.json === json && last.schema === schema) return last.value as z.infer<S> | null
      const parsed = schema.safeParse(JSON.parse(json))
      const value = parsed.success ? parsed.data : null
      lastRead.set(key, { json, schema, value })
      return value
    },
    write(key: string, value: unknown): void {
      upsert.run(key, JSON.stringify(value))
    },
  }
}
