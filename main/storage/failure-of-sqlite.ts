import type { Failure } from '../../shared/failures.ts'

/** Which expected failure an error of SQLite or of the file system is; else it is thrown on. */
export function failureOfSqlite(error: unknown, path: string | null = null): Failure {
  const code = codeOf(error)
  const message = error instanceof Error ? error.message : String(error)
  // The one damage of a header that SQLite has no code of its own for.
  const isOfNoFormat = code === 'SQLITE_ERROR' && message === 'unsupported file format'
  if (/^SQLITE_(?:CORRUPT|NOTADB)/u.test(code) || isOfNoFormat)
    return { kind: 'database-damaged', path }
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT')
    return { kind: 'disk-full', message }
  if (/^SQLITE_(?:READONLY|PERM)|^EACCES$|^EROFS$|^EPERM$/u.test(code)) {
    return { kind: 'read-only', message }
  }
  if (/^SQLITE_(?:BUSY|LOCKED|IOERR|CANTOPEN|NOMEM)|^E[A-Z]+$/u.test(code)) {
    return { kind: 'database-unusable', message }
  }
  throw error
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return ''
  return typeof error.code === 'string' ? error.code : ''
}
