import { closeSync, existsSync, openSync, readSync } from 'node:fs'

/*
 * As much of a write-ahead log as it takes to say where a commit ends in it: a header of 32 bytes
 * with two salts, then frames of 24 bytes and a page each. A frame counts if it has the salts of the
 * header; it ends a commit if it names a size of the database. Frames after those are of a log that
 * was there before.
 */

const HEADER_BYTES = 32
const FRAME_HEADER_BYTES = 24

export type LogEnd = {
  /** The salts: another generation begins anew at the start of the file. Empty where there is none. */
  generation: string
  /** Where the newest commit ends, in bytes from the start of the file. */
  endBytes: number
}

/** Where the newest commit of a log ends; `from` is what was found before, to go on from. */
export function logEnd(path: string, from: LogEnd | null): LogEnd {
  if (!existsSync(path)) return { generation: '', endBytes: 0 }
  const file = openSync(path, 'r')
  try {
    const header = Buffer.alloc(HEADER_BYTES)
    if (readSync(file, header, 0, HEADER_BYTES, 0) < HEADER_BYTES) {
      return { generation: '', endBytes: 0 }
    }
    const generation = header.toString('hex', 16, 24)
    const frameBytes = FRAME_HEADER_BYTES + header.readUInt32BE(8)
    const isSame = from?.generation === generation
    let endBytes = isSame ? from.endBytes : HEADER_BYTES
    const frame = Buffer.alloc(FRAME_HEADER_BYTES)
    for (let at = endBytes; ; at += frameBytes) {
      const read = readSync(file, frame, 0, FRAME_HEADER_BYTES, at)
      if (read < FRAME_HEADER_BYTES || frame.toString('hex', 8, 16) !== generation) break
      if (frame.readUInt32BE(4) !== 0) endBytes = at + frameBytes
    }
    return { generation, endBytes }
  } finally {
    closeSync(file)
  }
}
