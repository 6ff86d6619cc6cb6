import type { Database } from 'better-sqlite3'

type IndexRow = { name: string; tableName: string; sql: string | null }

/**
 * Whether each index over some rows of a table has as many entries as there are such rows. SQLite's
 * `integrity_check` counts only the indexes over all rows; it does see an entry that is missing.
 */
export function partialIndexesAgree(database: Database): boolean {
  const indexes = database
    .prepare<[], IndexRow>(
      "SELECT name, tbl_name AS tableName, sql FROM sqlite_schema WHERE type = 'index'",
    )
    .all()
  return indexes.every(({ name, tableName, sql }) => {
    const condition = /\bWHERE\b(?<condition>.*)$/isu.exec(sql ?? '')?.groups?.['condition']
    if (condition === undefined) return true
    const count = (by: string): unknown =>
      database.prepare(`SELECT count(*) FROM "${tableName}" ${by} WHERE ${condition}`).pluck().get()
    return count(`INDEXED BY "${name}"`) === count('NOT INDEXED')
  })
}
