import { randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openVault } from '../main/keys/vault.ts'
import { openProfiles, type Profiles, type ProfilesOptions } from '../main/profiles.ts'
import { createAdapterLoader } from '../main/providers/registry.ts'
import type { Session } from '../main/session.ts'
import type { Turn } from '../shared/chat/message.ts'
import type { Events } from '../shared/ipc/contract.ts'
import { tamper } from './helpers/damage.ts'
import { noCounter } from './helpers/no-counter.ts'
import { temporaryFolder } from './helpers/temporary-folder.ts'
import { watchSteps } from './torture/steps.ts'

const light = { providerId: 'practice', modelId: 'practice-light' }
const DAY_MS = 24 * 60 * 60 * 1000

type OpenProfiles = {
  profiles: Profiles
  path: string
  reports: unknown[]
  told: string[]
  clock: { atMs: number }
  reloads: () => number
  /** Runs what was put off by so long, and what that puts off until the next moment. */
  runAfter: (delayMs: number) => void
  ask: (text: string) => Promise<Turn>
}

/** The practice profile as the program holds it; what is put off happens when the test says so. */
function practice(
  folder = temporaryFolder(),
  more: Partial<Pick<ProfilesOptions, 'report' | 'wanted'>> = {},
): OpenProfiles {
  const later: { delayMs: number; run: () => void }[] = []
  const reports: unknown[] = []
  const told: string[] = []
  const ended = new Map<string, (turn: Turn) => void>()
  const clock = { atMs: Date.UTC(2026, 10, 21, 12) }
  let reloadCount = 0
  const profiles = openProfiles({
    folder,
    wanted: 'practice',
    timeZone: () => 'UTC',
    nativeBinding: undefined,
    nowMs: () => clock.atMs,
    newId: randomUUID,
    after(delayMs, run) {
      const one = { delayMs, run }
      later.push(one)
      return () => void (later.includes(one) && later.splice(later.indexOf(one), 1))
    },
    tell(name, payload) {
      told.push(name)
      if (name !== 'turn.ended') return
      const { turn } = payload as Events['turn.ended']
      ended.get(turn.turnId)?.(turn)
    },
    freeBytes: () => null,
    counter: noCounter,
    report: (error) => void reports.push(error),
    vault: openVault(join(folder, 'keys.json'), {
      kind: () => 'memory-only',
      seal: () => Buffer.from(''),
      unseal: () => '',
    }),
    loadAdapter: createAdapterLoader({ practicePaceMs: 0 }),
    fetch: globalThis.fetch,
    idleTimeoutMs: 2_000,
    accountsChanged: () => {},
    reload: () => void (reloadCount += 1),
    ...more,
  })
  // Most tests have closed it by then.
  onTestFinished(() => profiles.close().catch(() => {}))
  async function ask(text: string): Promise<Turn> {
    const turnId = randomUUID()
    const answer = new Promise<Turn>((resolve) => ended.set(turnId, resolve))
    const { turns } = await sessionOf(profiles)
    const sent = await turns.send({ turnId, conversationId: randomUUID(), model: light, text })
    expect(sent).toMatchObject({ ok: true })
    return answer
  }
  function runAfter(delayMs: number): void {
    const due = later.filter((candidate) => candidate.delayMs === delayMs)
    if (due.length === 0) throw new Error(`Nothing was put off by ${delayMs} ms`)
    for (const one of due) {
      later.splice(later.indexOf(one), 1)
      one.run()
    }
    if (later.some((candidate) => candidate.delayMs === 0)) runAfter(0)
  }
  const path = join(folder, 'practice', 'farthing.db')
  return { profiles, path, reports, told, clock, reloads: () => reloadCount, runAfter, ask }
}

async function sessionOf(profiles: Profiles): Promise<Session> {
  const session = await profiles.session()
  if (!session.ok) throw new Error(JSON.stringify(session.failure))
  return session.value
}

async function titles(profiles: Profiles): Promise<string[]> {
  return (await sessionOf(profiles)).turns.conversations().map(({ title }) => title)
}

/** A profile that was backed up after its first question, asked a second one, and was then damaged. */
async function damaged(): Promise<string> {
  const folder = temporaryFolder()
  const opened = practice(folder)
  await opened.ask('The first question')
  opened.runAfter(20_000)
  await expect.poll(() => opened.profiles.backups()).toHaveLength(1)
  opened.clock.atMs += DAY_MS
  await opened.ask('The second question')
  await opened.profiles.close()
  tamper(opened.path, (raw) => raw.exec('CREATE TABLE other(x)'))
  return folder
}

