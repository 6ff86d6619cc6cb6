import { randomUUID } from 'node:crypto'
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { restore } from '../../main/storage/restore.ts'
import { foldAll } from '../../main/usage/fold-all.ts'
import { openFold } from '../../main/usage/fold.ts'
import { openUsage, type UsageOptions } from '../../main/usage/usage.ts'
import { differences } from '../../main/usage/table.ts'
import type { Result } from '../../shared/result.ts'
import type { Usage } from '../../shared/usage/usage.ts'
import { openProfile, opus, profileWithProvider, sol } from '../helpers/open-profile.ts'
import { addConversationWithTurn } from '../helpers/chat-rows.ts'
import { CREDIT, type ProfileOnDisk, profileOnDisk, reserve } from '../helpers/profile-on-disk.ts'
import type { PaidTurn } from '../helpers/paid.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

const DAY_MS = 24 * 60 * 60 * 1000

type Usages = { options: UsageOptions; reports: unknown[]; runLater: () => void }

function usagesOf(profile: ProfileOnDisk): Usages & ReturnType<typeof openUsage> {
  const later: (() => void)[] = []
  const reports: unknown[] = []
  const options: UsageOptions = {
    storage: profile.storage,
    ledger: profile.ledger,
    modelName: () => null,
    providerName: () => null,
    creditsPerUsd: () => 10_000,
    after(delayMs, run) {
      if (delayMs === 0) queueMicrotask(run)
      else later.push(run)
      return () => {}
    },
    report: (error) => void reports.push(error),
  }
  const runLater = (): void => {
    for (const run of later.splice(0)) run()
  }
  return { ...openUsage(options), options, reports, runLater }
}

/** A turn in a conversation of this name, which cost so much. */
function spend(profile: ProfileOnDisk, conversationId: string, nanoUsd: number): void {
  const attemptId = randomUUID()
  addConversationWithTurn(profile.storage, conversationId, `turn of ${attemptId}`)
  const reserved = reserve(profile, attemptId, 2 * nanoUsd)
  if (!reserved.ok) throw new Error(JSON.stringify(reserved.failure))
  profile.ledger.markDispatched(attemptId)
  profile.ledger.settle(attemptId, nanoUsd, 'exact')
}

function valueOf(usage: Result<Usage>): Usage {
  if (!usage.ok) throw new Error(JSON.stringify(usage.failure))
  return usage.value
}

function spentOn({ answer }: PaidTurn): number {
  return answer.receipt.spentNanoUsd ?? Number.NaN
}

function usedProfile(): ProfileOnDisk {
  const profile = profileOnDisk()
  profile.ledger.setMonthlyBudget(10_000 * CREDIT, 'first')
  for (let number = 1; number <= 8; number += 1) {
    spend(profile, `chat ${number}`, number * 10 * CREDIT)
    profile.clock.atMs += DAY_MS / 2
  }
  return profile
}

describe('usage of a session', () => {
  test('is what the receipts say, by the names of the catalogue', async () => {
    const { session, ask, clock } = await profileWithProvider()
    const first = await ask(opus, 'What is a kestrel?')
    clock.atMs += DAY_MS
    const second = await ask(sol, 'And a hobby?')
    const usage = valueOf(await session.usage.read({ span: 'month', day: null }))
    const [spentFirst, spentSecond] = [spentOn(first), spentOn(second)]
    const spent = spentFirst + spentSecond
    expect(usage.total).toMatchObject({ spentNanoUsd: spent, turnCount: 2 })
    expect(usage.byModel.map(({ key, name }) => [key.modelId, name])).toEqual([
      ['claude-opus-5-5', 'Claude Opus 5.5'],
      ['gpt-6-sol', 'GPT-6 Sol'],
    ])
    expect(usage.byProvider.map(({ name }) => name)).toEqual(['Anthropic', 'OpenAI'])
    expect(usage.byTier.map(({ key }) => key)).toEqual(['premium', 'balanced'])
    expect(usage.byConversation.map(({ title }) => title)).toEqual([
      'What is a kestrel?',
      'And a hobby?',
    ])
    expect(usage.byConversation[0]?.mostlyName).toBe('Claude Opus 5.5')
    const today = valueOf(await session.usage.read({ span: 'day', day: null }))
    expect(today.total).toMatchObject({ spentNanoUsd: spentSecond, turnCount: 1 })
    expect(today.byModel).toMatchObject([{ inputTokens: expect.any(Number) }])
  })
})

