import { existsSync, renameSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import {
  COMPANIONS,
  flushFile,
  flushFolder,
  namesIn,
  removeUnfinished,
  stampOf,
  UNFINISHED,
} from './files.ts'
import { openIncidents } from './incidents.ts'
import { markPath } from './mark.ts'

/*
 * A database that cannot be used makes way for another one. The new one is first made whole under a
 * name of its own; the moment it is called `farthing-next-<stamp>.db` the change is decided, and
 * whatever ends the program after that, the next start moves the old files aside and finishes.
 */

/** What an incident of a restore says, in part. */
const restoredSchema = z.object({ lostEntryCount: z.number().int().min(0) })

/** A name beside a database for something that is not ready to be used. */
export function unfinishedPath(path: string, what: string): string {
  return join(dirname(path), `${UNFINISHED}${what}.db`)
}

/** Decides that a finished database takes the place of the one at `path`, at the next start. */
export function decideToReplace(path: string, finished: string, nowMs: number): void {
  flushFile(finished)
  const stem = basename(path, '.db')
  renameSync(finished, join(dirname(path), `${stem}-next-${stampOf(nowMs)}.db`))
  flushFolder(dirname(path))
}

/** Decides to begin with an empty database, at the next start. */
export function decideToStartAfresh(path: string, nowMs: number): void {
  const empty = unfinishedPath(path, 'empty')
  writeFileSync(empty, '', { mode: 0o600 })
  decideToReplace(path, empty, nowMs)
}

/**
 * Finishes a replacement that was decided: the old database, its log and its mark are moved aside
 * under one stamp, never deleted, and the new one gets the name. One that was not decided on is
 * forgotten. Returns whether there was one.
 */
export function finishReplacing(path: string): boolean {
  const folder = dirname(path)
  removeUnfinished(folder)
  const stem = basename(path, '.db')
  const next = namesIn(folder).find((name) => name.startsWith(`${stem}-next-`))
  if (next === undefined) return false
  const aside = join(folder, next.replace('-next-', '-set-aside-'))
  moveIfThere(markPath(path), aside.replace(/\.db$/u, '.mark'))
  for (const companion of COMPANIONS) moveIfThere(path + companion, aside + companion)
  moveIfThere(path, aside)
  renameSync(join(folder, next), path)
  flushFolder(folder)
  return true
}

/** How many entries the newest restore of a database could not bring back. */
export function restoredLostCount(database: Database): number {
  return openIncidents(database).newest('restored', restoredSchema)?.lostEntryCount ?? 0
}

function moveIfThere(from: string, to: string): void {
  if (existsSync(from)) renameSync(from, to)
}
