import { realpathSync, statSync } from 'node:fs'
import { dirname, relative, sep } from 'node:path'
import type { Database } from 'better-sqlite3'
import type { Events, Input } from '../../shared/ipc/contract.ts'
import type { ImportReport, ProfilePlace, RestorePlan } from '../../shared/ipc/shapes.ts'
import { type Result, done, failed } from '../../shared/result.ts'
import { openImports } from '../storage/imports.ts'
import type { Storage } from '../storage/storage.ts'
import { openWholeConversations } from '../storage/whole-conversations.ts'
import { type Dialogs, fileKinds } from './dialogs.ts'
import { markdownOf } from './export-markdown.ts'
import { ownJsonOf } from './export-own.ts'
import { fileNameOf } from './file-name.ts'
import { importFile } from './import-file.ts'
import { planRestore } from './plan-restore.ts'
import { readContents } from './read-contents.ts'
import type { ImageFactsOf } from './read-own.ts'
import { openWholeReader } from './whole-conversation.ts'
import { writeBackup } from './write-backup.ts'
import { cannotWrite, writeWhole } from './write-file.ts'

/** How often the window is told how far something has come. */
const TELL_EVERY_MS = 100

export type TransferOptions = {
  database: Database
  storage: Storage
  /** The database of this profile. */
  path: string
  /**
   * The folder of everything that is the program's own: nothing is ever written there for a person.
   */
  ownFolder: string
  steps: readonly string[]
  nativeBinding: string | undefined
  imageFacts: ImageFactsOf
  creditsPerUsd: () => number
  timeZone: () => string
  freeBytes: () => number | null
  nowMs: () => number
  newId: () => string
  tell: <N extends 'transfer.progress' | 'conversation.listChanged'>(
    name: N,
    payload: Events[N],
  ) => void
}

export type Transfer = ReturnType<typeof openTransfer>

/** What goes out of a profile to files, and comes in from them. One at a time; never the ledger. */
export function openTransfer(options: TransferOptions) {
  const { database, storage, nowMs, newId } = options
  const imports = openImports(database)
  const reader = openWholeReader({
    whole: openWholeConversations(database),
    messages: storage.messages,
    usageReports: storage.usageReports,
  })
  let isClosed = false
  let running: Promise<void> = Promise.resolve()
  let plan: { planId: string; path: string } | null = null
  let toldAtMs = 0

  /** What is under way is waited for; what comes after the profile is closed is not begun. */
  async function oneAtATime<T>(work: () => Promise<Result<T | null>>): Promise<Result<T | null>> {
    const before = running
    const { promise, resolve } = Promise.withResolvers<void>()
    running = promise
    await before
    try {
      return isClosed ? done(null) : await work()
    } finally {
      resolve()
    }
  }

  function progress(doneCount: number, totalCount: number): void {
    const atMs = nowMs()
    const isDue = Math.abs(atMs - toldAtMs) >= TELL_EVERY_MS || doneCount === totalCount
    if (!isDue || isClosed) return
    toldAtMs = atMs
    options.tell('transfer.progress', { doneCount, totalCount })
  }

  async function write(
    path: string | null,
    text: () => string,
  ): Promise<Result<{ path: string } | null>> {
    if (path === null || isClosed) return done(null)
    if (isInside(options.ownFolder, path)) return refuseOwnFolder(path)
    const written = await writeWhole(path, text())
    return written.ok ? done({ path }) : written
  }

  const common = { ...options, isCalledOff: () => isClosed, progress }

  return {
    async export(
      { conversationId, format, words }: Input<'transfer.export'>,
      dialogs: Dialogs,
    ): Promise<Result<{ path: string } | null>> {
      const conversation = reader.read(conversationId)
      if (!conversation) return failed({ kind: 'unknown-conversation' })
      const name = fileNameOf(conversation.title, format === 'json' ? 'json' : 'md', 'farthing')
      const path = await dialogs.choosePlace(name, fileKinds[format])
      const exportedAtMs = nowMs()
      const timeZone = options.timeZone()
      const creditsPerUsd = options.creditsPerUsd()
      return write(path, () =>
        format === 'json'
          ? ownJsonOf(conversation, { image: reader.image, exportedAtMs })
          : markdownOf(conversation, { words, creditsPerUsd, timeZone, exportedAtMs }),
      )
    },

    async import(dialogs: Dialogs): Promise<Result<ImportReport | null>> {
      const path = await dialogs.chooseFile(fileKinds.exports)
      if (path === null) return done(null)
      return oneAtATime(async () => {
        try {
          return await importFile(path, { ...common, imports, transact: storage.transact })
        } finally {
          if (!isClosed) options.tell('conversation.listChanged', {})
        }
      })
    },

    async saveReport(text: string, dialogs: Dialogs): Promise<Result<{ path: string } | null>> {
      const name = `farthing-import-${dayOf(nowMs())}.txt`
      return write(await dialogs.choosePlace(name, fileKinds.text), () => text)
    },

    /** Something that others wrote, under a name they give it. */
    async saveText(
      { name, format, text }: { name: string; format: 'csv' | 'json'; text: string },
      dialogs: Dialogs,
    ): Promise<Result<{ path: string } | null>> {
      return write(await dialogs.choosePlace(`${name}.${format}`, fileKinds[format]), () => text)
    },

    async backUp(dialogs: Dialogs): Promise<Result<{ path: string; sizeBytes: number } | null>> {
      const name = `farthing-backup-${dayOf(nowMs())}.farthing`
      const path = await dialogs.choosePlace(name, fileKinds.backup)
      if (path === null) return done(null)
      if (isInside(options.ownFolder, path)) return refuseOwnFolder(path)
      return oneAtATime(() => writeBackup(database, path, common))
    },

    async chooseBackup(dialogs: Dialogs): Promise<Result<RestorePlan | null>> {
      const path = await dialogs.chooseFile(fileKinds.backup)
      if (path === null) return done(null)
      const planId = newId()
      const planned = planRestore(path, database, { ...options, planId })
      plan = planned.ok ? { planId, path } : null
      return planned
    },

    /** The file of a plan that was last made; null for any other. */
    planned: (planId: string): string | null => (plan?.planId === planId ? plan.path : null),

    place: (): ProfilePlace => ({
      ...readContents(database),
      folder: dirname(options.path),
      sizeBytes: statSync(options.path).size,
    }),

    /** Calls off what is under way; the database can be closed after that. */
    async close(): Promise<void> {
      isClosed = true
      await running
    },
  }
}

/** A day as part of a file name, in UTC. */
function dayOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10)
}

/** Whether a file would lie in a folder, wherever links lead. */
function isInside(folder: string, path: string): boolean {
  try {
    const way = relative(realpathSync(folder), realpathSync(dirname(path)))
    return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !/^[a-z]:/iu.test(way))
  } catch {
    // A place that is not there cannot be ours; writing to it says what is wrong.
    return false
  }
}

function refuseOwnFolder(path: string) {
  return cannotWrite(path, new Error('Farthing keeps its own files in this folder.'))
}
