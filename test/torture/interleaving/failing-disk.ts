import SqliteDatabase, { type Database } from 'better-sqlite3'

/**
 * A disk that refuses writes while it is told to. An error here is one of SQLite's own, thrown before
 * the statement ran, as a full disk would.
 */
export function failingDisk(refuses: () => 'SQLITE_FULL' | 'SQLITE_IOERR_WRITE' | null) {
  const thrown = new WeakSet<object>()

  function refuse(): void {
    const code = refuses()
    if (code === null) return
    const error = new SqliteDatabase.SqliteError(`the disk was told to refuse (${code})`, code)
    thrown.add(error)
    throw error
  }

  return {
    /** The same connection, whose writes may be refused. Rolling back always works, as in SQLite. */
    over(database: Database): Database {
      return new Proxy(database, {
        get(target, name) {
          const value: unknown = Reflect.get(target, name, target)
          if (name !== 'prepare') {
            return typeof value === 'function' ? (value.bind(target) as unknown) : value
          }
          return (sql: string) => {
            const statement = target.prepare(sql)
            if (sql === 'ROLLBACK') return statement
            const run = statement.run.bind(statement)
            return Object.assign(statement, {
              run(...parameters: unknown[]) {
                refuse()
                return run(...parameters)
              },
            })
          }
        },
      })
    },
    isOurs: (error: unknown): boolean =>
      typeof error === 'object' && error !== null && thrown.has(error),
  }
}
