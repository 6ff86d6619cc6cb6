import { closeSync, mkdirSync, openSync, readSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Database } from 'better-sqlite3'
import { type Result, done, failed } from '../../shared/result.ts'
import { backUpBeforeUpgrade } from './backup.ts'
import { connect } from './connect.ts'
import { rebuildEnvelopes } from './envelope-sums.ts'
import { failureOfSqlite } from './failure-of-sqlite.ts'
import { sizeOf } from './files.ts'
import { APPLICATION_ID, type Inspection, inspect } from './inspect.ts'
import { type Mark, markPath, openMark, readMark } from './mark.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/list.ts'
import { noteLostEntries, rebuildBalances } from './put-right.ts'
import { expectedSchema, schemaOf } from './schema.ts'
import { finishReplacing, restoredLostCount } from './replace.ts'

export type { Database }

const SQLITE_HEADER = 'SQLite format 3\0'

/**
 * What the ledger leans on. `synchronous` above all: the library is compiled to fall back to
 * NORMAL once a WAL file is written to, and NORMAL may forget acknowledged commits when power
 * fails. So each value is set, and read back after the first write.
 */
const pragmas: Record<string, { set: string; expected: string | number }> = {
  // First: then a log needs no memory that is shared with others, which not every disk has.
  locking_mode: { set: 'EXCLUSIVE', expected: 'exclusive' },
  journal_mode: { set: 'WAL', expected: 'wal' },
  synchronous: { set: 'FULL', expected: 2 },
  fullfsync: { set: 'ON', expected: 1 },
  checkpoint_fullfsync: { set: 'ON', expected: 1 },
  foreign_keys: { set: 'ON', expected: 1 },
  recursive_triggers: { set: 'ON', expected: 1 },
  trusted_schema: { set: 'OFF', expected: 0 },
  cell_size_check: { set: 'ON', expected: 1 },
}

export type OpenOptions = {
  path: string
  /** A build of the SQLite module for an older Electron, in development only. */
  nativeBinding?: string | undefined
  nowMs?: () => number
  /** Room left on the disk that holds it, in bytes; null where that cannot be told. */
  freeBytes?: () => number | null
  /** The migrations to have run; all there are, but in tests. */
  steps?: readonly string[]
}

export type OpenedDatabase = {
  database: Database
  /** Of this database, to be written after each commit and closed with it. */
  mark: Mark
  /** Entries that were there once and are not any more. */
  lostEntryCount: number
  /** Periods whose balances were written anew from their entries. */
  rebuiltCount: number
}

/**
 * Opens a profile's database: creates it, upgrades it after a backup, finishes a restore that was
 * begun. A damaged, foreign, newer, read-only or locked one, or one that is gone although the mark
 * beside it remembers entries, is a failure and is left byte for byte as it was found, its log
 * included.
 */
export function openDatabase(options: OpenOptions): Result<OpenedDatabase> {
  const { path, nativeBinding } = options
  const complete = { nowMs: Date.now, freeBytes: () => null, steps: migrations, ...options }
  let database: Database | null = null
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    const wasRestored = finishReplacing(path)
    if (!canBeOurs(path)) return failed({ kind: 'database-damaged', path })
    // Closing a database that can be written would bring its log in, damaged or not.
    const hasLog = sizeOf(`${path}-wal`) > 0
    database = connect({ path, nativeBinding, readonly: hasLog })
    const inspected = inspect(database, complete)
    if (!inspected.ok) {
      database.close()
      return inspected
    }
    if (inspected.value.version === 0 && hadEntries(path)) {
      database.close()
      return failed({ kind: 'database-damaged', path })
    }
    if (hasLog) {
      database.close()
      database = connect({ path, nativeBinding })
    }
    const upgraded = prepare(database, inspected.value, complete)
    if (!upgraded.ok) {
      database.close()
      return upgraded
    }
    const nowMs = complete.nowMs()
    const rebuiltCount = rebuildBalances(database, inspected.value.ledger?.unequal ?? [], nowMs)
    if (inspected.value.ledger) rebuildEnvelopes(database, nowMs)
    const mark = openMark(markPath(path))
    const lostEntryCount = wasRestored
      ? restoredLostCount(database)
      : noteLostEntries(database, mark, nowMs)
    return done({ database, mark, lostEntryCount, rebuiltCount })
  } catch (error) {
    database?.close()
    return failed(failureOfSqlite(error, path))
  }
}

/** The first writes: what the ledger leans on, and the steps this database has not run. */
function prepare(
  database: Database,
  { version, ledger }: Inspection,
  options: Required<Pick<OpenOptions, 'nowMs' | 'freeBytes' | 'steps'>> & OpenOptions,
): Result<void> {
  const { steps, nativeBinding, nowMs } = options
  for (const [name, { set }] of Object.entries(pragmas)) database.pragma(`${name} = ${set}`)
  if (version === 0) database.pragma(`application_id = ${APPLICATION_ID}`)
  if (version > 0 && version < steps.length) {
    const kept = backUpBeforeUpgrade(database, version, options)
    if (!kept.ok) return kept
  }
  migrate(database, steps)
  const isChanged = version < steps.length
  if (isChanged && schemaOf(database) !== expectedSchema(steps, steps.length, nativeBinding)) {
    throw new Error('The migrations made another schema here than in an empty database')
  }
  const isChecked = version === 0 || ledger !== null
  writeDown(database, {
    openedAtVersion: steps.length,
    ...(isChecked ? { fullyCheckedAtMs: nowMs() } : {}),
  })
  return readBack(database)
}

function writeDown(database: Database, values: Readonly<Record<string, number>>): void {
  const write = database.prepare(`INSERT INTO setting(key, value_json) VALUES(?, ?)
    ON CONFLICT(key) DO UPDATE SET value_json = excluded.value_json`)
  database
    .transaction(() => {
      for (const [key, value] of Object.entries(values)) write.run(key, String(value))
    })
    .immediate()
}

/** A disk on which a setting cannot be had is named with it: the ledger would lean on nothing. */
function readBack(database: Database): Result<void> {
  for (const [name, { expected }] of Object.entries(pragmas)) {
    const found = database.pragma(name, { simple: true })
    if (found === expected) continue
    const message = `SQLite has ${name} = ${String(found)}, not ${expected}`
    return failed({ kind: 'database-unusable', message })
  }
  return done(undefined)
}

/**
 * True for a SQLite file, and for a new or empty one where there never was a ledger. SQLite itself
 * would overwrite a short foreign file, and delete the log of an empty one.
 */
function canBeOurs(path: string): boolean {
  if (sizeOf(path) === 0) {
    return !hadEntries(path) && sizeOf(`${path}-wal`) === 0
  }
  const file = openSync(path, 'r')
  try {
    const header = Buffer.alloc(SQLITE_HEADER.length)
    readSync(file, header, 0, header.length, 0)
    return header.toString('latin1') === SQLITE_HEADER
  } finally {
    closeSync(file)
  }
}

/** Whether there was a ledger once, however little of it is left. */
function hadEntries(path: string): boolean {
  return (readMark(markPath(path))?.sequence ?? 0) > 0
}