test('a profile that was closed is asked no more, and says so instead', async () => {
  const { profiles, ask, reports } = practice()
  await ask('A question')
  const session = await sessionOf(profiles)
  expect(session.isClosed()).toBe(false)
  await profiles.close()
  expect(session.isClosed()).toBe(true)
  expect(await profiles.session()).toMatchObject({ ok: false, failure: { kind: 'internal' } })
  expect(reports).toEqual([])
})

describe('a profile whose database is damaged', () => {
  test('goes on from a backup with what came after it: entries, questions and answers', async () => {
    const { profiles, path, reloads } = practice(await damaged())
    const shown = await profiles.shown('1')
    expect(shown.problem).toEqual({ kind: 'database-damaged', path })
    const [backup] = profiles.backups()
    expect(backup).toMatchObject({ entryCount: 3, takenAtMs: Date.UTC(2026, 10, 21, 12) })

    expect(await profiles.restore(backup?.backupName ?? '')).toEqual({ ok: true, value: undefined })
    expect(reloads()).toBe(1)
    const after = await profiles.shown('1')
    expect(after).toMatchObject({ problem: null, recovered: { lostEntryCount: 0 } })
    expect((await titles(profiles)).toSorted()).toEqual([
      'The first question',
      'The second question',
    ])
    const { turns } = await sessionOf(profiles)
    const [newest] = turns.conversations()
    expect(turns.open(newest?.conversationId ?? '')).toMatchObject({
      value: { turns: [{ answer: { state: 'completed', receipt: { state: 'settled' } } }] },
    })
    const [aside] = readdirSync(join(path, '..')).filter((name) => name.includes('set-aside'))
    expect(aside).toBeDefined()
  })

  test('stays as it is when the backup that was asked for is not one', async () => {
    const { profiles, path, reloads } = practice(await damaged())
    expect(await profiles.restore('another.db')).toMatchObject({
      failure: { kind: 'backup-unusable', backupName: 'another.db' },
    })
    expect((await profiles.shown('1')).problem).toEqual({ kind: 'database-damaged', path })
    expect(reloads()).toBe(0)
  })

  test('begins afresh when asked to, and takes nothing for lost', async () => {
    const { profiles, path } = practice(await damaged())
    expect(await profiles.startAfresh()).toEqual({ ok: true, value: undefined })
    expect(await profiles.shown('1')).toMatchObject({
      problem: null,
      recovered: { lostEntryCount: 0 },
    })
    expect(await titles(profiles)).toEqual([])
    const aside = readdirSync(join(path, '..')).filter((name) => name.includes('set-aside'))
    expect(aside).toHaveLength(2)
  })
})

test('a profile that is well is neither restored nor begun afresh', async () => {
  const { profiles, ask, runAfter, reloads } = practice()
  await ask('The first question')
  runAfter(20_000)
  await expect.poll(() => profiles.backups()).toHaveLength(1)
  await profiles.restore(profiles.backups()[0]?.backupName ?? '')
  await profiles.startAfresh()
  expect(reloads()).toBe(0)
  expect(await titles(profiles)).toEqual(['The first question'])
})

describe('where a disk refuses what a profile writes last, and its log as well', () => {
  /** Once, as the log does that is on the same disk. */
  function refusing(): (error: unknown) => void {
    let isRefused = false
    return (error) => {
      if (isRefused || !String(error).includes('disk is full')) return
      isRefused = true
      throw new Error('The log is on the same disk')
    }
  }

  /** From now on, for the practice profile. */
  function refuse(): () => void {
    const stop = watchSteps(({ what, database }) => {
      if (/^(?:ROLLBACK|close)/u.test(what) || !database?.name.includes('practice')) return
      throw new SqliteDatabase.SqliteError('disk is full', 'SQLITE_FULL')
    })
    onTestFinished(stop)
    return stop
  }

  test('another profile is opened all the same, and this one again after it', async () => {
    const { profiles, ask } = practice(temporaryFolder(), { report: refusing() })
    await ask('The first question')
    const stop = refuse()
    await profiles.open('personal')
    stop()
    expect(await profiles.shown('1')).toMatchObject({ name: 'personal', problem: null })
    await profiles.open('practice')
    expect(await titles(profiles)).toEqual(['The first question'])
  })

  test('restoring is offered all the same where it was found to be damaged', async () => {
    const folder = await changed('UPDATE entry SET amount_nano_usd = 5 WHERE sequence = 1')
    const { profiles, path, runAfter, reloads } = practice(folder, { report: refusing() })
    await profiles.session()
    runAfter(3_000)
    const stop = refuse()
    await expect.poll(reloads).toBe(1)
    stop()
    expect((await profiles.shown('1')).problem).toEqual({ kind: 'database-damaged', path })
  })
})

