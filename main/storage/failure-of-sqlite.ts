import type { Failure } from '../../shared/failures.ts'

/** Which expected failure an error of SQLite or of the file system is; else it is thrown on. */
export function failureOfSqlite(error: unknown, path: string | null = null): Failure {
  if (isDamage(error)) return { kind: 'database-damaged', path }
  const code = codeOf(error)
  const message = messageOf(error)
  // The last is no room for the memory that is shared with a reader, which is a file as well.
  if (/^(?:SQLITE_FULL|ENOSPC|EDQUOT|SQLITE_IOERR_SHMSIZE)$/u.test(code)) {
    return { kind: 'disk-full', message }
  }
  if (/^SQLITE_(?:READONLY|PERM)|^EACCES$|^EROFS$|^EPERM$/u.test(code)) {
    return { kind: 'read-only', message }
  }
  if (/^SQLITE_(?:BUSY|LOCKED|IOERR|CANTOPEN|NOMEM)|^E[A-Z]+$/u.test(code)) {
    return { kind: 'database-unusable', message }
  }
  throw error
}

/** Whether SQLite says that what it reads cannot be its own. */
export function isDamage(error: unknown): boolean {
  const code = codeOf(error)
  // Damage that SQLite has no code of its own for: of a header, and of the index of words.
  const isOfNoFormat =
    code === 'SQLITE_ERROR' && /^(?:unsupported|invalid fts5) file format/u.test(messageOf(error))
  return /^SQLITE_(?:CORRUPT|NOTADB)/u.test(code) || isOfNoFormat
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return ''
  return typeof error.code === 'string' ? error.code : ''
}
