import type { Database } from 'better-sqlite3'

/**
 * Runs work as one unit: all of it is on disk when this returns, or none of it ever is. A unit
 * inside another is part of it, and one that failed takes the outer one with it even if its error
 * was caught.
 */
export function openTransact(
  database: Database,
  after: { committed: () => void; rolledBack: () => void },
) {
  const begin = database.prepare('BEGIN IMMEDIATE')
  const commit = database.prepare('COMMIT')
  const rollBack = database.prepare('ROLLBACK')
  let isFailed = false

  function inside<T>(work: () => T): T {
    try {
      return work()
    } catch (error) {
      isFailed = true
      throw error
    }
  }

  return function transact<T>(work: () => T): T {
    if (database.inTransaction) return inside(work)
    isFailed = false
    begin.run()
    let result: T
    try {
      result = work()
      if (isFailed) throw new Error('A part of a unit of work failed, so nothing of it was kept')
      commit.run()
    } catch (error) {
      // On a full disk SQLite may have rolled back by itself.
      if (database.inTransaction) rollBack.run()
      after.rolledBack()
      throw error
    }
    after.committed()
    return result
  }
}
