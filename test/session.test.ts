import SqliteDatabase from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { databasePath } from '../main/session.ts'
import { takeBackup } from '../main/storage/backup.ts'
import { migrations } from '../main/storage/migrations/list.ts'
import { openDatabase } from '../main/storage/open.ts'
import { decideToStartAfresh } from '../main/storage/replace.ts'
import { restore } from '../main/storage/restore.ts'
import type { Budget } from '../shared/ipc/shapes.ts'
import { tamper } from './helpers/damage.ts'
import { CREDIT, NOVEMBER_10, profileOnDisk } from './helpers/profile-on-disk.ts'
import { temporaryFolder } from './helpers/temporary-folder.ts'
import { openTortureSession } from './torture/a-session.ts'
import { watchSteps } from './torture/steps.ts'
import { START_MS } from './torture/work.ts'

/** Steps that an opening takes; fewer than this, and nothing would be tested. */
const FEWEST_STEPS = 15

const DAY_MS = 24 * 60 * 60 * 1000

test.each(['personal', 'practice'] as const)(
  'a disk that is full at any write of opening a %s profile is named, and lets go of it',
  async (profile) => {
    for (let failsAt = 1; ; failsAt += 1) {
      const folder = temporaryFolder()
      let failedAt = 0
      const stop = watchSteps(({ number, what, database }) => {
        if (number !== failsAt || /^(?:ROLLBACK|close)/u.test(what)) return
        failedAt = number
        if (database) throw new SqliteDatabase.SqliteError('disk is full', 'SQLITE_FULL')
        throw Object.assign(new Error('disk is full'), { code: 'ENOSPC' })
      })
      const first = openTortureSession(folder, START_MS, { profile }).opened
      stop()
      if (first.ok) await first.value.close()
      else expect(first.failure.kind, `write ${failsAt}`).toBe('disk-full')
      const second = openTortureSession(folder, START_MS, { profile }).opened
      if (!second.ok) throw new Error(`After write ${failsAt}: ${second.failure.kind}`)
      await second.value.close()
      if (first.ok && failedAt === 0 && failsAt > FEWEST_STEPS) return
    }
  },
)

test('a session whose last write is refused, and whose log is as well, lets go of its database', async () => {
  const folder = temporaryFolder()
  const { opened } = openTortureSession(folder, START_MS, {
    report() {
      throw new Error('The log is on the same disk')
    },
  })
  if (!opened.ok) throw new Error(opened.failure.kind)
  const stop = watchSteps(({ what }) => {
    if (/^(?:ROLLBACK|close)/u.test(what)) return
    throw new SqliteDatabase.SqliteError('disk is full', 'SQLITE_FULL')
  })
  await expect(opened.value.close()).rejects.toThrow('The log is on the same disk')
  stop()
  const again = openTortureSession(folder, START_MS).opened
  if (!again.ok) throw new Error(again.failure.kind)
  await again.value.close()
})

describe('after a restore', () => {
  /** Of a profile whose budget was changed after its backup, by an entry that is damaged. */
  async function restoredWith(monthlyNanoUsd: number): Promise<string> {
    const folder = temporaryFolder()
    const path = databasePath(folder)
    const profile = profileOnDisk(path)
    profile.ledger.setMonthlyBudget(100 * CREDIT, 'first')
    const nowMs = (): number => NOVEMBER_10
    const options = { path, steps: migrations, nowMs, freeBytes: () => null }
    const taken = await takeBackup(profile.database, options, () => false)
    if (!taken.ok || !taken.value) throw new Error('There is no backup')
    profile.ledger.setMonthlyBudget(monthlyNanoUsd, 'second')
    profile.close()
    tamper(path, (raw) => raw.exec('UPDATE entry SET amount_nano_usd = 1 WHERE sequence = 2'))
    const { backupName } = taken.value
    expect(restore({ path, backupName, nowMs })).toEqual({ ok: true, value: undefined })
    return folder
  }

  async function budgetAt(folder: string, atMs: number): Promise<Budget> {
    const { opened } = openTortureSession(folder, atMs)
    if (!opened.ok) throw new Error(opened.failure.kind)
    const budget = opened.value.turns.budget()
    await opened.value.close()
    return budget
  }

  test.each([
    ['lowered', 20 * CREDIT],
    ['raised', 300 * CREDIT],
  ])('a budget that was %s holds, though the entry of it is lost', async (_how, monthly) => {
    const folder = await restoredWith(monthly)
    const budget = await budgetAt(folder, NOVEMBER_10)
    expect(budget).toMatchObject({ monthlyNanoUsd: monthly, availableNanoUsd: monthly })
    expect(await budgetAt(folder, NOVEMBER_10)).toEqual(budget)
  })

  test('it holds as well where the first start with it was interrupted', async () => {
    const folder = await restoredWith(20 * CREDIT)
    const opened = openDatabase({ path: databasePath(folder), nowMs: () => NOVEMBER_10 })
    if (!opened.ok) throw new Error(opened.failure.kind)
    opened.value.database.close()
    opened.value.mark.close()
    expect((await budgetAt(folder, NOVEMBER_10)).availableNanoUsd).toBe(20 * CREDIT)
  })

  test('a clock that jumped is still asked about', async () => {
    const folder = await restoredWith(20 * CREDIT)
    const inTwoYears = NOVEMBER_10 + 730 * DAY_MS
    const { opened } = openTortureSession(folder, inTwoYears)
    if (!opened.ok) throw new Error(opened.failure.kind)
    const { turns } = opened.value
    expect(turns.setBudget(CREDIT)).toMatchObject({ failure: { kind: 'clock-jumped' } })
    expect(turns.confirmDate()).toMatchObject({ value: { availableNanoUsd: 20 * CREDIT } })
    await opened.value.close()
  })

  test('a profile that was begun afresh opens no month before it is used', async () => {
    const folder = temporaryFolder()
    decideToStartAfresh(databasePath(folder), NOVEMBER_10)
    await budgetAt(folder, NOVEMBER_10)
    const raw = new SqliteDatabase(databasePath(folder))
    expect(raw.prepare('SELECT count(*) FROM period').pluck().get()).toBe(0)
    raw.close()
  })
})
