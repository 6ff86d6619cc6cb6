import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import SqliteDatabase, { type Database } from 'better-sqlite3'

/**
 * A moment just before something may reach the disk: a statement that writes or ends a unit of
 * work, a file that is written, flushed, renamed or removed. A process can die there, and a disk
 * can fail there.
 */
export type Step = {
  /** From 1. */
  number: number
  /** The statement, or the call and the file it is about. */
  what: string
  /** Null for what does not go through SQLite. */
  database: Database | null
}

type Method = (this: unknown, ...args: unknown[]) => unknown
type Methods = Record<string, Method>

const fileCalls = [
  'copyFileSync',
  'fsyncSync',
  'ftruncateSync',
  'linkSync',
  'mkdirSync',
  'renameSync',
  'rmSync',
  'truncateSync',
  'unlinkSync',
  'writeFileSync',
  'writeSync',
] as const

/** Statements that SQLite calls read-only and that still decide what is on disk. */
const ending = /^\s*(?:COMMIT|END|ROLLBACK|SAVEPOINT|RELEASE)\b/iu

/**
 * Calls `reached` before each step of this process, until the returned function is called. The
 * program is not changed for it: the methods of better-sqlite3 and of `node:fs` are wrapped, so that
 * every step is seen, also one that is added later. What `reached` throws is what the program sees.
 */
export function watchSteps(reached: (step: Step) => void): () => void {
  let number = 0
  const undo: (() => void)[] = []
  const step = (what: string, database: Database | null): void => {
    if (database?.memory) return
    number += 1
    reached({ number, what, database })
  }

  function wrap(owner: Methods, name: string, before: (self: unknown, args: unknown[]) => void) {
    const inner = owner[name]
    if (!inner) throw new Error(`There is no ${name} to watch`)
    owner[name] = function wrapped(...args) {
      before(this, args)
      return Reflect.apply(inner, this, args)
    }
    undo.push(() => void (owner[name] = inner))
  }

  const statements = statementMethods()
  for (const name of ['run', 'get', 'all', 'iterate']) {
    wrap(statements, name, (self) => {
      const { source, readonly, database } = self as SqliteDatabase.Statement
      if (!readonly || ending.test(source)) step(oneLine(source), database)
    })
  }
  const databases = SqliteDatabase.prototype as unknown as Methods
  wrap(databases, 'exec', (self, [source]) => step(oneLine(String(source)), self as Database))
  wrap(databases, 'close', (self) => step('close', self as Database))
  wrap(databases, 'backup', (_self, args) => {
    step('backup', null)
    const options = (args[1] ?? {}) as SqliteDatabase.BackupOptions
    args[1] = {
      ...options,
      progress(info: SqliteDatabase.BackupMetadata): number {
        step('backup, between pages', null)
        return options.progress?.(info) ?? 100
      },
    }
  })
  for (const name of fileCalls) {
    wrap(fs as unknown as Methods, name, (_self, args) => {
      // Standard output and error are how a worker answers.
      if (name === 'writeSync' && (args[0] === 1 || args[0] === 2)) return
      step(`${name} ${typeof args[0] === 'string' ? args[0] : ''}`.trim(), null)
    })
  }
  syncBuiltinESMExports()
  return () => {
    for (const one of undo.reverse()) one()
    syncBuiltinESMExports()
  }
}

function statementMethods(): Methods {
  const database = new SqliteDatabase(':memory:')
  const methods = Object.getPrototypeOf(database.prepare('SELECT 1')) as Methods
  database.close()
  return methods
}

function oneLine(source: string): string {
  const line = source.replaceAll(/\s+/gu, ' ').trim()
  return line.length <= 60 ? line : `${line.slice(0, 59)}…`
}
