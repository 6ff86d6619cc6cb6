import { basename } from 'node:path'
import type { Database } from 'better-sqlite3'
import type { RestorePlan } from '../../shared/ipc/shapes.ts'
import { type Result, done } from '../../shared/result.ts'
import { openProfileFile } from './open-profile-file.ts'
import { readContents } from './read-contents.ts'
import { refuseFile } from './refuse-file.ts'

/** What going on from a backup would do to a profile that is open. Changes neither. */
export function planRestore(
  path: string,
  present: Database,
  options: {
    planId: string
    steps: readonly string[]
    nativeBinding: string | undefined
  },
): Result<RestorePlan> {
  const opened = openProfileFile(path, options.steps, options.nativeBinding)
  if (!opened.ok) return opened
  const backup = opened.value
  try {
    const contents = { backup: readContents(backup), present: readContents(present) }
    const beyond = Math.max(0, contents.present.entryCount - contents.backup.entryCount)
    const isOneLedger = wentTheSameWay(backup, present)
    return done({
      planId: options.planId,
      fileName: basename(path),
      ...contents,
      keptEntryCount: isOneLedger ? beyond : 0,
      leftEntryCount: isOneLedger ? 0 : contents.present.entryCount,
    })
  } catch {
    return refuseFile(path, 'damaged')
  } finally {
    backup.close()
  }
}

/**
 * Whether the shorter of two ledgers is the beginning of the longer one: its last entry is in both.
 */
function wentTheSameWay(one: Database, other: Database): boolean {
  const last = (database: Database): number =>
    database.prepare<[], number | null>('SELECT max(sequence) FROM entry').pluck().get() ?? 0
  const sequence = Math.min(last(one), last(other))
  if (sequence === 0) return true
  const chainIn = (database: Database): Buffer | undefined =>
    database
      .prepare<[number], Buffer>('SELECT chain FROM entry WHERE sequence = ?')
      .pluck()
      .get(sequence)
  const chain = chainIn(one)
  return chain !== undefined && chainIn(other)?.equals(chain) === true
}
