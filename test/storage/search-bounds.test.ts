import { expect, test } from 'vitest'
import { placeAt } from '../../main/storage/search-index.ts'
import { readQuery } from '../../shared/search/query.ts'
import { profileOnDisk } from '../helpers/profile-on-disk.ts'

const MESSAGES = 200_000
const MINUTE_MS = 60_000

/** The least of a few, in ms of processor time: what else runs says nothing of the search. */
function processorMs(run: () => void): number {
  const times = Array.from({ length: 5 }, () => {
    const before = process.cpuUsage()
    run()
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1_000
  })
  return Math.min(...times)
}

test('what is older than a day, or than a hit, is found without reading all that is newer', () => {
  const { storage, database } = profileOnDisk()
  database
    .prepare<[number, number]>(
      `INSERT INTO message_index(rowid, body, facets)
       WITH RECURSIVE minute(number) AS (SELECT 1 UNION ALL
         SELECT number + 1 FROM minute WHERE number < ?)
       SELECT number * ?, 'the boiler shows a fault', '=c1' FROM minute`,
    )
    .run(MESSAGES, 2 * placeAt(MINUTE_MS))
  const readAll = database.prepare(
    "SELECT count(*) FROM message_index WHERE message_index MATCH 'boiler'",
  )
  const allMs = processorMs(() => void readAll.all())
  const everywhere = { model: null, conversationId: null, fromMs: null, untilMs: null }
  const query = readQuery('"boiler"')
  for (const where of [{ untilMs: 50 * MINUTE_MS }, { beforePlace: 100 * placeAt(MINUTE_MS) }]) {
    const ms = processorMs(
      () => void storage.search.rows({ ...everywhere, beforePlace: null, query, ...where }, 31),
    )
    expect(ms, `of ${allMs} ms for all`).toBeLessThan(allMs / 4)
  }
})
