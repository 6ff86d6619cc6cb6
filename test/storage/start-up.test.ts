import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { checkLedger } from '../../main/ledger/check-ledger.ts'
import { migrations } from '../../main/storage/migrations/list.ts'
import { type OpenedDatabase, openDatabase } from '../../main/storage/open.ts'
import { addingUp, addUp } from '../../main/storage/sound.ts'
import { callItClosedInOrder, crashImage, filesOf, tamper } from '../helpers/damage.ts'
import {
  CREDIT,
  NOVEMBER_10,
  type ProfileOnDisk,
  profileOnDisk,
  reserve,
} from '../helpers/profile-on-disk.ts'

const WEEK_MS = 7 * 24 * 60 * 60 * 1000

/** Five entries: a grant, two reservations and two endings. */
function usedProfile(): ProfileOnDisk {
  const profile = profileOnDisk()
  profile.ledger.setMonthlyBudget(100 * CREDIT, 'first')
  for (const attemptId of ['t1', 't2']) {
    reserve(profile, attemptId, 30 * CREDIT)
    profile.ledger.markDispatched(attemptId)
    profile.ledger.settle(attemptId, 20 * CREDIT, 'exact')
  }
  return profile
}

function usedFile(): string {
  const profile = usedProfile()
  profile.close()
  return profile.path
}

function open(path: string, nowMs = NOVEMBER_10): OpenedDatabase {
  const opened = openDatabase({ path, nowMs: () => nowMs })
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure))
  return opened.value
}

function close({ database, mark }: OpenedDatabase): void {
  database.close()
  mark.close()
}

function failureKind(path: string, nowMs = NOVEMBER_10): string | null {
  const opened = openDatabase({ path, nowMs: () => nowMs })
  if (!opened.ok) return opened.failure.kind
  close(opened.value)
  return null
}

function incidents({ database }: OpenedDatabase): { kind: string; detail_json: string }[] {
  return database
    .prepare<[], { kind: string; detail_json: string }>('SELECT kind, detail_json FROM incident')
    .all()
}

describe('a database whose rules are not those of its version is refused as it is', () => {
  test.each([
    ['a trigger is missing', 'DROP TRIGGER entry_no_delete'],
    ['an index is missing', 'DROP INDEX entry_one_ending'],
    [
      'a trigger was altered',
      `DROP TRIGGER balance_kept;
       CREATE TRIGGER balance_kept BEFORE DELETE ON balance BEGIN SELECT 1; END`,
    ],
    [
      'a trigger was added',
      `CREATE TRIGGER more AFTER INSERT ON entry
       BEGIN UPDATE balance SET granted_nano_usd = 0; END`,
    ],
    ['a table is missing', 'DROP TABLE message_chunk'],
    ['a table was added', 'CREATE TABLE other(x)'],
    ['its version says that it is empty', 'PRAGMA user_version = 0'],
  ])('%s', (_name, sql) => {
    const path = usedFile()
    const raw = new SqliteDatabase(path)
    raw.exec(sql)
    raw.close()
    const before = filesOf(dirname(path))
    expect(failureKind(path)).toBe('database-damaged')
    expect(filesOf(dirname(path))).toEqual(before)
  })

  test('statistics that another program left are no rule', () => {
    const path = usedFile()
    const raw = new SqliteDatabase(path)
    raw.exec('ANALYZE')
    raw.close()
    expect(failureKind(path)).toBeNull()
  })
})

