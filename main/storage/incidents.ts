import type { Database } from 'better-sqlite3'
import { z } from 'zod'

export type IncidentKind = 'entries-lost' | 'balances-rebuilt' | 'restored'

/** What went wrong with a profile and what was done about it. Rows are added, never changed. */
export function openIncidents(database: Database) {
  const insert = database.prepare<{ kind: IncidentKind; detailJson: string; atMs: number }>(
    'INSERT INTO incident(kind, detail_json, at_ms) VALUES(@kind, @detailJson, @atMs)',
  )
  const newest = database
    .prepare<[string], string>(
      'SELECT detail_json FROM incident WHERE kind = ? ORDER BY id DESC LIMIT 1',
    )
    .pluck()
  return {
    /** The same again is kept once: it was not yet dealt with when the program last ended. */
    add(kind: IncidentKind, detail: Readonly<Record<string, unknown>>, atMs: number): void {
      const detailJson = JSON.stringify(detail)
      if (newest.get(kind) !== detailJson) insert.run({ kind, detailJson, atMs })
    },
    newest<S extends z.ZodType>(kind: IncidentKind, schema: S): z.infer<S> | null {
      const parsed = schema.safeParse(JSON.parse(newest.get(kind) ?? 'null'))
      return parsed.success ? parsed.data : null
    },
  }
}
