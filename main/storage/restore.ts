import { copyFileSync, existsSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Database } from 'better-sqlite3'
import { type Result, done, failed } from '../../shared/result.ts'
import { openAttempts } from './attempts.ts'
import { type KeptBackup, listBackups } from './backup.ts'
import { bringBack } from './bring-back.ts'
import { connect } from './connect.ts'
import { openEntries } from './entries.ts'
import { failureOfSqlite } from './failure-of-sqlite.ts'
import { lackOfRoom, removeUnfinished, SPARE_BYTES, sizeOf } from './files.ts'
import { openIncidents } from './incidents.ts'
import { inspect } from './inspect.ts'
import { putEnvelopesBack, setEnvelopesAside } from './keep-envelopes.ts'
import { keepPresent } from './keep-present.ts'
import { markPath, readMark } from './mark.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/list.ts'
import { decideToReplace, unfinishedPath } from './replace.ts'
import { openSettings } from './settings.ts'
import { openUsageRows } from './usage-rows.ts'

export type RestoreOptions = {
  /** The database that makes way. */
  path: string
  backupName: string
  /** Where the backup is, if it is not one of those beside the database. */
  backupPath?: string
  nowMs: () => number
  /** Room left on the disk that holds it, in bytes; null where that cannot be told. */
  freeBytes?: () => number | null
  nativeBinding?: string | undefined
  /** The migrations to have run; all there are, but in tests. */
  steps?: readonly string[]
}

/**
 * Makes a whole database from a backup and from what can still be read of the damaged one, and
 * decides that the next start puts it in place. Until that decision, and if anything fails, nothing
 * of what is there has changed.
 */
export function restore(options: RestoreOptions): Result<void> {
  const complete = { freeBytes: () => null, steps: migrations, ...options }
  const { path, backupName, backupPath, nowMs } = complete
  const backup =
    backupPath === undefined
      ? listBackups(path).find((known) => known.backupName === backupName)
      : { backupName, path: backupPath, sizeBytes: sizeOf(backupPath) }
  if (!backup) return failed({ kind: 'backup-unusable', backupName })
  try {
    removeUnfinished(dirname(path))
    const made = makeWhole(backup, complete)
    if (made.ok) decideToReplace(path, made.value, nowMs())
    return made.ok ? done(undefined) : made
  } catch (error) {
    return failed(failureOfSqlite(error))
  } finally {
    removeUnfinished(dirname(path))
  }
}

type Chosen = Pick<KeptBackup, 'backupName' | 'path' | 'sizeBytes'>

type Complete = Required<Pick<RestoreOptions, 'freeBytes' | 'steps'>> & RestoreOptions

function makeWhole(backup: Chosen, options: Complete): Result<string> {
  const { path, nativeBinding, steps } = options
  const { backupName } = backup
  const neededBytes = 2 * backup.sizeBytes + sizeOf(path) + sizeOf(`${path}-wal`) + SPARE_BYTES
  const lack = lackOfRoom(options.freeBytes(), neededBytes)
  if (lack) return lack
  const whole = unfinishedPath(path, 'restore')
  copyFileSync(backup.path, whole)
  const to = openIfSound(whole, options)
  if (!to) return failed({ kind: 'backup-unusable', backupName })
  try {
    for (const name of ['foreign_keys', 'recursive_triggers', 'fullfsync']) {
      to.pragma(`${name} = ON`)
    }
    to.pragma('synchronous = FULL')
    migrate(to, steps)
    const from = readableCopy(path, nativeBinding, steps.length)
    try {
      to.transaction(() => fill(from, to, options)).immediate()
    } finally {
      from?.close()
    }
    return done(whole)
  } finally {
    to.close()
  }
}

function openIfSound(path: string, options: Complete): Database | null {
  let database: Database | null = null
  try {
    database = connect({ path, nativeBinding: options.nativeBinding })
    const found = inspect(database, { ...options, path, thorough: true })
    if (found.ok && found.value.ledger?.unequal.length === 0) return database
  } catch {
    // Whatever is wrong with it, it is not what was put there.
  }
  database?.close()
  return null
}

/** Everything after the backup that can be known, and a record of what was done. */
function fill(from: Database | null, to: Database, options: Complete): void {
  const { path, backupName, nowMs } = options
  const backupSequence = lastSequence(to)
  if (from) {
    const envelopes = setEnvelopesAside(to)
    bringBack(from, to)
    keepPresent(from, to)
    putEnvelopesBack(from, to, envelopes)
  }
  const sequence = lastSequence(to)
  const markedSequence = readMark(markPath(path))?.sequence ?? 0
  const knownSequence = Math.max(markedSequence, from ? lastSequence(from) : 0)
  doubtReserved(to)
  // It is made anew from whatever the ledger is now.
  openUsageRows(to).empty()
  const detail = {
    backupName,
    broughtBackCount: sequence - backupSequence,
    lostEntryCount: Math.max(0, knownSequence - sequence),
  }
  openIncidents(to).add('restored', detail, nowMs())
  const settings = openSettings(to)
  // The start has to look for what is in flight, whenever the backup was taken.
  settings.write('closedInOrder', false)
  settings.write('wasRestored', true)
}

/**
 * What the backup has as reserved may have been sent since. Taken for sent, it becomes uncertain at
 * the start: nothing that may have cost money is given back unseen.
 */
function doubtReserved(to: Database): void {
  const attempts = openAttempts(to)
  for (const { attemptId, state, updatedAtMs } of attempts.inFlight()) {
    if (state === 'reserved') attempts.move(attemptId, 'dispatched', updatedAtMs)
  }
}

/** A copy of the damaged database and its log to read from; null if it cannot be opened at all. */
function readableCopy(
  path: string,
  nativeBinding: string | undefined,
  version: number,
): Database | null {
  if (!existsSync(path)) return null
  const copy = unfinishedPath(path, 'damaged')
  copyFileSync(path, copy)
  if (existsSync(`${path}-wal`)) copyFileSync(`${path}-wal`, `${copy}-wal`)
  let database: Database | null = null
  try {
    database = connect({ path: copy, nativeBinding })
    if (database.pragma('user_version', { simple: true }) === version) return database
  } catch {
    // Not even its header: then the backup is all there is.
  }
  database?.close()
  return null
}

/** 0 for none, and for what cannot be read. */
function lastSequence(database: Database): number {
  try {
    return openEntries(database).last()?.sequence ?? 0
  } catch {
    return 0
  }
}
