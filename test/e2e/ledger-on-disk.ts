import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { checkLedger } from '../../main/ledger/check-ledger.ts'
import { openDatabase } from '../../main/storage/open.ts'
import { openStorage } from '../../main/storage/storage.ts'
import type { EntryKind } from '../../shared/ledger/entry.ts'

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

/** An entry of the ledger a run left behind, without what differs between runs. */
export type EntryOnDisk = { kind: EntryKind; amountNanoUsd: number; attemptId: string | null }

/** What a run wrote into the ledger, in order, read after its end by another process. */
export function entriesOnDisk(profileFolder: string): EntryOnDisk[] {
  const opened = openDatabase({ path: join(profileFolder, 'farthing.db') })
  if (!opened.ok) throw new Error(opened.failure.kind)
  const { database, mark } = opened.value
  const storage = openStorage(database, mark)
  try {
    return [...storage.entries.all()].map(({ kind, amountNanoUsd, attemptId }) => ({
      kind,
      amountNanoUsd,
      attemptId,
    }))
  } finally {
    storage.close()
  }
}

/** How far each attempt was let go beyond an envelope, in nano-USD, where it was. */
export function beyondEnvelopesOnDisk(profileFolder: string): number[] {
  const opened = openDatabase({ path: join(profileFolder, 'farthing.db') })
  if (!opened.ok) throw new Error(opened.failure.kind)
  const { database } = opened.value
  try {
    return database
      .prepare<[], number>(
        'SELECT allowed_nano_usd FROM envelope_attempt WHERE allowed_nano_usd > 0 ORDER BY attempt_id',
      )
      .pluck()
      .all()
  } finally {
    database.close()
  }
}