describe('after a run that did not close in order, everything is read before it is opened', () => {
  test('a sound ledger opens, with nothing lost and nothing rebuilt', () => {
    const opened = open(crashImage(usedProfile()))
    expect(opened).toMatchObject({ lostEntryCount: 0, rebuiltCount: 0 })
    expect(incidents(opened)).toEqual([])
    close(opened)
  })

  test('an entry that was changed breaks the chain, and not one byte is written', () => {
    const path = usedFile()
    tamper(path, (raw) => raw.exec('UPDATE entry SET amount_nano_usd = 5 WHERE sequence = 3'))
    const before = filesOf(dirname(path))
    expect(failureKind(path)).toBe('database-damaged')
    expect(filesOf(dirname(path))).toEqual(before)
  })

  test('a row that belongs to nothing is damage', () => {
    const path = usedFile()
    tamper(path, (raw) => {
      raw.pragma('foreign_keys = OFF')
      raw.exec("DELETE FROM attempt WHERE id = 't2'")
    })
    expect(failureKind(path)).toBe('database-damaged')
  })

  test('balances that differ are written anew from the entries, and that is kept on record', () => {
    const path = usedFile()
    tamper(path, (raw) => raw.exec('UPDATE balance SET spent_nano_usd = 0'))
    const opened = open(path)
    expect(opened.rebuiltCount).toBe(1)
    expect(checkLedger(opened.database)).toEqual([])
    const [incident] = incidents(opened)
    expect(incident?.kind).toBe('balances-rebuilt')
    expect(JSON.parse(incident?.detail_json ?? '')).toMatchObject({
      periods: [{ kept: { spentNanoUsd: 0 }, folded: { spentNanoUsd: 40 * CREDIT } }],
    })
    close(opened)
    const again = open(path)
    expect(again.rebuiltCount).toBe(0)
    close(again)
  })

  test('a row of balances that is gone is written anew as well', () => {
    const path = usedFile()
    tamper(path, (raw) => raw.exec('DELETE FROM balance'))
    const opened = open(path)
    expect(opened.rebuiltCount).toBe(1)
    expect(checkLedger(opened.database)).toEqual([])
    close(opened)
  })
})

describe('after a run that closed in order', () => {
  test('the entries are read once a week, and when the clock went back', () => {
    const path = usedFile()
    tamper(path, (raw) => raw.exec('UPDATE entry SET amount_nano_usd = 5 WHERE sequence = 3'))
    callItClosedInOrder(path, NOVEMBER_10)
    expect(failureKind(path, NOVEMBER_10 + WEEK_MS - 1)).toBeNull()
    expect(failureKind(path, NOVEMBER_10 + WEEK_MS)).toBe('database-damaged')
    expect(failureKind(path, NOVEMBER_10 - 1)).toBe('database-damaged')
  })

  test('a full check is good for a week', () => {
    const path = usedFile()
    close(open(path, NOVEMBER_10))
    const raw = new SqliteDatabase(path)
    const found = raw.prepare("SELECT value_json FROM setting WHERE key = 'fullyCheckedAtMs'")
    expect(found.pluck().get()).toBe(String(NOVEMBER_10))
    raw.close()
  })
})

test('a ledger in use can be added up in steps, with the entries that come between them', () => {
  const profile = profileOnDisk()
  profile.ledger.setMonthlyBudget(10_000 * CREDIT, 'first')
  profile.storage.transact(() => {
    for (let index = 0; index < 2_500; index += 1) reserve(profile, `t${index}`, CREDIT)
  })
  const adding = addingUp(profile.database)
  expect(adding.next()).toEqual({ done: false, value: undefined })
  reserve(profile, 'between', CREDIT)
  const { done, value } = adding.next()
  expect(done).toBe(true)
  expect(value).toEqual(addUp(profile.database))
  expect(value).toMatchObject({ entryCount: 2_502, brokenAtSequence: null })
  expect(checkLedger(profile.database, value ?? undefined)).toEqual([])
})

describe('a refused database keeps its log', () => {
  test('a newer one', () => {
    const profile = usedProfile()
    profile.database.pragma('user_version = 99')
    const path = crashImage(profile)
    profile.database.pragma(`user_version = ${migrations.length}`)
    const before = filesOf(dirname(path))
    expect(Object.keys(before)).toContain('farthing.db-wal')
    expect(failureKind(path)).toBe('database-newer')
    expect(filesOf(dirname(path))).toEqual(before)
  })

  test('a damaged one', () => {
    const profile = usedProfile()
    profile.database.exec('CREATE TABLE other(x)')
    const path = crashImage(profile)
    const before = filesOf(dirname(path))
    expect(failureKind(path)).toBe('database-damaged')
    expect(filesOf(dirname(path))).toEqual(before)
  })
})

