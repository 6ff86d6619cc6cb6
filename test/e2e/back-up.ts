import { takeBackup } from '../../main/storage/backup.ts'
import { migrations } from '../../main/storage/migrations/list.ts'
import { openDatabase } from '../../main/storage/open.ts'

/** Backs a closed database up, as the program does each day; at a moment, if it is given. */
export async function backUp(path: string, atMs?: number): Promise<void> {
  const opened = openDatabase({ path })
  if (!opened.ok) throw new Error(opened.failure.kind)
  const { database, mark } = opened.value
  const options = {
    path,
    steps: migrations,
    nowMs: () => atMs ?? Date.now(),
    freeBytes: () => null,
  }
  const taken = await takeBackup(database, options, () => false)
  database.close()
  mark.close()
  if (!taken.ok) throw new Error(taken.failure.kind)
}
