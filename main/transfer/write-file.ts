import { randomUUID } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { type Result, done, failed } from '../../shared/result.ts'

/** A name beside a file for what is to replace it once it is whole. */
export function besideName(path: string): string {
  return join(dirname(path), `.${basename(path).slice(0, 40)}.${randomUUID()}.part`)
}

/**
 * Writes a text to a file, whole or not at all: what was there stays until the new one is on the
 * disk.
 */
export async function writeWhole(path: string, text: string): Promise<Result<void>> {
  const temporary = besideName(path)
  try {
    const file = await open(temporary, 'wx', 0o600)
    try {
      await file.writeFile(text, 'utf8')
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
    return done(undefined)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    return cannotWrite(path, error)
  }
}

/** The failure of a place that cannot be written to. */
export function cannotWrite(path: string, error: unknown) {
  const message = error instanceof Error ? error.message : String(error)
  return failed({ kind: 'cannot-write-file', path, message })
}
