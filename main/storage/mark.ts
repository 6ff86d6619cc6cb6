import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import { dirname, join } from 'node:path'

/** How far a ledger had come: its last entry, and the chain at it. */
export type LedgerMark = { sequence: number; chain: Buffer }

export type Mark = ReturnType<typeof openMark>

const layout =
  /^farthing ledger mark 1\n(?<sequence>\d{16}) (?<chain>[0-9a-f]{64})\n(?<sum>[0-9a-f]{8})\n$/u

/** Every mark is as long, so that one is written over the other in place. */
const LENGTH_BYTES = textOf({ sequence: 0, chain: Buffer.alloc(32) }).length

/**
 * The file beside a database that says how far its ledger had come. A log that lost its tail still
 * opens as a sound but shorter database; only the mark knows that there was more.
 *
 * It is written after each commit and never flushed on purpose: one that is behind does not lie.
 * Neither reading nor writing ever throws. A mark that cannot be read is as none.
 */
export function openMark(path: string) {
  let file = openOrNull(path, constants.O_RDWR | constants.O_CREAT)
  return {
    read: (): LedgerMark | null => (file === null ? null : readFrom(file)),
    /** Call after the commit that appended the entry, never before. */
    write(sequence: number, chain: Buffer): void {
      if (file === null) return
      try {
        writeSync(file, textOf({ sequence, chain }), 0)
      } catch {
        // The entries are committed, and an older mark, or half of one, says nothing that is false.
      }
    },
    close(): void {
      if (file !== null) closeSync(file)
      file = null
    },
  }
}

/** Where the mark of a database is. */
export function markPath(databasePath: string): string {
  return join(dirname(databasePath), 'ledger.mark')
}

/** The mark at a path, which is left as it is; null if there is none that can be read. */
export function readMark(path: string): LedgerMark | null {
  const file = openOrNull(path, constants.O_RDONLY)
  if (file === null) return null
  try {
    return readFrom(file)
  } finally {
    closeSync(file)
  }
}

function openOrNull(path: string, flags: number): number | null {
  try {
    return openSync(path, flags, 0o600)
  } catch {
    return null
  }
}

function readFrom(file: number): LedgerMark | null {
  const bytes = Buffer.alloc(LENGTH_BYTES)
  try {
    readSync(file, bytes, 0, bytes.length, 0)
  } catch {
    return null
  }
  const text = bytes.toString('latin1')
  const found = layout.exec(text)?.groups
  if (!found) return null
  const mark = {
    sequence: Number(found['sequence']),
    chain: Buffer.from(found['chain'] ?? '', 'hex'),
  }
  return textOf(mark) === text ? mark : null
}

function textOf({ sequence, chain }: LedgerMark): string {
  const head = `farthing ledger mark 1\n${String(sequence).padStart(16, '0')} ${chain.toString('hex')}\n`
  return `${head}${crc32(head).toString(16).padStart(8, '0')}\n`
}