/** Closed in order with the change made, so that the start itself does not read every entry. */
async function changed(sql: string): Promise<string> {
  const folder = temporaryFolder()
  const opened = practice(folder)
  await opened.ask('The first question')
  await opened.profiles.close()
  tamper(opened.path, (raw) => raw.exec(sql))
  return folder
}

describe('three seconds after the start', () => {
  test('balances that differ from their entries are written anew, and the window is told', async () => {
    const { profiles, runAfter, reports, told, reloads } = practice(
      await changed('UPDATE balance SET spent_nano_usd = 0'),
    )
    expect((await profiles.shown('1')).recovered.rebuiltCount).toBe(0)
    expect(told).toEqual([])
    runAfter(3_000)
    expect((await profiles.shown('1')).recovered.rebuiltCount).toBe(1)
    expect(told).toEqual(['budget.changed'])
    expect(reloads()).toBe(1)
    expect(reports).toEqual([])
  })

  test('envelopes that differ from their attempts are added up anew, and the window is told', async () => {
    const { profiles, runAfter, reports, told } = practice(
      await changed(`INSERT INTO envelope(id, provider_id, monthly_nano_usd, created_at_ms)
          VALUES('one', 'other', 1000, 1);
        INSERT INTO envelope_balance SELECT 'one', id, 0, 7 FROM period`),
    )
    const session = await profiles.session()
    if (!session.ok) throw new Error(session.failure.kind)
    const envelopes = () => session.value.turns.budget().envelopes
    expect(envelopes()).toMatchObject([{ spentNanoUsd: 7 }])
    runAfter(3_000)
    expect(envelopes()).toMatchObject([{ spentNanoUsd: 0 }])
    expect(told).toEqual(['budget.changed'])
    expect(reports).toEqual([])
  })

  test('the window of a ledger that is well is left alone', async () => {
    const { profiles, runAfter, told, reloads } = practice(await changed(''))
    await profiles.session()
    runAfter(3_000)
    expect(told).toEqual([])
    expect(reloads()).toBe(0)
  })

  /** Throws at the first write, until the returned function is called. */
  function failAtBalances(error: Error): () => void {
    const stop = watchSteps(({ what }) => {
      if (what.startsWith('INSERT INTO balance')) throw error
    })
    onTestFinished(stop)
    return stop
  }

  test('damage that SQLite finds closes the profile', async () => {
    const folder = await changed('UPDATE balance SET spent_nano_usd = 0')
    const { profiles, path, runAfter, reports, reloads } = practice(folder)
    await profiles.session()
    const damage = new SqliteDatabase.SqliteError('malformed', 'SQLITE_CORRUPT')
    const stop = failAtBalances(damage)
    runAfter(3_000)
    stop()
    await expect.poll(reloads).toBe(1)
    expect((await profiles.shown('1')).problem).toEqual({ kind: 'database-damaged', path })
    expect(reports).toEqual([damage])
  })

  test('a disk that is full is reported, and the ledger goes on being used', async () => {
    const folder = await changed('UPDATE balance SET spent_nano_usd = 0')
    const { profiles, runAfter, reports, ask } = practice(folder)
    await profiles.session()
    const full = new SqliteDatabase.SqliteError('disk is full', 'SQLITE_FULL')
    const stop = failAtBalances(full)
    runAfter(3_000)
    stop()
    expect(reports).toEqual([full])
    expect(await ask('Another question')).toMatchObject({ answer: { state: 'completed' } })
  })

  test('a broken chain closes the profile, now and at the next start', async () => {
    const folder = await changed('UPDATE entry SET amount_nano_usd = 5 WHERE sequence = 1')
    const { profiles, path, runAfter, reports, reloads } = practice(folder)
    expect((await profiles.shown('1')).problem).toBeNull()
    runAfter(3_000)
    await expect.poll(reloads).toBe(1)
    expect((await profiles.shown('1')).problem).toEqual({ kind: 'database-damaged', path })
    expect(String(reports[0])).toContain('Entry 1 is not chained')
    await profiles.close()
    const again = practice(folder)
    expect((await again.profiles.shown('1')).problem).toEqual({ kind: 'database-damaged', path })
  })
})

test('nothing of a profile that is being opened is told to the window that shows another', async () => {
  const { profiles, told, reloads } = practice(temporaryFolder(), { wanted: 'personal' })
  await profiles.session()
  told.length = 0
  await profiles.open('practice')
  expect(reloads()).toBe(1)
  expect(told).toEqual([])
  await profiles.close()
})
