import type { Database, Statement } from 'better-sqlite3'

/**
 * The same connection, with statements that are prepared at their first use. Opening the storage
 * prepares dozens, and a short life in memory needs a third of them.
 */
export function withLazyStatements(database: Database): Database {
  const prepare = (sql: string) => lazyStatement(() => database.prepare<unknown[], unknown>(sql))
  return new Proxy(database, {
    get(target, name) {
      if (name === 'prepare') return prepare
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? (value.bind(target) as unknown) : value
    },
  })
}

type Some = Pick<Statement<unknown[], unknown>, 'run' | 'get' | 'all' | 'iterate'>

function lazyStatement(prepare: () => Statement<unknown[], unknown>): Some & { pluck: () => Some } {
  let prepared: Statement<unknown[], unknown> | undefined
  const statement = (): Statement<unknown[], unknown> => (prepared ??= prepare())
  return {
    run: (...parameters) => statement().run(...parameters),
    get: (...parameters) => statement().get(...parameters),
    all: (...parameters) => statement().all(...parameters),
    iterate: (...parameters) => statement().iterate(...parameters),
    pluck: () => lazyStatement(() => prepare().pluck()),
  }
}
