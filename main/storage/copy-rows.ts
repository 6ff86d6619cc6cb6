import type { Database } from 'better-sqlite3'

/**
 * Does all of `work` or nothing of it, inside whatever is under way, and returns whether it was
 * done. For work that reads from a damaged file: whatever that makes go wrong, it is not done.
 */
export function wholly(database: Database, work: () => void): boolean {
  try {
    database.transaction(work)()
    return true
  } catch {
    return false
  }
}

/** The rows of a damaged file, until one cannot be read. */
export function* whileReadable<T>(rows: () => Iterable<T>): Generator<T> {
  try {
    yield* rows()
  } catch {
    // What lies beyond is lost; what came before counts.
  }
}

/**
 * Returns a function that copies the rows of a table where a column has a value, unless there are
 * such rows already. The columns are those of the database that takes them, but for some: the other
 * may be damaged.
 */
export function openCopy(
  from: Database,
  to: Database,
  { without = [] }: { without?: readonly string[] } = {},
) {
  const copies = new Map<string, (value: string | number) => void>()

  function copyOf(table: string, column: string): (value: string | number) => void {
    const columns = to
      .prepare<[string], string>('SELECT name FROM pragma_table_info(?) ORDER BY cid')
      .pluck()
      .all(table)
      .filter((name) => !without.includes(name))
      .join(', ')
    const isThere = to
      .prepare<[string | number], number>(`SELECT 1 FROM ${table} WHERE ${column} = ?`)
      .pluck()
    const select = from
      .prepare<[string | number], unknown[]>(`SELECT ${columns} FROM ${table} WHERE ${column} = ?`)
      .raw()
    const places = columns.replace(/\w+/gu, '?')
    const insert = to.prepare(`INSERT INTO ${table}(${columns}) VALUES(${places})`)
    return (value) => {
      if (isThere.get(value) !== undefined) return
      for (const row of select.all(value)) insert.run(row)
    }
  }

  return function copyRows(table: string, column: string, value: string | number): void {
    const name = `${table}.${column}`
    let copy = copies.get(name)
    if (!copy) copies.set(name, (copy = copyOf(table, column)))
    copy(value)
  }
}
