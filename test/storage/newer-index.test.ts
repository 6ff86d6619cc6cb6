import { copyFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { expect, test } from 'vitest'
import { openDatabase } from '../../main/storage/open.ts'
import { copyPage, filesOf } from '../helpers/damage.ts'
import { CREDIT, NOVEMBER_10, profileOnDisk, reserve } from '../helpers/profile-on-disk.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

/*
 * SQLite's own check counts the rows of an index, but not those of an index over some rows only. One
 * that knows an ending which its ledger does not would refuse that ending for good.
 */
test('an index that knows of an ending the ledger does not have is damage', () => {
  const profile = profileOnDisk()
  profile.ledger.setMonthlyBudget(100 * CREDIT, 'first')
  reserve(profile, 't1', 30 * CREDIT)
  profile.database.pragma('wal_checkpoint(TRUNCATE)')
  const path = join(temporaryFolder(), 'farthing.db')
  copyFileSync(profile.path, path)
  profile.ledger.release('t1')
  profile.close()
  copyPage(profile.path, path, 'entry_one_ending')

  const raw = new SqliteDatabase(path)
  expect(raw.pragma('integrity_check', { simple: true })).toBe('ok')
  raw.close()
  const before = filesOf(dirname(path))
  expect(openDatabase({ path, nowMs: () => NOVEMBER_10 })).toEqual({
    ok: false,
    failure: { kind: 'database-damaged', path },
  })
  expect(filesOf(dirname(path))).toEqual(before)
})
