import { expect, test } from 'vitest'
import { heavyPrice, type ProfileOnDisk, profileOnDisk } from '../helpers/profile-on-disk.ts'
import { attack, attacks, missingValues, permitted } from './attacks.ts'
import { columnsOf, tables } from './rows.ts'
import { fillVictim } from './victim.ts'

test('SQLite refuses what the program must never do, and what goes past it', () => {
  const profile = victim()
  const all = [...attacks, ...missingValues(profile.database)]
  const answers = all.map((one) => ({ ...one, answer: attack(profile.database, one) }))
  const letBe = answers.filter(({ answer, refusal }) => !refusal.test(answer ?? ''))
  expect(letBe.map(({ name, answer }) => `${name}: ${answer ?? 'was let be'}`)).toEqual([])
  expect(all.length).toBeGreaterThan(250)
})

test.each(tables)('the attacks know every column of %s', (table) => {
  const profile = victim()
  const { database } = profile
  const columns = (database.pragma(`table_info(${table})`) as { name: string }[]).map(
    ({ name }) => name,
  )
  expect(columns.toSorted()).toEqual(columnsOf(table).toSorted())
})

test('SQLite permits what is usual', () => {
  const { database } = victim()
  const refused = permitted.filter((one) => attack(database, one) !== null)
  expect(refused.map(({ name }) => name)).toEqual([])
})

test.each([
  ['synchronous', 2],
  ['fullfsync', 1],
  ['checkpoint_fullfsync', 1],
  ['foreign_keys', 1],
  ['recursive_triggers', 1],
  ['trusted_schema', 0],
  ['cell_size_check', 1],
  ['journal_mode', 'wal'],
  ['locking_mode', 'exclusive'],
])('%s is %s after something was written, and when it is opened again', (name, expected) => {
  const profile = victim()
  expect(profile.database.pragma(name, { simple: true })).toBe(expected)
  profile.close()
  const again = profileOnDisk(profile.path)
  expect(again.database.pragma(name, { simple: true })).toBe(expected)
})

test('deleting a conversation keeps what it spent', () => {
  const profile = victim()
  const { database, storage } = profile
  const before = storage.periods.balances('2026-11-01')
  database.exec("DELETE FROM conversation WHERE id = 'chat'")
  for (const table of ['turn', 'message', 'message_chunk', 'summary', 'dropped_attachment']) {
    expect(database.prepare(`SELECT count(*) FROM ${table}`).pluck().get(), table).toBe(0)
  }
  expect(storage.periods.balances('2026-11-01')).toEqual(before)
  expect(storage.attempts.find('settled')).toMatchObject({ state: 'settled', spentNanoUsd: 5 })
})

function victim(): ProfileOnDisk {
  const profile = profileOnDisk()
  profile.storage.prices.pin('test', 'heavy', heavyPrice)
  fillVictim(profile, profile.clock)
  return profile
}
