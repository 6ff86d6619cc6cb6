import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { checkLedger } from '../../main/ledger/check-ledger.ts'
import { type BackupOptions, listBackups, takeBackup } from '../../main/storage/backup.ts'
import { openDailyBackup } from '../../main/storage/daily-backup.ts'
import { migrations } from '../../main/storage/migrations/list.ts'
import { openDatabase } from '../../main/storage/open.ts'
import { addUp } from '../../main/storage/sound.ts'
import {
  CREDIT,
  NOVEMBER_10,
  type ProfileOnDisk,
  profileOnDisk,
  reserve,
} from '../helpers/profile-on-disk.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const never = (): boolean => false

function used(): ProfileOnDisk {
  const profile = profileOnDisk()
  profile.ledger.setMonthlyBudget(100 * CREDIT, 'first')
  reserve(profile, 't1', 30 * CREDIT)
  return profile
}

function optionsFor(
  { path, clock }: ProfileOnDisk,
  more: Partial<BackupOptions> = {},
): BackupOptions {
  return { path, steps: migrations, nowMs: () => clock.atMs, freeBytes: () => null, ...more }
}

function backupsFolder({ path }: ProfileOnDisk): string {
  return join(dirname(path), 'backups')
}

function namesOf(profile: ProfileOnDisk): string[] {
  return existsSync(backupsFolder(profile)) ? readdirSync(backupsFolder(profile)) : []
}

describe('a backup', () => {
  test('is one file that opens by itself and is sound, and the list tells of it', async () => {
    const profile = used()
    const taken = await takeBackup(profile.database, optionsFor(profile), never)
    expect(taken).toMatchObject({ ok: true, value: { entryCount: 2, takenAtMs: NOVEMBER_10 } })
    expect(namesOf(profile)).toEqual(['daily-2026-11-10T12-00-00-000Z-2.db'])
    const [listed] = listBackups(profile.path)
    expect(listed).toMatchObject({ ...(taken.ok ? taken.value : {}), kind: 'daily' })
    const copy = new SqliteDatabase(listed?.path ?? '', { readonly: true })
    expect(checkLedger(copy)).toEqual([])
    expect(addUp(copy).entryCount).toBe(2)
    copy.close()
    expect(namesOf(profile)).toHaveLength(1)
  })

  test('taken while entries are written is sound and a beginning of the history', async () => {
    const profile = used()
    profile.ledger.setMonthlyBudget(1_000_000 * CREDIT, 'more')
    const fill = profile.database.prepare("INSERT INTO setting VALUES('filler', json_quote(?))")
    fill.run('x'.repeat(20_000_000))
    let written = 0
    const writing = setInterval(() => {
      reserve(profile, `during ${written}`, CREDIT)
      written += 1
    })
    const taken = await takeBackup(profile.database, optionsFor(profile), never)
    clearInterval(writing)
    expect(taken).toMatchObject({ ok: true })
    const copy = new SqliteDatabase(listBackups(profile.path)[0]?.path ?? '', { readonly: true })
    const entryCount = addUp(copy).entryCount
    expect(written).toBeGreaterThan(0)
    expect(entryCount).toBeGreaterThanOrEqual(3)
    expect(entryCount).toBeLessThanOrEqual(3 + written)
    expect(checkLedger(copy)).toEqual([])
    copy.close()
  })

  test('of a ledger that is not sound never gets a name', async () => {
    const profile = used()
    profile.database.exec('UPDATE balance SET granted_nano_usd = granted_nano_usd + 1')
    const taken = await takeBackup(profile.database, optionsFor(profile), never)
    profile.database.exec('UPDATE balance SET granted_nano_usd = granted_nano_usd - 1')
    expect(taken).toMatchObject({ ok: false, failure: { kind: 'backup-unusable' } })
    expect(namesOf(profile)).toEqual([])
  })

  test('is not begun without room for it and 50 MB beside it', async () => {
    const profile = used()
    const freeBytes = (): number => 50 * 1024 * 1024
    const taken = await takeBackup(profile.database, optionsFor(profile, { freeBytes }), never)
    expect(taken).toMatchObject({ ok: false, failure: { kind: 'disk-nearly-full' } })
    expect(namesOf(profile)).toEqual([])
  })

  test('that is called off leaves nothing', async () => {
    const profile = used()
    const taken = await takeBackup(profile.database, optionsFor(profile), () => true)
    expect(taken).toEqual({ ok: true, value: null })
    expect(namesOf(profile)).toEqual([])
  })

  test('cannot be taken where its folder cannot be made: a failure, and the ledger goes on', async () => {
    const profile = used()
    writeFileSync(backupsFolder(profile), 'in the way')
    const taken = await takeBackup(profile.database, optionsFor(profile), never)
    expect(taken).toMatchObject({ ok: false, failure: { kind: 'database-unusable' } })
    expect(reserve(profile, 't2', CREDIT).ok).toBe(true)
  })

  test('removes what an interrupted one left, and no other file', async () => {
    const profile = used()
    mkdirSync(backupsFolder(profile))
    for (const name of ['unfinished-x.db', 'unfinished-x.db-journal', 'holiday.jpg']) {
      writeFileSync(join(backupsFolder(profile), name), 'half')
    }
    await takeBackup(profile.database, optionsFor(profile), never)
    expect(namesOf(profile).toSorted()).toEqual([
      'daily-2026-11-10T12-00-00-000Z-2.db',
      'holiday.jpg',
    ])
  })

  test('of each day: the newest seven are kept', async () => {
    const profile = used()
    for (let day = 0; day < 9; day += 1) {
      profile.clock.atMs = NOVEMBER_10 + day * DAY_MS
      await takeBackup(profile.database, optionsFor(profile), never)
    }
    const days = listBackups(profile.path).map(
      ({ takenAtMs }) => (takenAtMs - NOVEMBER_10) / DAY_MS,
    )
    expect(days).toEqual([8, 7, 6, 5, 4, 3, 2])
  })
})

