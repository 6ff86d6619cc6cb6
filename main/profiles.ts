import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import type { Events } from '../shared/ipc/contract.ts'
import type { EventName } from '../shared/ipc/names.ts'
import type { Backup, Profile, ProfileName, Recovered } from '../shared/ipc/shapes.ts'
import { done, failed, type Result } from '../shared/result.ts'
import { databasePath, openSession, type Session, type SessionOptions } from './session.ts'
import { listBackups } from './storage/backup.ts'
import { decideToStartAfresh } from './storage/replace.ts'
import { defaultSettings } from './settings.ts'
import { restore } from './storage/restore.ts'

export type Profiles = ReturnType<typeof openProfiles>

export type ProfilesOptions = Omit<SessionOptions, 'profile' | 'folder' | 'damaged' | 'rebuilt'> & {
  /** The folder that holds everything of this program. */
  folder: string
  /** Given on the command line; else the profile of the last time. */
  wanted: ProfileName | null
  /** Called when the window has to begin anew: with another profile, or more to say of this. */
  reload: () => void
}

const lastSchema = z.strictObject({ profile: z.enum(['personal', 'practice']) })

const nothingRecovered: Recovered = {
  releasedCount: 0,
  uncertainCount: 0,
  interruptedCount: 0,
  lostEntryCount: 0,
  rebuiltCount: 0,
}

/** The two profiles, of which one is open: real spend, and practice that never mixes with it. */
export function openProfiles(options: ProfilesOptions) {
  const lastPath = join(options.folder, 'last-profile.json')
  let name = options.wanted ?? readLast(lastPath)
  let current: Promise<Result<Session>> = openNow()
  let changing: Promise<void> = Promise.resolve()
  /** Between one profile and the next. */
  let isChanging = false

  function folderOf(profile: ProfileName): string {
    return join(options.folder, profile)
  }

  /** What is told of a profile is not for a window that still shows another. */
  function tell<N extends EventName>(event: N, payload: Events[N]): void {
    if (!isChanging) options.tell(event, payload)
  }

  /** Yields first, so that the window is on its way before the disk is asked. */
  async function openNow(): Promise<Result<Session>> {
    await Promise.resolve()
    const rebuilt = options.reload
    const opening = { ...options, tell, profile: name, folder: folderOf(name), damaged, rebuilt }
    return openSession(opening)
  }

  async function close(): Promise<void> {
    const session = await current
    if (!session.ok) return
    try {
      await session.value.close()
    } finally {
      // The window may ask until it is gone: nobody asks a closed database.
      current = Promise.resolve(failed({ kind: 'internal', message: 'The profile is closed' }))
    }
  }

  /** What could not be written is found by the next start; what comes after this goes on. */
  async function closeOrReport(): Promise<void> {
    try {
      await close()
    } catch (error) {
      options.report(error)
    }
  }

  /** Found only after it was opened: nothing more is written to it, and restoring is offered. */
  function damaged(): void {
    void oneAtATime(async () => {
      await closeOrReport()
      const path = databasePath(folderOf(name))
      current = Promise.resolve(failed({ kind: 'database-damaged', path }))
      options.reload()
    }).catch(options.report)
  }

  async function reopen(): Promise<void> {
    isChanging = true
    current = openNow()
    await current
    isChanging = false
    options.reload()
  }

  /** Two databases are never on their way at once. */
  function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
    const result = changing.then(work)
    changing = result.then(ignore, ignore)
    return result
  }

  /** Only a damaged database makes way for another; twice is once. */
  function replaceDamaged(decide: (path: string) => Result<void>): Promise<Result<void>> {
    return oneAtATime(async () => {
      const session = await current
      if (session.ok) return done(undefined)
      if (session.failure.kind !== 'database-damaged') return session
      const decided = decide(databasePath(folderOf(name)))
      if (!decided.ok) return decided
      await reopen()
      return done(undefined)
    })
  }

  return {
    session: (): Promise<Result<Session>> => current,

    /** The open database was found to be damaged: it is closed, and a restore is offered. */
    damaged,

    async shown(version: string): Promise<Profile> {
      const session = await current
      const common = { name, version, keyStore: options.vault.kind() }
      if (session.ok) {
        const { recovered, settings } = session.value
        return { ...common, settings: settings(), problem: null, recovered }
      }
      const problem = session.failure
      return { ...common, settings: defaultSettings, problem, recovered: nothingRecovered }
    },

    open: (wanted: ProfileName): Promise<void> =>
      oneAtATime(async () => {
        await closeOrReport()
        name = wanted
        await reopen()
        writeLast(lastPath, wanted)
      }),

    /** Sets a damaged database aside, whole, and begins with an empty one. */
    startAfresh: (): Promise<Result<void>> =>
      replaceDamaged((path) => {
        decideToStartAfresh(path, options.nowMs())
        return done(undefined)
      }),

    /** Newest first. */
    backups: (): Backup[] =>
      listBackups(databasePath(folderOf(name))).map(
        ({ backupName, takenAtMs, entryCount, sizeBytes }) => ({
          backupName,
          takenAtMs,
          entryCount,
          sizeBytes,
        }),
      ),

    /** Sets a damaged database aside, whole, and goes on from a backup and what it still has. */
    restore: (backupName: string): Promise<Result<void>> =>
      replaceDamaged((path) => restore({ ...options, path, backupName })),

    /**
     * Goes on from a file that a person keeps, and from what is here beyond it; the database that was
     * open is set aside, whole. If the file will not do, everything goes on as it was.
     */
    restoreFrom: (file: string): Promise<Result<void>> =>
      oneAtATime(async () => {
        await closeOrReport()
        const path = databasePath(folderOf(name))
        const backupName = basename(file)
        let restored: Result<void> | null = null
        try {
          restored = restore({ ...options, path, backupName, backupPath: file })
        } finally {
          // Whatever came of it, the profile is not left closed.
          if (restored?.ok) await reopen()
          else current = openNow()
        }
        await current
        return restored
      }),

    close,
  }
}

function ignore(): void {}

function readLast(path: string): ProfileName {
  if (!existsSync(path)) return 'personal'
  try {
    return lastSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).profile
  } catch {
    return 'personal'
  }
}

function writeLast(path: string, profile: ProfileName): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  writeFileSync(`${path}.new`, JSON.stringify({ profile }))
  renameSync(`${path}.new`, path)
}
