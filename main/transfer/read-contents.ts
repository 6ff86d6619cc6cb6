import type { Database } from 'better-sqlite3'
import type { ProfileContents } from '../../shared/ipc/shapes.ts'

/** How much is in a profile. Reads indexes and counters, not what was said. */
export function readContents(database: Database): ProfileContents {
  const number = (sql: string): number | null =>
    database.prepare<[], number | null>(sql).pluck().get() ?? null
  const newest = [
    number('SELECT at_ms FROM entry ORDER BY sequence DESC LIMIT 1'),
    number('SELECT max(updated_at_ms) FROM conversation'),
  ].filter((atMs) => atMs !== null)
  return {
    newestAtMs: newest.length === 0 ? null : Math.max(...newest),
    entryCount: number('SELECT count(*) FROM entry') ?? 0,
    conversationCount: number('SELECT count(*) FROM conversation WHERE deleted_at_ms IS NULL') ?? 0,
    messageCount: number('SELECT count(*) FROM message') ?? 0,
  }
}