describe('the daily backup', () => {
  type Later = { delayMs: number; run: () => void }

  function scheduled(profile: ProfileOnDisk, more: Partial<BackupOptions> = {}) {
    const later: Later[] = []
    const reports: unknown[] = []
    const daily = openDailyBackup(profile.database, {
      ...optionsFor(profile, more),
      after(delayMs, run) {
        const one = { delayMs, run }
        later.push(one)
        return () => void later.splice(later.indexOf(one), later.includes(one) ? 1 : 0)
      },
      report: (error) => void reports.push(error),
    })
    /** Runs what comes next, and waits until it has put off what comes after. */
    const runNext = async (): Promise<number> => {
      const { delayMs, run } = later.shift() ?? { delayMs: -1, run: () => {} }
      run()
      await expect.poll(() => later.length).toBe(1)
      return delayMs
    }
    return { later, reports, runNext, close: () => daily.close() }
  }

  test('is taken some time after the start, and each day from then on', async () => {
    const profile = used()
    const { later, reports, runNext } = scheduled(profile)
    expect(await runNext()).toBe(20_000)
    expect(namesOf(profile)).toHaveLength(1)
    profile.clock.atMs += DAY_MS
    expect(await runNext()).toBe(DAY_MS)
    expect(namesOf(profile)).toHaveLength(2)
    expect(later.map(({ delayMs }) => delayMs)).toEqual([DAY_MS])
    expect(reports).toEqual([])
  })

  test('waits until the last good one is a day old', async () => {
    const profile = used()
    await takeBackup(profile.database, optionsFor(profile), never)
    profile.clock.atMs += DAY_MS - 5_000
    const { later, runNext } = scheduled(profile)
    await runNext()
    expect(namesOf(profile)).toHaveLength(1)
    expect(later.map(({ delayMs }) => delayMs)).toEqual([5_000])
  })

  test('is taken although another one bears a date that has not come yet', async () => {
    const profile = used()
    profile.clock.atMs += 30 * DAY_MS
    await takeBackup(profile.database, optionsFor(profile), never)
    profile.clock.atMs = NOVEMBER_10
    await scheduled(profile).runNext()
    expect(namesOf(profile)).toHaveLength(2)
  })

  test('that fails is reported, and tried again in an hour', async () => {
    const profile = used()
    const { later, reports, runNext } = scheduled(profile, { freeBytes: () => 1 })
    await runNext()
    expect(String(reports[0])).toContain('disk-nearly-full')
    expect(later.map(({ delayMs }) => delayMs)).toEqual([60 * 60 * 1000])
  })

  test('is tried again in an hour after a mistake that nobody expected, and reports it', async () => {
    const profile = used()
    const mistake = new Error('Nobody expected this')
    const { later, reports, runNext } = scheduled(profile, {
      freeBytes() {
        throw mistake
      },
    })
    await runNext()
    expect(reports).toEqual([mistake])
    expect(later.map(({ delayMs }) => delayMs)).toEqual([60 * 60 * 1000])
  })

  test('is called off by closing, even while it is being taken', async () => {
    const profile = used()
    const { later, reports, close } = scheduled(profile)
    later.shift()?.run()
    await close()
    profile.close()
    expect(namesOf(profile).filter((name) => name.startsWith('unfinished'))).toEqual([])
    expect(reports).toEqual([])
    expect(later).toEqual([])
  })
})

