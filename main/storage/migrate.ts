import type { Database } from 'better-sqlite3'

/**
 * Runs the steps a database has not run yet, each in one transaction with its version number, so
 * that a crash leaves the old version or the new one and nothing between.
 */
export function migrate(database: Database, steps: readonly string[]): void {
  const version = Number(database.pragma('user_version', { simple: true }))
  for (let number = version + 1; number <= steps.length; number += 1) {
    const step = steps[number - 1]
    if (step === undefined) throw new Error(`Migration ${number} is missing`)
    database
      .transaction(() => {
        database.exec(step)
        database.pragma(`user_version = ${number}`)
      })
      .immediate()
  }
}
