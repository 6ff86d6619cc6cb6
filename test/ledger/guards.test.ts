import { describe, expect, test } from 'vitest'
import { CREDIT, type ProfileOnDisk, profileOnDisk, reserve } from '../helpers/profile-on-disk.ts'

/*
 * What SQLite itself refuses, whatever the code above it does. Each statement goes past the ledger,
 * straight at the tables.
 */

function withOneReservation(): ProfileOnDisk {
  const profile = profileOnDisk()
  profile.ledger.setMonthlyBudget(100 * CREDIT, 'first')
  expect(reserve(profile, 't1', 30 * CREDIT).ok).toBe(true)
  return profile
}

const columns = 'sequence, kind, period_id, attempt_id, grant_id, amount_nano_usd, at_ms, chain'

function entry(
  kind: string,
  attempt: string | null,
  amountNanoUsd: number | string,
  sequence = 3,
): string {
  const attemptId = attempt === null ? 'NULL' : `'${attempt}'`
  return `INSERT INTO entry(${columns}) VALUES(${sequence}, '${kind}', '2026-11-01', ${attemptId},
    NULL, ${amountNanoUsd}, ${Date.UTC(2027, 0)}, zeroblob(32))`
}

const secondAttempt = `INSERT INTO attempt(id, turn_id, number, purpose, period_id, provider_id,
  model_id, price_id, input_tokens, max_output_tokens, expected_nano_usd, reserved_nano_usd,
  created_at_ms, updated_at_ms) SELECT 't2', 'turn 2', 1, purpose, period_id, provider_id, model_id,
  price_id, input_tokens, max_output_tokens, expected_nano_usd, 71 * ${CREDIT}, 0, 0 FROM attempt`

describe('SQLite refuses', () => {
  test.each<[string, string[], RegExp]>([
    [
      'a reservation beyond what is available',
      [secondAttempt, entry('reserve', 't2', 71 * CREDIT)],
      /no_overspend/,
    ],
    ['a second reservation of one attempt', [entry('reserve', 't1', 30 * CREDIT)], /UNIQUE/],
    [
      'a reservation that differs from its attempt',
      [secondAttempt, entry('reserve', 't2', 5)],
      /must match/,
    ],
    [
      'settling more than was reserved',
      ["UPDATE attempt SET state = 'dispatched'", entry('settle', 't1', 31 * CREDIT)],
      /no more is settled/,
    ],
    [
      'settling an attempt that was never dispatched',
      [entry('settle', 't1', 1)],
      /no more is settled/,
    ],
    [
      'a second ending',
      [
        "UPDATE attempt SET state = 'dispatched'",
        entry('settle', 't1', 0),
        entry('release', 't1', 30 * CREDIT, 4),
      ],
      /UNIQUE|release gives back/,
    ],
    ['a release of less than was reserved', [entry('release', 't1', 1)], /one whole reservation/],
    [
      'ending what was never reserved',
      [secondAttempt, entry('release', 't2', 0)],
      /one whole reservation/,
    ],
    [
      'an ended attempt without an entry',
      ["UPDATE attempt SET state = 'released', spent_nano_usd = 0"],
      /ends by an entry/,
    ],
    [
      'a step back',
      ["UPDATE attempt SET state = 'dispatched'", "UPDATE attempt SET state = 'reserved'"],
      /cannot move/,
    ],
    ['a change to the facts of an attempt', ['UPDATE attempt SET reserved_nano_usd = 1'], /frozen/],
    ['a changed entry', ['UPDATE entry SET amount_nano_usd = 1'], /append-only/],
    ['a deleted entry', ['DELETE FROM entry'], /append-only/],
    [
      'a replaced entry',
      [entry('cover', null, 5, 1).replace('INSERT', 'INSERT OR REPLACE')],
      /append-only|in order/,
    ],
    ['a gap in the sequence', [entry('cover', null, 0, 9)], /in order/],
    [
      'an entry dated before the one it follows',
      [entry('cover', null, 0).replace(String(Date.UTC(2027, 0)), '5')],
      /in order/,
    ],
    ['a fraction of a nano-USD', [entry('cover', null, '1.5')], /REAL/],
    ['a text for an amount', [entry('cover', null, "'many'")], /TEXT/],
    ['a negative amount', [entry('cover', null, -5)], /CHECK/],
    [
      'an adjustment of an attempt that has not ended',
      [entry('adjust', 't1', 5)],
      /only an ended attempt/,
    ],
    [
      'a period that overlaps another',
      [
        `INSERT INTO period VALUES('x', ${Date.UTC(2026, 10, 20)}, ${Date.UTC(2026, 11, 20)}, 'UTC')`,
      ],
      /overlap/,
    ],
    ['a changed period', ['UPDATE period SET ends_at_ms = ends_at_ms + 1'], /frozen/],
    ['a changed price', ["UPDATE price SET price_json = '{}'"], /frozen/],
    ['a deleted attempt', ['DELETE FROM attempt'], /kept/],
    ['a deleted balance', ['DELETE FROM balance'], /kept/],
  ])('%s', (_name, statements, reason) => {
    const { database } = withOneReservation()
    const run = (): void => {
      for (const statement of statements) database.exec(statement)
    }
    expect(() => database.transaction(run)()).toThrow(reason)
  })
})

test('deleting a conversation keeps what it spent', () => {
  const { database, ledger } = withOneReservation()
  ledger.markDispatched('t1')
  ledger.settle('t1', 12 * CREDIT, 'exact')
  database.exec("INSERT INTO conversation VALUES('c', 'Title', 0, 0)")
  database.exec("INSERT INTO turn VALUES('turn of t1', 'c', 1, 0)")
  database.exec('DELETE FROM conversation')
  expect(ledger.budget().balances.spentNanoUsd).toBe(12 * CREDIT)
})
