import type { Database } from 'better-sqlite3'
import { type BackupOptions, listBackups, takeBackup } from './backup.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** Late enough that the first screen and the first question do not wait for it. */
const AFTER_START_MS = 20_000

/** After one that failed: soon, but not so soon that a full disk is asked all the time. */
const AGAIN_MS = 60 * 60 * 1000

export type DailyBackupOptions = BackupOptions & {
  /** Runs a function later; returns how to call it off. */
  after: (delayMs: number, run: () => void) => () => void
  report: (error: unknown) => void
}

/**
 * Keeps a backup of each day an open database is used. One that fails is reported, harms nothing,
 * and is tried again in an hour.
 */
export function openDailyBackup(database: Database, options: DailyBackupOptions) {
  const { path, nowMs, after, report } = options
  let isClosed = false
  let running: Promise<void> = Promise.resolve()
  let cancel = after(AFTER_START_MS, start)

  function start(): void {
    running = run().catch((error: unknown) => {
      report(error)
      if (!isClosed) schedule(AGAIN_MS)
    })
  }

  async function run(): Promise<void> {
    const waitMs = dueInMs()
    if (waitMs > 0) return schedule(waitMs)
    const taken = await takeBackup(database, options, () => isClosed)
    if (isClosed) return
    if (!taken.ok)
      report(new Error(`There is no backup of today: ${JSON.stringify(taken.failure)}`))
    schedule(taken.ok ? DAY_MS : AGAIN_MS)
  }

  /** A backup from a time that has not come yet tells nothing of how old the newest is. */
  function dueInMs(): number {
    const now = nowMs()
    const past = listBackups(path).filter(
      ({ kind, takenAtMs }) => kind === 'daily' && takenAtMs <= now,
    )
    const newest = past[0]
    return newest ? newest.takenAtMs + DAY_MS - now : 0
  }

  function schedule(delayMs: number): void {
    cancel = after(delayMs, start)
  }

  return {
    /** Calls off a backup that is being taken; the database can be closed after that. */
    async close(): Promise<void> {
      isClosed = true
      cancel()
      await running
    },
  }
}
