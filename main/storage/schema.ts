import SqliteDatabase, { type Database } from 'better-sqlite3'
import { migrate } from './migrate.ts'

type SchemaRow = { type: string; name: string; sql: string | null }

/**
 * Every table, index and trigger of a database as one text, in an order and spacing of its own, so
 * that two databases with the same rules give the same text. Comments do not count.
 *
 * SQLite keeps what it was told word for word. Only ALTER TABLE writes text of its own, which
 * another SQLite may word otherwise: a migration that uses it is to be tried on a database of each
 * version.
 */
export function schemaOf(database: Database): string {
  return database
    .prepare<[], SchemaRow>(
      // What SQLite keeps for itself, such as statistics, guards nothing.
      String.raw`SELECT type, name, sql FROM sqlite_schema
        WHERE name NOT LIKE 'sqlite\_%' ESCAPE '\' ORDER BY type, name`,
    )
    .all()
    .map(({ type, name, sql }) => `${type} ${name}: ${plain(sql ?? '')}`)
    .join('\n')
}

/** The same text of a fresh database that ran the first so many steps. */
export function expectedSchema(
  steps: readonly string[],
  version: number,
  nativeBinding?: string,
): string {
  const fresh = new SqliteDatabase(':memory:', nativeBinding ? { nativeBinding } : {})
  try {
    migrate(fresh, steps.slice(0, version))
    return schemaOf(fresh)
  } finally {
    fresh.close()
  }
}

function plain(sql: string): string {
  return sql
    .replace(/--[^\n]*/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
}
