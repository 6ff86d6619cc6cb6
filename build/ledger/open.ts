import type { Database } from 'better-sqlite3'
import { connect } from '../../main/storage/connect.ts'
import { failureOfSqlite } from '../../main/storage/failure-of-sqlite.ts'
import { sizeOf } from '../../main/storage/files.ts'
import { Problem } from '../setup/problem.mjs'

/** Without writing: a log that is there is read beside the file, and left as it is. */
export function openToRead(file: string): Database {
  try {
    const database = connect({ path: file, readonly: sizeOf(`${file}-wal`) > 0, timeoutMs: 200 })
    database.pragma('query_only = ON')
    database.pragma('user_version')
    return database
  } catch (error) {
    throw sentenceFor(error, file)
  }
}

/** What SQLite cannot read, said as a sentence; anything else is a mistake of ours. */
export function sentenceFor(error: unknown, file: string): unknown {
  if (error instanceof Problem) return error
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'SQLITE_BUSY')
    return new Problem('Farthing is using this ledger. Close Farthing first.')
  const message = error instanceof Error ? error.message : String(error)
  failureOfSqlite(error)
  return new Problem(`${file} cannot be read as a ledger: ${message}.`)
}
