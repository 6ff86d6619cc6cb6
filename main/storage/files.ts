import { closeSync, existsSync, fsyncSync, openSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { failed } from '../../shared/result.ts'

type Failed = ReturnType<typeof failed>

/** Left free beside everything that is copied, so that an answer in progress can be kept. */
export const SPARE_BYTES = 50 * 1024 * 1024

/** What SQLite keeps beside a database. */
export const COMPANIONS = ['-wal', '-shm', '-journal'] as const

/** The bytes of a file, or 0 if it is not there. */
export function sizeOf(path: string): number {
  return existsSync(path) ? statSync(path).size : 0
}

/** The names in a folder; none if there is no such folder. */
export function namesIn(folder: string): string[] {
  return existsSync(folder) && statSync(folder).isDirectory() ? readdirSync(folder) : []
}

/** What something that is still being made is called. It counts only under another name. */
export const UNFINISHED = 'unfinished-'

/** Removes what was being made in a folder when it was interrupted, as far as that can go. */
export function removeUnfinished(folder: string): void {
  for (const name of namesIn(folder)) {
    if (!name.startsWith(UNFINISHED)) continue
    try {
      rmSync(join(folder, name), { force: true })
    } catch {
      // Something else has it open, as virus scanners do. It is in nobody's way.
    }
  }
}

/** Returns once the bytes of a file are on the disk itself. */
export function flushFile(path: string): void {
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** The same for the names in a folder, where the system knows of such a thing. */
export function flushFolder(folder: string): void {
  try {
    const file = openSync(folder, 'r')
    try {
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
  } catch {
    // Windows opens no folders, and keeps the order of renames by itself.
  }
}

/** A moment as part of a file name, in UTC, to the millisecond; sorts by time. */
export function stampOf(atMs: number): string {
  return new Date(atMs).toISOString().replace(/[:.]/gu, '-')
}

/** The failure of a disk with too little room; null if there is enough, or none can tell. */
export function lackOfRoom(freeBytes: number | null, neededBytes: number): Failed | null {
  if (freeBytes === null || freeBytes >= neededBytes) return null
  return failed({ kind: 'disk-nearly-full', freeBytes, neededBytes })
}
