import { closeSync, existsSync, mkdirSync, openSync, readSync } from 'node:fs'
import { dirname } from 'node:path'
import SqliteDatabase, { type Database } from 'better-sqlite3'
import { type Result, done, failed } from '../../shared/result.ts'
import { failureOfSqlite } from './failure-of-sqlite.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/list.ts'

export type { Database }

/** 'FRTH', so that a foreign SQLite file is not taken for one of ours. */
const APPLICATION_ID = 0x46525448

const SQLITE_HEADER = 'SQLite format 3\0'

/**
 * What the ledger leans on. `synchronous` above all: the library is compiled to fall back to
 * NORMAL once a WAL file is written to, and NORMAL may forget acknowledged commits when power
 * fails. So each value is set, and read back after the first write.
 */
const pragmas: Record<string, { set: string; expected: string | number }> = {
  journal_mode: { set: 'WAL', expected: 'wal' },
  synchronous: { set: 'FULL', expected: 2 },
  fullfsync: { set: 'ON', expected: 1 },
  checkpoint_fullfsync: { set: 'ON', expected: 1 },
  foreign_keys: { set: 'ON', expected: 1 },
  recursive_triggers: { set: 'ON', expected: 1 },
  trusted_schema: { set: 'OFF', expected: 0 },
  cell_size_check: { set: 'ON', expected: 1 },
  locking_mode: { set: 'EXCLUSIVE', expected: 'exclusive' },
}

export type OpenOptions = {
  path: string
  /** A build of the SQLite module for an older Electron, in development only. */
  nativeBinding?: string | undefined
}

/**
 * Opens a profile's database, creating or migrating it as needed. A damaged, foreign, newer,
 * read-only or locked file is a failure and is left byte for byte as it was found.
 */
export function openDatabase({ path, nativeBinding }: OpenOptions): Result<Database> {
  let database: Database | null = null
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    if (!hasSqliteHeader(path)) return failed({ kind: 'database-damaged', path })
    database = new SqliteDatabase(path, {
      timeout: 5_000,
      ...(nativeBinding ? { nativeBinding } : {}),
    })
    const refusal = refuse(database, path)
    if (refusal) {
      database.close()
      return refusal
    }
    for (const [name, { set }] of Object.entries(pragmas)) database.pragma(`${name} = ${set}`)
    const isNew = database.pragma('user_version', { simple: true }) === 0
    if (isNew) database.pragma(`application_id = ${APPLICATION_ID}`)
    migrate(database, migrations)
    readBack(database)
    return done(database)
  } catch (error) {
    database?.close()
    return failed(failureOfSqlite(error, path))
  }
}

/** Refuses, before anything is written, what must not be opened for writing. */
function refuse(database: Database, path: string): ReturnType<typeof failed> | null {
  const foundVersion = Number(database.pragma('user_version', { simple: true }))
  const applicationId = Number(database.pragma('application_id', { simple: true }))
  const tableCount = database
    .prepare<[], number>('SELECT count(*) FROM sqlite_schema')
    .pluck()
    .get()
  if (tableCount !== 0 && applicationId !== APPLICATION_ID) {
    return failed({ kind: 'database-damaged', path })
  }
  if (foundVersion > migrations.length) {
    return failed({ kind: 'database-newer', foundVersion, supportedVersion: migrations.length })
  }
  if (database.pragma('quick_check(1)', { simple: true }) !== 'ok') {
    return failed({ kind: 'database-damaged', path })
  }
  return null
}

function readBack(database: Database): void {
  database
    .prepare(`INSERT INTO setting(key, value_json) VALUES('openedAtVersion', ?)
      ON CONFLICT(key) DO UPDATE SET value_json = excluded.value_json`)
    .run(String(migrations.length))
  for (const [name, { expected }] of Object.entries(pragmas)) {
    const found = database.pragma(name, { simple: true })
    if (found !== expected)
      throw new Error(`SQLite has ${name} = ${String(found)}, not ${expected}`)
  }
}

/** True for a new, empty or SQLite file. SQLite itself would overwrite a short foreign one. */
function hasSqliteHeader(path: string): boolean {
  if (!existsSync(path)) return true
  const file = openSync(path, 'r')
  try {
    const header = Buffer.alloc(SQLITE_HEADER.length)
    const length = readSync(file, header, 0, header.length, 0)
    return length === 0 || header.toString('latin1') === SQLITE_HEADER
  } finally {
    closeSync(file)
  }
}
