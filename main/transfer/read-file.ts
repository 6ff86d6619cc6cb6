import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Readable } from 'node:stream'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { type Result, done } from '../../shared/result.ts'
import { MAX_JSON_BYTES, MAX_ZIP_ENTRIES } from './limits.ts'
import { refuseFile } from './refuse-file.ts'

/** One text of JSON in a file, which can be read more than once. */
export type JsonSource = {
  open: () => Promise<Readable>
  /** What its bytes have to sum to; null where nobody says. */
  crc32: number | null
}

export type OpenedFile =
  | { kind: 'json'; sources: JsonSource[]; close: () => void }
  | { kind: 'backup' }

const ZIP_MARKS = ['PK\u{3}\u{4}', 'PK\u{5}\u{6}']
const SQLITE_MARK = 'SQLite format 3\0'

/** In the exports of ChatGPT and Claude; large ones are split into numbered files. */
const conversationsName = /^conversations(?:[-_]?\d{1,6})?\.json$/u

/**
 * What a file is by its first bytes, and where the JSON in it stands. Reads no more than it must.
 */
export async function openFile(path: string): Promise<Result<OpenedFile>> {
  try {
    const { head, sizeBytes } = await readHead(path)
    if (head.startsWith(SQLITE_MARK)) return done({ kind: 'backup' })
    if (ZIP_MARKS.includes(head.slice(0, 4))) return await openZip(path)
    if (sizeBytes > MAX_JSON_BYTES) return refuseFile(path, 'too-large')
    const source = { open: () => Promise.resolve(createReadStream(path)), crc32: null }
    return done({ kind: 'json', sources: [source], close: () => undefined })
  } catch {
    return refuseFile(path, 'not-readable')
  }
}

async function readHead(path: string): Promise<{ head: string; sizeBytes: number }> {
  const file = await open(path, 'r')
  try {
    const bytes = Buffer.alloc(SQLITE_MARK.length)
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0)
    const { size } = await file.stat()
    return { head: bytes.toString('latin1', 0, bytesRead), sizeBytes: size }
  } finally {
    await file.close()
  }
}

/**
 * The conversations in a zip, by name alone: nothing is written to a disk, so no path in it leads
 * anywhere. What unpacks to more or less than it declares ends its stream in an error.
 */
async function openZip(path: string): Promise<Result<OpenedFile>> {
  let zip: ZipFile
  const entries: Entry[] = []
  try {
    zip = await openPromise(path, { autoClose: false, strictFileNames: false })
  } catch {
    return refuseFile(path, 'damaged')
  }
  const refuse = (reason: 'damaged' | 'too-large' | 'not-an-export' | 'not-readable') => {
    zip.close()
    return refuseFile(path, reason)
  }
  try {
    if (zip.entryCount > MAX_ZIP_ENTRIES) return refuse('too-large')
    for await (const entry of zip.eachEntry()) {
      const isOurs = conversationsName.test(basename(entry.fileName))
      if (isOurs && !entry.fileName.startsWith('__MACOSX/')) entries.push(entry)
    }
  } catch {
    return refuse('damaged')
  }
  if (entries.length === 0) return refuse('not-an-export')
  if (entries.some((entry) => !entry.canDecodeFileData())) return refuse('not-readable')
  const declaredBytes = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0)
  if (declaredBytes > MAX_JSON_BYTES) return refuse('too-large')
  const sources = entries
    .toSorted((one, other) => (one.fileName < other.fileName ? -1 : 1))
    .map((entry) => ({ open: () => zip.openReadStreamPromise(entry), crc32: entry.crc32 }))
  return done({ kind: 'json', sources, close: () => zip.close() })
}
