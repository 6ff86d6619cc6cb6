import { z } from 'zod'
import type { Storage } from '../storage/storage.ts'
import { checksum } from './checksum.ts'
import type { PriceList } from './price-list.ts'

/** An update a person took. */
export type Downloaded = { list: PriceList; importedAtMs: number; from: string }

const keptSchema = z
  .strictObject({
    sha256: z.string(),
    list: z.unknown(),
    importedAtMs: z.number(),
    from: z.string(),
  })
  .nullable()

/**
 * The update in force and the one before it. A list was checked when it was taken; from then on its
 * sum says that it is still the same, and one that is not counts as absent. So does one older than
 * the list this version was built with.
 */
export function openDownloadedList(storage: Storage, bundledOn: string) {
  let inForce: Downloaded | null | undefined

  function read(key: string): Downloaded | null {
    const kept = storage.settings.read(key, keptSchema)
    if (!kept || checksum(kept.list) !== kept.sha256) return null
    const list = kept.list as PriceList
    return list.takenOn < bundledOn ? null : { ...kept, list }
  }

  function write(key: string, downloaded: Downloaded | null): void {
    storage.settings.write(key, downloaded && { ...downloaded, sha256: checksum(downloaded.list) })
  }

  function current(): Downloaded | null {
    if (inForce === undefined) inForce = read('downloadedPrices')
    return inForce
  }

  function replace(next: Downloaded | null, previous: Downloaded | null): void {
    storage.transact(() => {
      write('previousPrices', previous)
      write('downloadedPrices', next)
    })
    inForce = next
  }

  return {
    current,
    take: (next: Downloaded): void => replace(next, current()),
    /** Back to the update before, or to the list this version was built with. */
    rollBack: (): void => replace(read('previousPrices'), null),
  }
}
