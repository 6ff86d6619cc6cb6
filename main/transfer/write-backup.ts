import { rename, rm, stat } from 'node:fs/promises'
import type { Database } from 'better-sqlite3'
import { type Result, done } from '../../shared/result.ts'
import { type BackupOptions, copyTo } from '../storage/backup.ts'
import { besideName, cannotWrite } from './write-file.ts'

export type WriteBackupOptions = Pick<BackupOptions, 'steps' | 'nowMs' | 'nativeBinding'> & {
  progress: (doneCount: number, totalCount: number) => void
  isCalledOff: () => boolean
}

/**
 * Writes the whole profile to one file, in steps while it is used. It gets its name once it was
 * read in full and found sound; until then, what had that name stays. Null: it was called off.
 */
export async function writeBackup(
  database: Database,
  path: string,
  options: WriteBackupOptions,
): Promise<Result<{ path: string; sizeBytes: number } | null>> {
  const { progress, isCalledOff } = options
  const temporary = besideName(path)
  try {
    const copied = await copyTo(database, temporary, options, (donePages, totalPages) => {
      progress(donePages, totalPages)
      return !isCalledOff()
    })
    if (!copied.ok) return copied
    if (copied.value === null) return done(null)
    const { size } = await stat(temporary)
    await rename(temporary, path)
    return done({ path, sizeBytes: size })
  } catch (error) {
    return cannotWrite(path, error)
  } finally {
    for (const companion of ['', '-journal', '-wal', '-shm']) {
      await rm(temporary + companion, { force: true }).catch(() => undefined)
    }
  }
}
