import { chmodSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { migrations } from '../../main/storage/migrations/list.ts'
import { openDatabase } from '../../main/storage/open.ts'
import { addUp } from '../../main/storage/sound.ts'
import { CREDIT, profileOnDisk, reserve } from '../helpers/profile-on-disk.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

function path(): string {
  return join(temporaryFolder(), 'farthing.db')
}

/** A closed database file with a grant and a reservation in it. */
function usedFile(): string {
  const profile = profileOnDisk()
  profile.ledger.setMonthlyBudget(100 * CREDIT, 'first')
  reserve(profile, 't1', 30 * CREDIT)
  profile.close()
  return profile.path
}

describe('a profile database', () => {
  test('is opened with every guarantee the ledger leans on', () => {
    const { database } = profileOnDisk()
    const read = (name: string): unknown => database.pragma(name, { simple: true })
    expect(read('journal_mode')).toBe('wal')
    expect(read('synchronous')).toBe(2)
    expect(read('recursive_triggers')).toBe(1)
    expect(read('foreign_keys')).toBe(1)
    expect(read('trusted_schema')).toBe(0)
    expect(read('locking_mode')).toBe('exclusive')
  })

  test('has the same balances and an unbroken chain when it is opened again', () => {
    const { ledger, database } = profileOnDisk(usedFile())
    expect(ledger.budget().balances.reservedNanoUsd).toBe(30 * CREDIT)
    expect(addUp(database)).toMatchObject({ entryCount: 2, brokenAtSequence: null })
  })

  test('shows by its chain that an entry was changed behind its back', () => {
    const file = usedFile()
    const raw = new SqliteDatabase(file)
    raw.exec(
      'DROP TRIGGER entry_no_update; UPDATE entry SET amount_nano_usd = 5 WHERE sequence = 1',
    )
    raw.close()
    const database = new SqliteDatabase(file)
    expect(addUp(database).brokenAtSequence).toBe(1)
    database.close()
  })

  test('needs no memory that is shared with others, which not every disk has', () => {
    const file = path()
    mkdirSync(`${file}-shm`)
    for (const start of ['first', 'second']) {
      const opened = openDatabase({ path: file })
      expect(opened, start).toMatchObject({ ok: true })
      if (!opened.ok) return
      opened.value.database.close()
      opened.value.mark.close()
    }
  })

  test('is held by one process: a second cannot write beside it', () => {
    const { path: file } = profileOnDisk()
    const second = new SqliteDatabase(file, { timeout: 50 })
    expect(() => second.exec('CREATE TABLE other(x)')).toThrow(/locked/)
    second.close()
  })
})

describe('what cannot be opened is named and left as it was', () => {
  test.each<[string, (file: string) => void]>([
    [
      'random bytes',
      (file) => writeFileSync(file, Buffer.from('not a database at all'.repeat(300))),
    ],
    [
      'a damaged header',
      (file) =>
        writeFileSync(file, Buffer.concat([Buffer.from('xxxx'), readFileSync(file).subarray(4)])),
    ],
    [
      'a header of a format that there is not',
      (file) => writeFileSync(file, readFileSync(file).fill(0x7f, 47, 48)),
    ],
    [
      'half a file',
      (file) => truncateSync(file, Math.floor(readFileSync(file).length / 2 / 4096) * 4096),
    ],
    [
      'a flipped b-tree page',
      (file) => writeFileSync(file, readFileSync(file).fill(0xff, 4096, 8192)),
    ],
    [
      "another program's database",
      (file) => {
        writeFileSync(file, '')
        const other = new SqliteDatabase(file)
        other.exec('CREATE TABLE theirs(x)')
        other.close()
      },
    ],
  ])('%s', (_name, damage) => {
    const file = usedFile()
    damage(file)
    const before = readFileSync(file)
    expect(openDatabase({ path: file })).toEqual({
      ok: false,
      failure: { kind: 'database-damaged', path: file },
    })
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  test('a database from a newer version, with both versions', () => {
    const file = usedFile()
    const raw = new SqliteDatabase(file)
    raw.pragma('user_version = 99')
    raw.close()
    expect(openDatabase({ path: file })).toEqual({
      ok: false,
      failure: { kind: 'database-newer', foundVersion: 99, supportedVersion: migrations.length },
    })
  })

  test('a place where SQLite cannot keep a log, with the setting that it refuses', () => {
    expect(openDatabase({ path: ':memory:' })).toEqual({
      ok: false,
      failure: {
        kind: 'database-unusable',
        message: 'SQLite has journal_mode = memory, not wal',
      },
    })
  })

  test('a folder that is a file', () => {
    const file = path()
    writeFileSync(file, 'x')
    expect(openDatabase({ path: join(file, 'farthing.db') })).toMatchObject({
      ok: false,
      failure: { kind: 'database-unusable' },
    })
  })

  test.skipIf(process.getuid?.() === 0)('a folder that cannot be written', () => {
    const folder = temporaryFolder()
    chmodSync(folder, 0o500)
    expect(openDatabase({ path: join(folder, 'farthing.db') }).ok).toBe(false)
    chmodSync(folder, 0o700)
  })
})