describe('a list of conversations', () => {
  test('has the dearest, the others together, and what was deleted together', async () => {
    const profile = usedProfile()
    const usages = usagesOf(profile)
    const { storage, clock } = profile
    const kindsNow = async () =>
      valueOf(await usages.read({ span: 'month', day: null })).byConversation.map(
        ({ title, kind, conversationCount, spentNanoUsd }) => [
          title ?? kind,
          conversationCount,
          spentNanoUsd / CREDIT,
        ],
      )
    const dearest = [8, 7, 6, 5, 4].map((number) => [`chat ${number}`, 1, number * 10])
    expect(await kindsNow()).toEqual([...dearest, ['others', 3, 60]])
    storage.arrangement.remove('chat 8', clock.atMs)
    const without = [7, 6, 5, 4, 3].map((number) => [`chat ${number}`, 1, number * 10])
    const deleted = [...without, ['others', 2, 30], ['deleted', null, 80]]
    expect(await kindsNow()).toEqual(deleted)
    storage.arrangement.dropTurns('chat 8', 10)
    expect(await kindsNow()).toEqual(deleted)
    storage.arrangement.drop('chat 8')
    expect(await kindsNow()).toEqual(deleted)
  })

  test('comes back with a conversation that is brought back', async () => {
    const profile = usedProfile()
    const usages = usagesOf(profile)
    const before = valueOf(await usages.read({ span: 'month', day: null }))
    profile.storage.arrangement.remove('chat 3', profile.clock.atMs)
    profile.storage.arrangement.bringBack('chat 3')
    expect(valueOf(await usages.read({ span: 'month', day: null }))).toEqual(before)
  })
})

