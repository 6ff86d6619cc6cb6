import { cpSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openDatabase } from '../../main/storage/open.ts'
import { addUp, unequalBalances } from '../../main/storage/sound.ts'
import { crashImage, filesOf } from '../helpers/damage.ts'
import { CREDIT, profileOnDisk, reserve } from '../helpers/profile-on-disk.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

/** Per run of the tests; one that fails prints the seed that repeats it. */
const DAMAGED_FILES = 150

type Damage = { kind: 'flip' | 'fill' | 'noise' | 'cut'; at: number; lengthBytes: number }

const damages = fc.record({
  kind: fc.constantFrom('flip', 'fill', 'noise', 'cut'),
  /** In millionths of the file, so that one draw fits files of any length. */
  at: fc.integer({ min: 0, max: 999_999 }),
  lengthBytes: fc.integer({ min: 1, max: 9_000 }),
})

function damage(path: string, { kind, at, lengthBytes }: Damage): void {
  const bytes = readFileSync(path)
  const from = Math.floor((at / 1_000_000) * bytes.length)
  if (kind === 'cut') return truncateSync(path, from)
  if (kind === 'flip') bytes[from] = (bytes[from] ?? 0) ^ (1 << (lengthBytes % 8))
  const until = Math.min(from + lengthBytes, bytes.length)
  if (kind === 'fill') bytes.fill(0, from, until)
  if (kind === 'noise') {
    for (let index = from; index < until; index += 1) {
      bytes[index] = (index * 2_654_435_761) >>> 24
    }
  }
  writeFileSync(path, bytes)
}

/** A crash image with most of it in the main file and the rest in the log. */
function image(): string {
  const profile = profileOnDisk()
  profile.ledger.setMonthlyBudget(10_000 * CREDIT, 'first')
  for (let index = 0; index < 60; index += 1) {
    if (index === 40) profile.database.pragma('wal_checkpoint(TRUNCATE)')
    reserve(profile, `t${index}`, 10 * CREDIT)
    profile.ledger.markDispatched(`t${index}`)
    if (index % 3 > 0) profile.ledger.settle(`t${index}`, 7 * CREDIT, 'exact')
  }
  return crashImage(profile)
}

test('a damaged file opens as a sound beginning of its history, or is refused and left alone', () => {
  const original = image()
  const entryCount = 101
  const property = fc.property(fc.constantFrom('', '-wal'), damages, (suffix, how) => {
    const folder = temporaryFolder()
    cpSync(dirname(original), folder, { recursive: true })
    const path = join(folder, 'farthing.db')
    damage(path + suffix, how)
    const before = filesOf(folder)
    const opened = openDatabase({ path })
    if (!opened.ok) {
      expect(['database-damaged', 'database-newer', 'database-unusable']).toContain(
        opened.failure.kind,
      )
      expect(filesOf(folder)).toEqual(before)
      return
    }
    const { database, mark, lostEntryCount } = opened.value
    try {
      const addedUp = addUp(database)
      expect(addedUp.brokenAtSequence).toBeNull()
      expect(unequalBalances(database, addedUp)).toEqual([])
      expect(addedUp.entryCount + lostEntryCount).toBe(entryCount)
    } finally {
      database.close()
      mark.close()
    }
  })
  fc.assert(property, { numRuns: DAMAGED_FILES, endOnFailure: true })
})
