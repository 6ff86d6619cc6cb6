import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import type { Profile, ProfileName, Settings } from '../shared/ipc/shapes.ts'
import { DEFAULT_CREDITS_PER_USD } from '../shared/money/credits.ts'
import { done, type Result } from '../shared/result.ts'
import { openSession, type Session, type SessionOptions, setDatabaseAside } from './session.ts'

export type Profiles = ReturnType<typeof openProfiles>

export type ProfilesOptions = Omit<SessionOptions, 'profile' | 'folder'> & {
  /** The folder that holds everything of this program. */
  folder: string
  /** Given on the command line; else the profile of the last time. */
  wanted: ProfileName | null
  /** Called when another profile was opened and the window has to begin anew. */
  reload: () => void
}

const lastSchema = z.strictObject({ profile: z.enum(['personal', 'practice']) })

const problemSettings: Settings = {
  creditsPerUsd: DEFAULT_CREDITS_PER_USD,
  theme: 'system',
  model: null,
}

/** The two profiles, of which one is open: real spend, and practice that never mixes with it. */
export function openProfiles(options: ProfilesOptions) {
  const lastPath = join(options.folder, 'last-profile.json')
  let name = options.wanted ?? readLast(lastPath)
  let current: Promise<Result<Session>> = openNow()
  let changing: Promise<void> = Promise.resolve()

  function folderOf(profile: ProfileName): string {
    return join(options.folder, profile)
  }

  /** Yields first, so that the window is on its way before the disk is asked. */
  async function openNow(): Promise<Result<Session>> {
    await Promise.resolve()
    return openSession({ ...options, profile: name, folder: folderOf(name) })
  }

  async function close(): Promise<void> {
    const session = await current
    if (session.ok) await session.value.close()
  }

  async function reopen(): Promise<void> {
    current = openNow()
    await current
    options.reload()
  }

  /** Two databases are never on their way at once. */
  function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
    const result = changing.then(work)
    changing = result.then(ignore, ignore)
    return result
  }

  return {
    session: (): Promise<Result<Session>> => current,

    async shown(version: string): Promise<Profile> {
      const session = await current
      const common = { name, version, keyStore: options.vault.kind() }
      if (session.ok) {
        const { recovered, settings } = session.value
        return { ...common, settings: settings(), problem: null, recovered }
      }
      const recovered = { releasedCount: 0, uncertainCount: 0, interruptedCount: 0 }
      return { ...common, settings: problemSettings, problem: session.failure, recovered }
    },

    open: (wanted: ProfileName): Promise<void> =>
      oneAtATime(async () => {
        await close()
        name = wanted
        await reopen()
        writeLast(lastPath, wanted)
      }),

    /** Sets a damaged database aside, whole, and begins with an empty one. */
    startAfresh: (): Promise<Result<void>> =>
      oneAtATime(async () => {
        const session = await current
        if (session.ok) return done(undefined)
        if (session.failure.kind !== 'database-damaged') return session
        setDatabaseAside(folderOf(name), options.nowMs())
        await reopen()
        return done(undefined)
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
