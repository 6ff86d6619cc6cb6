import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { checkLedger } from '../../main/ledger/check-ledger.ts'
import { openDatabase } from '../../main/storage/open.ts'
import { openStorage } from '../../main/storage/storage.ts'

/**
 * What is wrong with the ledger a run left behind, read by another process than the one that wrote
 * it: sums that differ from their entries, a broken chain, an attempt that nobody ended.
 */
export function ledgerFaults(profileFolder: string): string[] {
  const path = join(profileFolder, 'farthing.db')
  if (!existsSync(path)) return []
  const opened = openDatabase({ path })
  // A test about such a file says so itself.
  if (!opened.ok) return opened.failure.kind === 'database-newer' ? [] : [opened.failure.kind]
  const { database, mark } = opened.value
  const storage = openStorage(database, mark)
  try {
    const left = storage.attempts
      .inFlight()
      .map(({ attemptId, state }) => `Attempt ${attemptId} was left ${state}.`)
    return [...checkLedger(database), ...left]
  } finally {
    storage.close()
  }
}
