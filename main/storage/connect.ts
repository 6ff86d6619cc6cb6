import SqliteDatabase, { type Database } from 'better-sqlite3'

/** The first SQLite without a bug that can corrupt a write-ahead log. */
const OLDEST_SQLITE = [3, 51, 3] as const

export type ConnectOptions = {
  path: string
  /** A build of the SQLite module for an older Electron, in development only. */
  nativeBinding?: string | undefined
  /** Leaves the file and its log as they are, also on closing. */
  readonly?: boolean
  /** How long to wait for another program that has it open. */
  timeoutMs?: number
}

/** A connection to one file. Throws what SQLite or the file system says against it. */
export function connect(options: ConnectOptions): Database {
  const { path, nativeBinding, readonly = false, timeoutMs = 5_000 } = options
  const database = new SqliteDatabase(path, {
    readonly,
    timeout: timeoutMs,
    ...(nativeBinding ? { nativeBinding } : {}),
  })
  try {
    // Before anything is read, and so before a log is: shared memory is then never made.
    if (!readonly) database.pragma('locking_mode = EXCLUSIVE')
    checkVersion(database)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/** Throws if the SQLite we came with is too old: a mistake in how Farthing was built. */
function checkVersion(database: Database): void {
  const version = database.prepare<[], string>('SELECT sqlite_version()').pluck().get() ?? ''
  const found = version.split('.').map(Number)
  for (const [index, needed] of OLDEST_SQLITE.entries()) {
    const part = found[index] ?? 0
    if (part > needed) return
    if (part < needed) throw new Error(`SQLite ${version} is older than ${OLDEST_SQLITE.join('.')}`)
  }
}