describe('before an upgrade', () => {
  const next = 'CREATE TABLE later(x TEXT) STRICT'
  const steps = [...migrations, next]

  function open(path: string, freeBytes: number | null = null) {
    return openDatabase({ path, steps, nowMs: () => NOVEMBER_10, freeBytes: () => freeBytes })
  }

  test('the database is backed up as its version had it, then upgraded', () => {
    const profile = used()
    profile.close()
    const opened = open(profile.path)
    if (!opened.ok) throw new Error(JSON.stringify(opened.failure))
    expect(opened.value.database.pragma('user_version', { simple: true })).toBe(steps.length)
    expect(addUp(opened.value.database)).toMatchObject({ entryCount: 2, brokenAtSequence: null })
    opened.value.database.close()
    const kept = `version-${migrations.length}-2026-11-10T12-00-00-000Z-2.db`
    expect(namesOf(profile)).toEqual([kept])
    const copy = openDatabase({ path: join(backupsFolder(profile), kept) })
    if (!copy.ok) throw new Error(JSON.stringify(copy.failure))
    expect(checkLedger(copy.value.database)).toEqual([])
    copy.value.database.close()
  })

  test('without room for the backup nothing is upgraded', () => {
    const profile = used()
    profile.close()
    expect(open(profile.path, 50 * 1024 * 1024)).toMatchObject({
      ok: false,
      failure: { kind: 'disk-nearly-full', freeBytes: 50 * 1024 * 1024 },
    })
    expect(namesOf(profile)).toEqual([])
    expect(profileOnDisk(profile.path).ledger.budget().balances.reservedNanoUsd).toBe(30 * CREDIT)
  })

  test('one backup of each version is kept, however often the upgrade fails', () => {
    const profile = used()
    profile.close()
    for (const atMs of [NOVEMBER_10, NOVEMBER_10 + 1]) {
      const nowMs = (): number => atMs
      const broken = [...migrations, 'CREATE TABLE later(x TEXT) STRICT; nonsense']
      expect(() => openDatabase({ path: profile.path, steps: broken, nowMs })).toThrow(/syntax/)
    }
    expect(namesOf(profile)).toHaveLength(1)
    const raw = new SqliteDatabase(profile.path)
    expect(raw.pragma('user_version', { simple: true })).toBe(migrations.length)
    expect(raw.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'later'").get()).toBeUndefined()
    raw.close()
  })

  test('a new database needs none', () => {
    const profile = used()
    const opened = open(join(dirname(profile.path), 'fresh', 'farthing.db'))
    if (!opened.ok) throw new Error(JSON.stringify(opened.failure))
    opened.value.database.close()
    expect(existsSync(join(dirname(profile.path), 'fresh', 'backups'))).toBe(false)
  })
})
