import SqliteDatabase from 'better-sqlite3'
import { expect, test } from 'vitest'
import { checkLedger } from '../../main/ledger/check-ledger.ts'
import { chainOf, CHAIN_START, openEntries } from '../../main/storage/entries.ts'
import { addUp } from '../../main/storage/sound.ts'
import { tamper } from '../helpers/damage.ts'
import { CREDIT, profileOnDisk, reserve } from '../helpers/profile-on-disk.ts'

/** Entries: 1 grant, 2 and 3 settle t1, 4 and 5 release t2, 6 and 7 settle t3 with overrun 8, cover 9. */
function usedFile(): string {
  const profile = profileOnDisk()
  profile.ledger.setMonthlyBudget(100 * CREDIT, 'first')
  for (const attemptId of ['t1', 't2', 't3']) {
    reserve(profile, attemptId, 10 * CREDIT)
    profile.ledger.markDispatched(attemptId)
    if (attemptId === 't1') profile.ledger.settle(attemptId, 8 * CREDIT, 'exact')
    if (attemptId === 't2') profile.ledger.release(attemptId)
    if (attemptId === 't3') profile.ledger.settle(attemptId, 12 * CREDIT, 'exact')
  }
  reserve(profile, 't4', 10 * CREDIT)
  profile.close()
  return profile.path
}

/** What is found after a change past all rules, with the chain and the balances made to agree. */
function found(sql: string): string[] {
  const path = usedFile()
  tamper(path, (raw) => {
    raw.pragma('foreign_keys = OFF')
    raw.exec('DROP INDEX entry_one_ending; DROP INDEX entry_one_reserve')
    raw.exec('DROP INDEX entry_one_grant')
    raw.exec(sql)
    let before = CHAIN_START
    const entries = Array.from(openEntries(raw).all())
    for (const entry of entries) {
      before = chainOf(before, entry)
      raw.prepare('UPDATE entry SET chain = ? WHERE sequence = ?').run(before, entry.sequence)
    }
    for (const [periodId, sums] of addUp(raw).balances) {
      raw
        .prepare(
          `UPDATE balance SET granted_nano_usd = ?, added_nano_usd = ?, reserved_nano_usd = ?,
             spent_nano_usd = ?, overrun_nano_usd = ? WHERE period_id = ?`,
        )
        .run(
          sums.grantedNanoUsd,
          sums.addedNanoUsd,
          sums.reservedNanoUsd,
          sums.spentNanoUsd,
          sums.overrunNanoUsd,
          periodId,
        )
    }
  })
  const database = new SqliteDatabase(path)
  const problems = checkLedger(database)
  database.close()
  return problems
}

const columns = 'sequence, kind, period_id, attempt_id, grant_id, amount_nano_usd, at_ms, chain'

/** A copy of an entry at the end, with one column changed. */
function again(sequence: number, change: string): string {
  return `INSERT INTO entry(${columns}) SELECT ${columns.replace('sequence', '(SELECT max(sequence) + 1 FROM entry)')}
    FROM entry WHERE sequence = ${sequence};
    UPDATE entry SET ${change} WHERE sequence = (SELECT max(sequence) FROM entry)`
}

test('a ledger that was used as meant is sound', () => {
  expect(found('')).toEqual([])
})

test.each<[string, string, string]>([
  [
    'an attempt has one reservation',
    again(2, "attempt_id = 't1'"),
    'Attempt t1 does not have exactly one reservation.',
  ],
  [
    'an attempt without entries',
    "UPDATE entry SET attempt_id = 't3' WHERE attempt_id = 't4'",
    'Attempt t4 has no entries at all.',
  ],
  [
    'a reservation is the amount it was made for',
    'UPDATE entry SET amount_nano_usd = 900000 WHERE sequence = 2',
    'Attempt t1: its reservation is not the amount it was made for.',
  ],
  ['an attempt ends once', again(5, "attempt_id = 't2'"), 'Attempt t2 ended more than once.'],
  [
    'no more is settled than was reserved',
    'UPDATE entry SET amount_nano_usd = 1100000 WHERE sequence = 3',
    'Attempt t1: more was settled than was reserved.',
  ],
  [
    'a release is whole',
    'UPDATE entry SET amount_nano_usd = 1 WHERE sequence = 5',
    'Attempt t2: its release is not the whole reservation.',
  ],
  [
    'settled means a settle',
    "UPDATE attempt SET state = 'settled', spent_nano_usd = 0 WHERE id = 't4'",
    'Attempt t4: it says settled without an entry, or the other way round.',
  ],
  [
    'a settle means settled',
    "UPDATE attempt SET state = 'uncertain', spent_nano_usd = NULL WHERE id = 't1'",
    'Attempt t1: it says settled without an entry, or the other way round.',
  ],
  [
    'released means a release',
    "UPDATE attempt SET state = 'released', spent_nano_usd = 0 WHERE id = 't4'",
    'Attempt t4: it says released without an entry, or the other way round.',
  ],
  [
    'what was spent is settle, overrun and adjust',
    "UPDATE attempt SET spent_nano_usd = 1000000 WHERE id = 't3'",
    'Attempt t3: what it says was spent is not the sum of its entries.',
  ],
  [
    'an attempt stays in its period',
    `INSERT INTO period VALUES('2026-12-01', 1796083200000, 1798761600000, 'UTC');
     INSERT INTO balance(period_id) VALUES('2026-12-01');
     UPDATE entry SET period_id = '2026-12-01' WHERE attempt_id = 't4'`,
    'Attempt t4 has entries in another period than its own.',
  ],
  [
    'an entry belongs to an attempt',
    "DELETE FROM attempt WHERE id = 't4'",
    'Entry 10 belongs to an attempt that is not there.',
  ],
  [
    'a month is granted once',
    again(1, "grant_id = 'month:2026-12-01'"),
    'Period 2026-11-01 was granted its monthly budget twice, or that of another month.',
  ],
  [
    'ledger time never goes back',
    'UPDATE entry SET at_ms = at_ms - 1 WHERE sequence = 4',
    'Entry 4 is dated before the entry it follows.',
  ],
  [
    'nothing is overspent',
    'UPDATE entry SET amount_nano_usd = 2000000 WHERE sequence = 1',
    '2026-11-01: more is spent and reserved than was granted.',
  ],
])('%s', (_rule, sql, sentence) => {
  expect(found(sql)).toContain(sentence)
})

test('balances are what their entries sum to', () => {
  const path = usedFile()
  tamper(path, (raw) => raw.exec('UPDATE balance SET spent_nano_usd = 7'))
  const database = new SqliteDatabase(path)
  expect(checkLedger(database)).toEqual([
    '2026-11-01: spentNanoUsd is kept as 7, its entries sum to 2000000.',
  ])
  database.close()
})

test('a broken chain names the first entry that does not fit', () => {
  const path = usedFile()
  tamper(path, (raw) => raw.exec('UPDATE entry SET at_ms = at_ms + 1 WHERE sequence = 6'))
  const database = new SqliteDatabase(path)
  expect(checkLedger(database)[0]).toBe('Entry 6 is not chained to the one before it.')
  database.close()
})
