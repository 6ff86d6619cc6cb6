import { execFile } from 'node:child_process'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openToRead } from '../../build/ledger/open.ts'
import { usageCommand, usageOf } from '../../build/usage/command.ts'
import { foldAll } from '../../main/usage/fold-all.ts'
import { openFold } from '../../main/usage/fold.ts'
import { usageSpans } from '../../shared/usage/usage.ts'
import { addConversationWithTurn } from '../helpers/chat-rows.ts'
import { filesOf, tamper } from '../helpers/damage.ts'
import { opus, profileWithProvider, sol } from '../helpers/open-profile.ts'
import { CREDIT, type ProfileOnDisk, profileOnDisk, reserve } from '../helpers/profile-on-disk.ts'

const root = join(import.meta.dirname, '../..')

type Said = { code: number; out: string; err: string }

/** `npm run usage -- <args>`, without npm. */
function usage(...args: string[]): Promise<Said> {
  const run = [join(root, 'build/run.mjs'), 'usage', ...args]
  return new Promise((resolve) => {
    execFile(process.execPath, run, { encoding: 'utf8' }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    )
  })
}

/** October and November, with 12 and 30 credits spent. */
function used(): ProfileOnDisk {
  const profile = profileOnDisk()
  const { ledger, clock } = profile
  clock.atMs = Date.UTC(2026, 9, 20)
  ledger.setMonthlyBudget(1_000 * CREDIT, 'first')
  spend(profile, 'one', 12)
  clock.atMs = Date.UTC(2026, 10, 10)
  spend(profile, 'two', 18)
  spend(profile, 'three', 12)
  return profile
}

function spend(profile: ProfileOnDisk, attemptId: string, credits: number): void {
  reserve(profile, attemptId, 100 * CREDIT)
  profile.ledger.markDispatched(attemptId)
  profile.ledger.settle(attemptId, credits * CREDIT, 'exact')
}

describe('npm run usage', () => {
  test('says what a month came to, the same however it is written, and changes nothing', async () => {
    const profile = used()
    profile.close()
    const folder = dirname(profile.path)
    const before = filesOf(folder)
    const november = ['--profile', folder, '--month', '2026-11']
    const table = await usage(...november)
    expect({ code: table.code, err: table.err }).toEqual({ code: 0, err: '' })
    expect(table.out).toMatch(/^2026-11-01 to 2026-11-30 +credits +USD$/mu)
    expect(table.out).toMatch(/^spent +30\.00000 +0\.003000000$/mu)
    expect(table.out).toMatch(/^test\/heavy +2 +30\.00000 +0\.003000000$/mu)
    const json = await usage(...november, '--json')
    expect(JSON.parse(json.out)).toMatchObject({
      span: 'month',
      total: { spentNanoUsd: 30 * CREDIT, spentUsd: '0.003000000', spentCredits: '30.00000' },
      byModel: [{ key: { providerId: 'test', modelId: 'heavy' }, turnCount: 2 }],
    })
    const csv = await usage(...november, '--csv')
    expect(csv.out).toContain('total,2026-11-01/2026-11-30,,2,3000000,0.003000000,30.00000,')
    expect(filesOf(folder)).toEqual(before)
  })

  test('says a day, a week and everything, and what to do about a month that is not there', () => {
    const profile = used()
    profile.close()
    const { path } = profile
    const database = openToRead(path)
    const around = { nowMs: Date.UTC(2026, 10, 22), timeZone: 'UTC' }
    const spentOf = (...args: string[]): unknown => {
      const { text } = usageOf(database, path, usageCommand([...args, '--json']), around)
      const { total, firstDay }: { total: { spentNanoUsd: number }; firstDay: string } =
        JSON.parse(text)
      return [firstDay, total.spentNanoUsd / CREDIT]
    }
    expect(spentOf('--day', '--on', '2026-10-20')).toEqual(['2026-10-20', 12])
    expect(spentOf('--week', '--on', '2026-11-10')).toEqual(['2026-11-09', 30])
    expect(spentOf('--month', '2026-10')).toEqual(['2026-10-01', 12])
    expect(spentOf('--all')).toEqual(['2026-10-20', 42])
    expect(() => spentOf('--month', '2020-01')).toThrow(
      'There is no budget month in 2020-01. They begin on: 2026-10-01, 2026-11-01.',
    )
    database.close()
  })

  test('says the same while some of it is not kept yet, and ends with 1 where what is kept differs', async () => {
    const profile = used()
    const fold = openFold(profile.storage)
    while (fold.step());
    spend(profile, 'later', 5)
    expect(foldAll(profile.storage).days).toHaveLength(2)
    profile.close()
    const { path } = profile
    expect((await usage(path, '--month', '2026-11')).code).toBe(0)
    tamper(path, (raw) => raw.exec('UPDATE usage_day SET turn_count = turn_count + 1'))
    const { code, out, err } = await usage(path, '--month', '2026-11')
    expect(code).toBe(1)
    expect(out).toMatch(/^spent +35\.00000/mu)
    expect(err).toContain('differs from its entries')
  })

  test('finds nothing wrong with a conversation that was deleted before it was kept', () => {
    const profile = used()
    const { path, storage, clock } = profile
    addConversationWithTurn(storage, 'deleted', 'turn of late')
    const fold = openFold(storage)
    while (fold.step());
    spend(profile, 'late', 5)
    storage.arrangement.remove('deleted', clock.atMs)
    profile.close()
    const database = openToRead(path)
    const around = { nowMs: clock.atMs, timeZone: 'UTC' }
    expect(usageOf(database, path, usageCommand([]), around).wrong).toEqual([])
    database.close()
  })

  test('says nothing of a ledger that is not sound', async () => {
    const profile = used()
    profile.close()
    tamper(profile.path, (raw) => raw.exec('UPDATE balance SET spent_nano_usd = 0'))
    const { code, out, err } = await usage(profile.path)
    expect(code).toBe(1)
    expect(out + err).toContain('The ledger is not sound.')
  })
})

test('the command line says what the screen does, whatever span is asked for', async () => {
  const { session, folder, ask, clock } = await profileWithProvider()
  for (const [model, question] of [
    [opus, 'What is a kestrel?'],
    [sol, 'And a hobby?'],
    [sol, 'And a merlin?'],
  ] as const) {
    await ask(model, question)
    clock.atMs += 30 * 60 * 60 * 1000
  }
  const shown = new Map<string, unknown>()
  for (const span of usageSpans) {
    const usage = await session.usage.read({ span, day: null })
    if (!usage.ok) throw new Error(usage.failure.kind)
    shown.set(span, usage.value)
  }
  await session.close()
  const file = join(folder, 'farthing.db')
  const database = openToRead(file)
  for (const span of usageSpans) {
    const command = { profile: folder, span, on: null, format: 'json' } as const
    const around = { nowMs: clock.atMs, timeZone: 'UTC' }
    const { text, wrong } = usageOf(database, file, command, around)
    expect(wrong).toEqual([])
    expect(JSON.parse(text), span).toMatchObject(shown.get(span) as object)
  }
  database.close()
})

test.each([
  [['--day', '--week']],
  [['--month', '2026-11', '--all']],
  [['--month', 'November']],
  [['--on', '2026-13-40']],
  [['--json', '--csv']],
  [['--everything']],
  [['one', 'two']],
])('a command line that means nothing is told how it is used: %j', (args) => {
  expect(() => usageCommand(args)).toThrow(/npm run usage/u)
})
