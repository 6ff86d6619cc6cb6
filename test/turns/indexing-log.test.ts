import { statSync } from 'node:fs'
import { expect, test } from 'vitest'
import { openIndexing } from '../../main/turns/indexing.ts'
import { profileOnDisk } from '../helpers/profile-on-disk.ts'
import { storeTurn } from '../helpers/stored-chat.ts'

/** SQLite lets the commit that comes to so many pages copy them all. */
const FULL_BYTES = 1_000 * 4_096

test('the log is copied while nobody waits, so no commit of a long evening has to', () => {
  const { storage, path } = profileOnDisk()
  const later: (() => void)[] = []
  const indexing = openIndexing(
    {
      storage,
      after(_delayMs, run) {
        later.push(run)
        return () => void later.splice(later.indexOf(run), 1)
      },
      report(error) {
        throw error
      },
    },
    () => false,
  )
  let longestBytes = 0
  for (let turn = 0; turn < 150; turn += 1) {
    storage.transact(() => {
      storeTurn(storage, { question: `boiler ${turn}`, answer: 'and so on '.repeat(2_000) })
    })
    indexing.soon()
    for (let run = later.shift(); run; run = later.shift()) run()
    longestBytes = Math.max(longestBytes, statSync(`${path}-wal`).size)
  }
  indexing.close()
  expect(longestBytes).toBeLessThan(FULL_BYTES * 0.75)
})
