import SqliteDatabase from 'better-sqlite3'
import { expect, test } from 'vitest'
import { databasePath } from '../../main/session.ts'
import { openBudgetNotices } from '../../main/turns/budget-notices.ts'
import type { BudgetNotice } from '../../shared/ipc/shapes.ts'
import { noBalances } from '../../shared/ledger/balances.ts'
import { openProfile, type OpenProfile, profileWithProvider, sol } from '../helpers/open-profile.ts'

type Profile = Awaited<ReturnType<typeof profileWithProvider>>

/** A budget of 1 USD, of which percents are round. */
const USD = 1_000_000_000
const CENT = USD / 100

async function withOneUsd(): Promise<Profile> {
  const profile = await profileWithProvider()
  profile.session.turns.setBudget(USD)
  return profile
}

/** A turn that turns out to have cost so much, whatever it was reserved with. */
async function spend({ session, provider, ask }: Profile, nanoUsd: number): Promise<void> {
  provider.queue({ kind: 'error', status: 500 })
  const { turnId } = await ask(sol, 'Hello')
  expect(session.turns.setFigure(turnId, nanoUsd)).toMatchObject({ ok: true })
}

function told({ events }: Pick<OpenProfile, 'events'>): BudgetNotice[] {
  return events.flatMap(({ name, payload }) =>
    name === 'budget.reached' ? (payload as BudgetNotice) : [],
  )
}

const percents = (profile: Pick<OpenProfile, 'events'>): number[] =>
  told(profile).map(({ percent }) => percent)

test('half, most and all of a budget are told as they are reached, once each', async () => {
  const profile = await withOneUsd()
  await spend(profile, 49 * CENT)
  expect(told(profile)).toEqual([])
  await spend(profile, 1 * CENT)
  const { periodEndsAtMs } = profile.session.turns.budget()
  const half = { percent: 50, spentNanoUsd: 50 * CENT, grantedNanoUsd: USD, periodEndsAtMs }
  expect(told(profile)).toEqual([half])
  await spend(profile, 29 * CENT)
  expect(percents(profile)).toEqual([50])
  await spend(profile, 1 * CENT)
  expect(percents(profile)).toEqual([50, 80])
  await spend(profile, 19 * CENT)
  expect(percents(profile)).toEqual([50, 80])
  profile.session.turns.topUp(USD, 'more')
  await spend(profile, 101 * CENT)
  expect(percents(profile)).toEqual([50, 80, 100])
})

test('of two that are passed at once, the higher is told, and the lower never', async () => {
  const profile = await withOneUsd()
  await spend(profile, 85 * CENT)
  expect(percents(profile)).toEqual([80])
  profile.session.turns.setBudget(10 * USD)
  profile.session.turns.setBudget(USD)
  await spend(profile, 1 * CENT)
  expect(percents(profile)).toEqual([80])
})

test('overrun is spent as well', async () => {
  const profile = await withOneUsd()
  await spend(profile, 150 * CENT)
  expect(told(profile)).toMatchObject([{ percent: 100, spentNanoUsd: 150 * CENT }])
})

test('what was told is not told again by the next run, and not after the budget is raised', async () => {
  const profile = await withOneUsd()
  await spend(profile, 60 * CENT)
  await profile.session.close()
  const again = openProfile(profile.folder)
  again.session.turns.setBudget(2 * USD)
  again.session.turns.setBudget(USD)
  expect(told(again)).toEqual([])
})

test('each month is told of anew', async () => {
  const profile = await withOneUsd()
  await spend(profile, 60 * CENT)
  profile.clock.atMs += 20 * 24 * 3_600_000
  await spend(profile, 60 * CENT)
  expect(percents(profile)).toEqual([50, 50])
})

test('without a limit there is nothing to be told', async () => {
  const profile = await withOneUsd()
  profile.session.turns.setNoLimit()
  await spend(profile, 200 * CENT)
  expect(told(profile)).toEqual([])
  expect(profile.session.turns.takeBudgetNotice()).toBeNull()
})

test('what no window has shown waits for one, over a restart, and is taken once', async () => {
  const profile = await withOneUsd()
  await spend(profile, 60 * CENT)
  const [half] = told(profile)
  await profile.session.close()
  const again = openProfile(profile.folder)
  expect(again.session.turns.takeBudgetNotice()).toEqual(half)
  expect(again.session.turns.takeBudgetNotice()).toBeNull()
  await again.session.close()
  expect(openProfile(profile.folder).session.turns.takeBudgetNotice()).toBeNull()
})

test('what was settled just before the program died is told by the next run', async () => {
  const profile = await withOneUsd()
  await spend(profile, 60 * CENT)
  await profile.session.close()
  // As if it had ended between the commit that spent it and the one that says it was told.
  const database = new SqliteDatabase(databasePath(profile.folder))
  expect(database.prepare("DELETE FROM setting WHERE key = 'budgetNotice'").run().changes).toBe(1)
  database.close()
  const again = openProfile(profile.folder)
  expect(again.session.turns.takeBudgetNotice()).toMatchObject({ percent: 50 })
  expect(percents(again)).toEqual([50])
})

test('a disk that refuses to keep it keeps nobody from being told, and from being told once', () => {
  const reports: unknown[] = []
  const told: BudgetNotice[] = []
  const refuses = new Error('disk full')
  const settings = {
    read: () => null,
    write() {
      throw refuses
    },
  }
  const notices = openBudgetNotices({
    storage: { settings },
    tell: (_name, payload) => void told.push(payload as BudgetNotice),
    report: (error) => void reports.push(error),
  })
  const period = { id: '2026-11-01', startsAtMs: 0, endsAtMs: 1, timeZone: 'UTC' }
  const balances = { ...noBalances, grantedNanoUsd: USD, spentNanoUsd: USD }
  for (let time = 0; time < 2; time += 1) {
    notices.look({ monthlyNanoUsd: USD, mode: 'firm', balances, period })
  }
  expect(told).toMatchObject([{ percent: 100 }])
  expect(reports).toEqual([refuses])
})

test('of last month nothing is shown any more', async () => {
  const profile = await withOneUsd()
  await spend(profile, 60 * CENT)
  await profile.session.close()
  const atMs = profile.clock.atMs + 20 * 24 * 3_600_000
  const again = openProfile(profile.folder, { atMs })
  expect(again.session.turns.takeBudgetNotice()).toBeNull()
})
