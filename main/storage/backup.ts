import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Database } from 'better-sqlite3'
import type { Backup } from '../../shared/ipc/shapes.ts'
import { type Result, done, failed } from '../../shared/result.ts'
import { connect } from './connect.ts'
import { failureOfSqlite } from './failure-of-sqlite.ts'
import {
  flushFile,
  flushFolder,
  lackOfRoom,
  namesIn,
  removeUnfinished,
  SPARE_BYTES,
  sizeOf,
  stampOf,
  UNFINISHED,
} from './files.ts'
import { inspect } from './inspect.ts'

/** How many daily backups are kept; of each version before an upgrade, the newest is. */
const DAILY_KEPT = 7

/** Few enough that the program answers in between, however large the database is. */
const PAGES_PER_STEP = 500

const pattern =
  /^(?<kind>daily|version-\d+)-(?<date>\d{4}-\d\d-\d\d)T(?<hour>\d\d)-(?<minute>\d\d)-(?<second>\d\d)-(?<ms>\d{3})Z-(?<entryCount>\d+)\.db$/u

export type BackupOptions = {
  /** The database; its backups lie in a folder beside it. */
  path: string
  steps: readonly string[]
  nowMs: () => number
  /** Room left on the disk that holds it, in bytes; null where that cannot be told. */
  freeBytes: () => number | null
  nativeBinding?: string | undefined
}

export type KeptBackup = Backup & { kind: string; path: string }

/** The backups of a database, newest first. Only names of this form are ever opened. */
export function listBackups(path: string): KeptBackup[] {
  const folder = folderOf(path)
  return namesIn(folder)
    .flatMap((backupName) => {
      const found = pattern.exec(backupName)?.groups
      if (!found) return []
      const { kind = '', date, hour, minute, second, ms, entryCount } = found
      const takenAtMs = Date.parse(`${date}T${hour}:${minute}:${second}.${ms}Z`)
      if (Number.isNaN(takenAtMs)) return []
      const file = join(folder, backupName)
      const sizeBytes = sizeOf(file)
      return [
        { backupName, takenAtMs, entryCount: Number(entryCount), sizeBytes, kind, path: file },
      ]
    })
    .toSorted((one, other) => other.takenAtMs - one.takenAtMs)
}

/**
 * Copies an open database, in steps, while it goes on being used. The copy counts only once it was
 * read in full and found sound. `isCalledOff` is asked between steps; then the answer is null.
 */
export async function takeBackup(
  database: Database,
  options: BackupOptions,
  isCalledOff: () => boolean,
): Promise<Result<Backup | null>> {
  let isStopped = false
  const progress = (): number => {
    isStopped = isCalledOff()
    if (isStopped) throw new Error('The backup was called off')
    return PAGES_PER_STEP
  }
  try {
    const temporary = prepare(database, options)
    if (!temporary.ok) return temporary
    await database.backup(temporary.value, { progress })
    return keep(temporary.value, 'daily', options)
  } catch (error) {
    return isStopped ? done(null) : failed(failureOfSqlite(error))
  } finally {
    removeUnfinished(folderOf(options.path))
  }
}

/**
 * Copies an open database to a file of another name, in steps, while it goes on being used, and
 * reads the copy in full: the number of its entries. `progress` is told the pages done and says
 * whether to go on; then the answer is null. Throws what SQLite throws. Nobody else removes the file.
 */
export async function copyTo(
  database: Database,
  to: string,
  options: Pick<BackupOptions, 'steps' | 'nowMs' | 'nativeBinding'>,
  progress: (donePages: number, totalPages: number) => boolean,
): Promise<Result<number | null>> {
  let isStopped = false
  try {
    await database.backup(to, {
      progress({ totalPages, remainingPages }) {
        isStopped = !progress(totalPages - remainingPages, totalPages)
        if (isStopped) throw new Error('The copy was called off')
        return PAGES_PER_STEP
      },
    })
  } catch (error) {
    if (isStopped) return done(null)
    throw error
  }
  const entryCount = soundEntryCount(to, options)
  if (entryCount === null) return failed({ kind: 'backup-unusable', backupName: basename(to) })
  flushFile(to)
  return done(entryCount)
}

/** Copies a database before it is upgraded, at once. Throws what SQLite throws. */
export function backUpBeforeUpgrade(
  database: Database,
  version: number,
  options: BackupOptions,
): Result<Backup> {
  try {
    const temporary = prepare(database, options)
    if (!temporary.ok) return temporary
    database.prepare('VACUUM INTO ?').run(temporary.value)
    return keep(temporary.value, `version-${version}`, options)
  } finally {
    removeUnfinished(folderOf(options.path))
  }
}

/** Makes room and answers with a name to write to, or with how much room is lacking. */
function prepare(database: Database, options: BackupOptions): Result<string> {
  const { path, nowMs } = options
  const folder = folderOf(path)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  removeUnfinished(folder)
  const number = (pragma: string): number => Number(database.pragma(pragma, { simple: true }))
  const neededBytes = number('page_count') * number('page_size') + SPARE_BYTES
  const lack = lackOfRoom(options.freeBytes(), neededBytes)
  return lack ?? done(join(folder, `${UNFINISHED}${stampOf(nowMs())}.db`))
}

/** Reads a finished copy in full; a sound one gets its name, and older ones make way. */
function keep(temporary: string, kind: string, options: BackupOptions): Result<Backup> {
  const entryCount = soundEntryCount(temporary, options)
  if (entryCount === null) return failed({ kind: 'backup-unusable', backupName: kind })
  flushFile(temporary)
  const folder = folderOf(options.path)
  const backupName = `${kind}-${stampOf(options.nowMs())}-${entryCount}.db`
  renameSync(temporary, join(folder, backupName))
  flushFolder(folder)
  removeOlder(options.path, backupName)
  const { takenAtMs, sizeBytes } = listBackups(options.path).find(
    (backup) => backup.backupName === backupName,
  ) ?? { takenAtMs: options.nowMs(), sizeBytes: 0 }
  return done({ backupName, takenAtMs, entryCount, sizeBytes })
}

/** How many entries a copy has, made one file without a log; null if anything is wrong with it. */
function soundEntryCount(
  path: string,
  options: Pick<BackupOptions, 'steps' | 'nowMs' | 'nativeBinding'>,
): number | null {
  const database = connect({ path, nativeBinding: options.nativeBinding })
  try {
    database.pragma('journal_mode = DELETE')
    const found = inspect(database, { ...options, path, thorough: true })
    if (!found.ok || !found.value.ledger || found.value.ledger.unequal.length > 0) return null
    return found.value.ledger.addedUp.entryCount
  } finally {
    database.close()
  }
}

function removeOlder(path: string, justTaken: string): void {
  const kept = new Map<string, number>()
  for (const { kind, backupName, path: file } of listBackups(path)) {
    const newerCount = kept.get(kind) ?? 0
    kept.set(kind, newerCount + 1)
    const mayStay = newerCount < (kind === 'daily' ? DAILY_KEPT : 1)
    if (!mayStay && backupName !== justTaken) rmSync(file, { force: true })
  }
}

function folderOf(path: string): string {
  return join(dirname(path), 'backups')
}
