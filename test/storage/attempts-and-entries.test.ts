import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { checkingOpenLedger } from '../../main/ledger/check-ledger.ts'
import { openDatabase } from '../../main/storage/open.ts'
import { callItClosedInOrder, filesOf, tamper } from '../helpers/damage.ts'
import { CREDIT, NOVEMBER_10, profileOnDisk, reserve } from '../helpers/profile-on-disk.ts'

/** An attempt that was settled and corrected, one that was released, and one that is on its way. */
function usedFile(): string {
  const profile = profileOnDisk()
  const { ledger } = profile
  ledger.setMonthlyBudget(100 * CREDIT, 'first')
  for (const attemptId of ['settled', 'released', 'on its way']) {
    reserve(profile, attemptId, 30 * CREDIT)
    ledger.markDispatched(attemptId)
  }
  ledger.settle('settled', 20 * CREDIT, 'exact')
  ledger.adjust('settled', 21 * CREDIT, 'exact')
  ledger.release('released')
  profile.close()
  return profile.path
}

/*
 * A page that comes back as it was earlier, by a log that is older than its database, is whole and
 * still belongs to another time. Entries are chained; that attempts go with them has to be asked.
 */
const older = [
  [
    'that ended is on its way again',
    `UPDATE attempt SET state = 'dispatched', spent_nano_usd = NULL WHERE id = 'settled'`,
  ],
  [
    'that was released is on its way again',
    `UPDATE attempt SET state = 'dispatched', spent_nano_usd = NULL WHERE id = 'released'`,
  ],
  [
    'that is on its way has ended',
    `UPDATE attempt SET state = 'released', spent_nano_usd = 0 WHERE id = 'on its way'`,
  ],
  ['that was released was settled', `UPDATE attempt SET state = 'settled' WHERE id = 'released'`],
  [
    'knows nothing of its correction',
    `UPDATE attempt SET spent_nano_usd = ${20 * CREDIT} WHERE id = 'settled'`,
  ],
  ['reserved another amount', `UPDATE attempt SET reserved_nano_usd = 1 WHERE id = 'on its way'`],
] as const

test.each(older)(
  'a ledger in which an attempt %s is damaged, and is left as it is',
  (_what, sql) => {
    const path = usedFile()
    tamper(path, (raw) => raw.exec(sql))
    const before = filesOf(dirname(path))
    expect(openDatabase({ path, nowMs: () => NOVEMBER_10 })).toEqual({
      ok: false,
      failure: { kind: 'database-damaged', path },
    })
    expect(filesOf(dirname(path))).toEqual(before)
  },
)

test.each(older)('one in use, in which an attempt %s, is used no further', (_what, sql) => {
  const path = usedFile()
  tamper(path, (raw) => raw.exec(sql))
  callItClosedInOrder(path, NOVEMBER_10)
  const opened = openDatabase({ path, nowMs: () => NOVEMBER_10 })
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure))
  const { database, mark } = opened.value
  const checked = checkingOpenLedger(database, () => NOVEMBER_10).next()
  expect(checked).toMatchObject({ done: true, value: { isDamaged: true } })
  database.close()
  mark.close()
})

test('one in use whose entries belong to a period that is gone is used no further', () => {
  const path = usedFile()
  tamper(path, (raw) => {
    raw.pragma('foreign_keys = OFF')
    raw.exec('DELETE FROM balance; DELETE FROM period')
  })
  callItClosedInOrder(path, NOVEMBER_10)
  const opened = openDatabase({ path, nowMs: () => NOVEMBER_10 })
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure))
  const { database, mark } = opened.value
  const checked = checkingOpenLedger(database, () => NOVEMBER_10).next()
  expect(checked).toMatchObject({ done: true, value: { isDamaged: true } })
  database.close()
  mark.close()
  expect(openDatabase({ path, nowMs: () => NOVEMBER_10 })).toMatchObject({
    failure: { kind: 'database-damaged' },
  })
})