describe('what is kept', () => {
  test('is brought up when nobody waits for it, a few entries at a time', () => {
    const profile = usedProfile()
    const { storage } = profile
    const usages = usagesOf(profile)
    expect(storage.usageRows.progress().sequence).toBe(0)
    usages.runLater()
    expect(storage.usageRows.progress().sequence).toBe(storage.entries.last()?.sequence)
    spend(profile, 'another', CREDIT)
    usages.soon()
    usages.runLater()
    expect(storage.usageRows.progress().sequence).toBe(storage.entries.last()?.sequence)
    expect(usages.reports).toEqual([])
  })

  test('moves a later correction to the day on which it was sent', async () => {
    const profile = usedProfile()
    const usages = usagesOf(profile)
    const { storage, ledger, clock } = profile
    const read = async () => valueOf(await usages.read({ span: 'month', day: '2026-11-10' }))
    const before = await read()
    clock.atMs = Date.UTC(2026, 11, 10)
    spend(profile, 'in December', CREDIT)
    const [oldest] = storage.usageEvidence.costsBetween(0, 5)
    ledger.adjust(oldest?.attemptId ?? '', 60 * CREDIT, 'person')
    const after = await read()
    expect(after.total.spentNanoUsd - before.total.spentNanoUsd).toBe(50 * CREDIT)
    expect(after.bars[9]?.spentNanoUsd.premium).toBe(60 * CREDIT)
    expect(after.total.turnCount).toBe(before.total.turnCount)
  })

  test('is made anew where it is of other entries', () => {
    const profile = usedProfile()
    const { storage } = profile
    const fold = openFold(storage)
    while (fold.step());
    const right = storage.usageRows.all()
    const progress = storage.usageRows.progress()
    storage.usageRows.setProgress({ ...progress, chain: Buffer.alloc(32, 7) })
    while (fold.step());
    expect(storage.usageRows.all()).toEqual(right)
    storage.usageRows.setProgress({ ...progress, reportId: 1_000 })
    while (fold.step());
    expect(storage.usageRows.all()).toEqual(right)
  })

  test('is made anew after a restore', () => {
    const profile = usedProfile()
    const { path, storage } = profile
    const fold = openFold(storage)
    while (fold.step());
    const right = storage.usageRows.all()
    profile.close()
    const backupPath = join(temporaryFolder(), 'backup.db')
    copyFileSync(path, backupPath)
    const nowMs = (): number => profile.clock.atMs
    expect(restore({ path, backupName: 'backup', backupPath, nowMs })).toMatchObject({ ok: true })
    const restored = profileOnDisk(path)
    expect(restored.storage.usageRows.progress().sequence).toBe(0)
    expect(restored.storage.usageRows.all()).toEqual([])
    const again = openFold(restored.storage)
    while (again.step());
    expect(restored.storage.usageRows.all()).toEqual(right)
  })

  test('is not believed where a month is not what it must sum to', async () => {
    const profile = usedProfile()
    const { storage, database } = profile
    const usages = usagesOf(profile)
    const before = valueOf(await usages.read({ span: 'month', day: null }))
    database.exec('UPDATE usage_day SET spent_nano_usd = spent_nano_usd + 1')
    expect(valueOf(await usages.read({ span: 'month', day: null }))).toEqual(before)
    expect(String(usages.reports[0])).toContain('was not what its entries sum to')
    const kept = { days: storage.usageRows.all(), conversations: storage.usageConversations.all() }
    expect(differences(kept, foldAll(storage))).toEqual([])
  })

  test('is emptied in one go, or not at all, where it is not believed', async () => {
    const profile = usedProfile()
    const { storage, database } = profile
    const usages = usagesOf(profile)
    const before = valueOf(await usages.read({ span: 'month', day: null }))
    database.exec(`UPDATE usage_day SET spent_nano_usd = spent_nano_usd + 1;
      CREATE TEMP TRIGGER stuck BEFORE UPDATE ON usage_progress
      BEGIN SELECT RAISE(ABORT, 'on purpose'); END`)
    const rows = storage.usageConversations.all()
    expect(valueOf(await usages.read({ span: 'month', day: null }))).toEqual(before)
    expect(storage.usageConversations.all()).toEqual(rows)
    database.exec('DROP TRIGGER stuck')
    expect(valueOf(await usages.read({ span: 'month', day: null }))).toEqual(before)
    const all = valueOf(await usages.read({ span: 'all', day: null }))
    expect(all.total.spentNanoUsd).toBe(360 * CREDIT)
  })

  test('is said rightly also where the profile is closed while it is made anew', async () => {
    const profile = usedProfile()
    const usages = usagesOf(profile)
    const before = await usages.read({ span: 'month', day: null })
    profile.database.exec('UPDATE usage_day SET spent_nano_usd = spent_nano_usd + 1')
    const { usageRows } = profile.storage
    const empty = usageRows.empty.bind(usageRows)
    usageRows.empty = () => {
      empty()
      queueMicrotask(() => {
        usages.close()
        profile.close()
      })
    }
    expect(await usages.read({ span: 'month', day: null })).toEqual(before)
  })

  test('is made anew where it does not take what an entry says', () => {
    const profile = usedProfile()
    const { storage, database, ledger } = profile
    const fold = openFold(storage)
    while (fold.step());
    database.exec('UPDATE usage_day SET spent_nano_usd = 0')
    const [oldest] = storage.usageEvidence.costsBetween(0, 5)
    ledger.adjust(oldest?.attemptId ?? '', 0, 'person')
    while (fold.step());
    const kept = { days: storage.usageRows.all(), conversations: storage.usageConversations.all() }
    expect(differences(kept, foldAll(storage))).toEqual([])
  })

  test('is not needed by a disk that takes nothing', async () => {
    const profile = usedProfile()
    const usages = usagesOf(profile)
    const { storage } = profile
    const full = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
    const refusing = {
      ...storage,
      transact(): never {
        throw full
      },
    }
    const other = openUsage({ ...usages.options, storage: refusing })
    const read = valueOf(await other.read({ span: 'month', day: null }))
    expect(usages.reports).toEqual([full])
    expect(read).toEqual(valueOf(await usages.read({ span: 'month', day: null })))
  })

  test('is not read once the profile is closed', async () => {
    const usages = usagesOf(usedProfile())
    usages.close()
    expect(await usages.read({ span: 'month', day: null })).toMatchObject({ ok: false })
  })
})