describe('the mark tells of entries that are gone', () => {
  test('a log that was cut: how many, once, and the rest is used', () => {
    const path = crashImage(usedProfile())
    truncateSync(`${path}-wal`, Math.floor(readFileSync(`${path}-wal`).length * 0.9))
    const opened = open(path)
    const found = opened.database.prepare('SELECT max(sequence) FROM entry').pluck().get()
    expect(opened.lostEntryCount).toBe(5 - Number(found))
    expect(opened.lostEntryCount).toBeGreaterThan(0)
    expect(incidents(opened)).toEqual([
      { kind: 'entries-lost', detail_json: expect.stringContaining('"markedSequence":5') },
    ])
    close(opened)
    const again = open(path)
    expect(again.lostEntryCount).toBe(0)
    expect(incidents(again)).toHaveLength(1)
    close(again)
  })

  test('an older copy that went on by itself: another chain at the entry that was marked', () => {
    const profile = profileOnDisk()
    profile.ledger.setMonthlyBudget(100 * CREDIT, 'first')
    const path = crashImage(profile)
    reserve(profile, 't1', 30 * CREDIT)
    const other = profileOnDisk(path)
    reserve(other, 't2', 20 * CREDIT)
    reserve(other, 't3', 20 * CREDIT)
    other.close()
    writeFileSync(
      join(dirname(path), 'ledger.mark'),
      readFileSync(join(dirname(profile.path), 'ledger.mark')),
    )
    const opened = open(path)
    expect(opened.lostEntryCount).toBe(1)
    expect(incidents(opened).map(({ kind }) => kind)).toEqual(['entries-lost'])
    close(opened)
  })

  test('one that cannot be read is as none', () => {
    const path = crashImage(usedProfile())
    writeFileSync(join(dirname(path), 'ledger.mark'), 'nonsense')
    const opened = open(path)
    expect(opened.lostEntryCount).toBe(0)
    close(opened)
  })

  test('a mark that is behind does not lie', () => {
    const profile = profileOnDisk()
    profile.ledger.setMonthlyBudget(100 * CREDIT, 'first')
    const mark = readFileSync(join(dirname(profile.path), 'ledger.mark'))
    reserve(profile, 't1', 30 * CREDIT)
    const path = crashImage(profile)
    writeFileSync(join(dirname(path), 'ledger.mark'), mark)
    const opened = open(path)
    expect(opened.lostEntryCount).toBe(0)
    close(opened)
  })

  test.each([
    ['gone', (path: string) => rmSync(path)],
    ['empty', (path: string) => writeFileSync(path, '')],
    [
      'without its first table, as after a log that was cut to nothing',
      (path: string) => {
        rmSync(path)
        const raw = new SqliteDatabase(path)
        raw.pragma('journal_mode = WAL')
        raw.pragma('application_id = 0x46525448')
        raw.close()
      },
    ],
  ])('a database that is %s is not begun anew over a ledger that was', (_name, damage) => {
    const path = usedFile()
    damage(path)
    const before = filesOf(dirname(path))
    expect(failureKind(path)).toBe('database-damaged')
    expect(filesOf(dirname(path))).toEqual(before)
  })

  test('an empty database beside a log that is not', () => {
    const path = crashImage(usedProfile())
    rmSync(join(dirname(path), 'ledger.mark'))
    writeFileSync(path, '')
    const before = filesOf(dirname(path))
    expect(failureKind(path)).toBe('database-damaged')
    expect(filesOf(dirname(path))).toEqual(before)
  })
})
