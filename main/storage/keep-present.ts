import type { Database } from 'better-sqlite3'
import { openCopy, whileReadable, wholly } from './copy-rows.ts'

/**
 * Gives a restored database what a person has set and named since the backup, as far as that can be
 * read. Conversations and the ledger are brought back by others.
 */
export function keepPresent(from: Database, to: Database): void {
  copySettings(from, to)
  copyLibrary(from, to)
}

/** What a person has set: where it can still be read, it stays as it is now. */
const personsSettings = [
  'settings',
  'addresses',
  'ownProviders',
  'ownModels',
  'ownPrices',
  'downloadedPrices',
  'previousPrices',
  'listedModels',
  'budgetNotice',
] as const

function copySettings(from: Database, to: Database): void {
  const read = from
    .prepare<[string], string>('SELECT value_json FROM setting WHERE key = ?')
    .pluck()
  const write = to.prepare<[string, string]>(
    `INSERT INTO setting(key, value_json) VALUES(?, ?)
     ON CONFLICT(key) DO UPDATE SET value_json = excluded.value_json`,
  )
  for (const key of personsSettings) {
    wholly(to, () => {
      const valueJson = read.get(key)
      if (valueJson !== undefined) write.run(key, valueJson)
    })
  }
}

/** What a person keeps under names, and what was typed and not sent: each as it is now. */
const kept = [
  ['folder', 'id'],
  ['preset', 'id'],
  ['prompt', 'id'],
  ['draft', 'conversation_id'],
] as const

function copyLibrary(from: Database, to: Database): void {
  const copyRows = openCopy(from, to)
  for (const [table, column] of kept) {
    const ids = whileReadable(() =>
      from.prepare<[], string>(`SELECT ${column} FROM ${table}`).pluck().iterate(),
    )
    for (const id of ids) {
      wholly(to, () => {
        // A folder has conversations in it, which would fall out of one that is made anew.
        if (table !== 'folder') to.prepare(`DELETE FROM ${table} WHERE ${column} = ?`).run(id)
        copyRows(table, column, id)
      })
    }
  }
}