describe('a month', () => {
  test('that is due and not opened yet is there, with its budget', async () => {
    const profile = usedProfile()
    const usages = usagesOf(profile)
    profile.clock.atMs = Date.UTC(2026, 11, 2)
    const usage = valueOf(await usages.read({ span: 'month', day: null }))
    expect(usage).toMatchObject({
      firstDay: '2026-12-01',
      earlierDay: '2026-11-01',
      total: { spentNanoUsd: 0, turnCount: 0 },
      month: { availableNanoUsd: 10_000 * CREDIT, dayCount: 31 },
    })
    expect(usage.byConversation).toEqual([])
    expect(profile.storage.periods.all()).toHaveLength(1)
  })

  test('of a profile that was never used is empty', async () => {
    const usages = usagesOf(profileOnDisk())
    for (const span of ['day', 'week', 'month', 'all'] as const) {
      const usage = valueOf(await usages.read({ span, day: null }))
      expect(usage).toMatchObject({ earlierDay: null, laterDay: null, forecast: null, byModel: [] })
      expect(usage.total).toEqual({ spentNanoUsd: 0, turnCount: 0, savedNanoUsd: 0 })
    }
  })

  test('is not another one because the clock jumped', async () => {
    const profile = usedProfile()
    const usages = usagesOf(profile)
    profile.clock.atMs = Date.UTC(2031, 0, 1)
    const usage = valueOf(await usages.read({ span: 'month', day: null }))
    expect(usage).toMatchObject({ firstDay: '2026-11-01', laterDay: null })
  })

  test('in which nobody did anything still has a bar among all', async () => {
    const profile = usedProfile()
    const { clock, ledger } = profile
    clock.atMs = Date.UTC(2027, 0, 20)
    ledger.confirmDate()
    spend(profile, 'in January', CREDIT)
    const usage = valueOf(await usagesOf(profile).read({ span: 'all', day: null }))
    expect(usage.bars.map(({ day, turnCount }) => [day, turnCount])).toEqual([
      ['2026-11-01', 8],
      ['2026-12-01', 0],
      ['2027-01-01', 1],
    ])
  })
})

describe('an export of usage', () => {
  test('has every amount exactly, as nano-USD, USD and credits', async () => {
    const usages = usagesOf(usedProfile())
    const file = await usages.export({ span: 'month', day: null, format: 'json' })
    if (!file.ok) throw new Error(file.failure.kind)
    expect(file.value.name).toBe('farthing-usage-2026-11-01-to-2026-11-30')
    const read: unknown = JSON.parse(file.value.text)
    expect(read).toMatchObject({
      format: 'farthing-usage',
      creditsPerUsd: 10_000,
      total: { spentNanoUsd: 36_000_000, spentUsd: '0.036000000', spentCredits: '360.00000' },
      byTier: [{ key: 'premium', spentCredits: '360.00000' }],
    })
  })

  test('adds up by group in a spreadsheet, and starts no formula there', async () => {
    const profile = usedProfile()
    spend(profile, '=HYPERLINK("x")', 100 * CREDIT)
    const file = await usagesOf(profile).export({ span: 'month', day: null, format: 'csv' })
    if (!file.ok) throw new Error(file.failure.kind)
    const rows = file.value.text.trimEnd().split('\r\n')
    expect(file.value.text).toContain('"\'=HYPERLINK(""x"")"')
    const cells = rows.filter((row) => !row.includes('HYPERLINK')).map((row) => row.split(','))
    expect(new Set(cells.map((row) => row.length))).toEqual(new Set([11]))
    const spentOf = (group: string): number =>
      cells
        .filter(([name]) => name === group)
        .reduce((sum, [, , , , nanoUsd]) => sum + Number(nanoUsd), 0)
    for (const group of ['total', 'day', 'tier', 'provider', 'model', 'purpose']) {
      expect(spentOf(group), group).toBe(460 * CREDIT)
    }
  })

  test('is written where the person says, whole or not at all', async () => {
    const place = temporaryFolder()
    const { session } = openProfile(join(place, 'profiles', 'personal'))
    const folder = join(place, 'mine')
    mkdirSync(folder)
    const transfer = await session.transfer()
    const file = await session.usage.export({ span: 'all', day: null, format: 'csv' })
    if (!file.ok) throw new Error(file.failure.kind)
    const chosen: string[] = []
    const saved = await transfer.saveText(file.value, {
      chooseFile: () => Promise.resolve(null),
      choosePlace(name) {
        chosen.push(name)
        return Promise.resolve(join(folder, name))
      },
    })
    expect(chosen[0]).toMatch(/^farthing-usage-.+\.csv$/u)
    const path = join(folder, chosen[0] ?? '')
    expect(saved).toEqual({ ok: true, value: { path } })
    expect(readFileSync(path, 'utf8')).toBe(file.value.text)
  })
})
