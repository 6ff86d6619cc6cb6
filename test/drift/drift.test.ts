import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import SqliteDatabase from 'better-sqlite3'
import type { DriftMeasure, FileDrift } from '../../shared/usage/drift.ts'
import { crashImage } from '../helpers/damage.ts'
import { OPENROUTER, profileElsewhere } from '../helpers/elsewhere.ts'
import type { BillRow } from '../helpers/fake-provider/bill.ts'
import { type OpenProfile, profileWithProvider, sol } from '../helpers/open-profile.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { fixturePath } from './fixtures.ts'

const haiku = { providerId: 'anthropic', modelId: 'claude-haiku-4-5' }
const luna = { providerId: 'openai', modelId: 'gpt-6-luna' }
const measures = ['costNanoUsd', 'inputTokens', 'outputTokens', 'requestCount'] as const

async function compare({ session }: Pick<OpenProfile, 'session'>, path: string) {
  return (await session.drift()).compareFile(() => Promise.resolve(path))
}

async function compared(profile: Pick<OpenProfile, 'session'>, text: string): Promise<FileDrift> {
  const path = join(temporaryFolder(), 'export.csv')
  writeFileSync(path, text)
  const drift = await compare(profile, path)
  if (!drift.ok || drift.value === null) throw new Error(JSON.stringify(drift))
  expectToAddUp(drift.value)
  return drift.value
}

function expectToAddUp({ rows, measures: said, here, there }: FileDrift): void {
  const sum = (side: 'here' | 'there', measure: DriftMeasure): number =>
    rows.reduce((total, row) => total + (row[side]?.[measure] ?? 0), 0)
  for (const measure of said) {
    expect(here[measure]).toBe(sum('here', measure))
    expect(there[measure]).toBe(sum('there', measure))
  }
  for (const measure of measures) if (!said.includes(measure)) expect(here[measure]).toBeNull()
}

/** A bill as OpenAI exports it, of requests that were all sent on one day. */
function openAiUsage(day: string, rows: readonly BillRow[]): string {
  const lines = rows.map(
    ({ modelId, inputTokens, outputTokens }) =>
      `${day}T00:00:00+00:00,1.0,${modelId}-2026-08-07,${inputTokens}.0,${outputTokens}.0`,
  )
  return ['start_time_iso,num_model_requests,model,input_tokens,output_tokens', ...lines].join('\n')
}

function openAiCosts(day: string, rows: readonly BillRow[]): string {
  const lines = rows.map(
    ({ modelId, costNanoUsd }) =>
      `${day}T00:00:00+00:00,${(costNanoUsd / 1e9).toFixed(16)},usd,"${modelId}-2026-08-07, output"`,
  )
  return ['start_time_iso,amount_value,amount_currency,line_item', ...lines].join('\n')
}

test('an export that says what the provider billed differs in nothing, by dated names too', async () => {
  const profile = await profileWithProvider()
  for (const model of [sol, luna, sol]) await profile.ask(model, 'Hello')
  const { rows } = profile.provider.bill()
  const usage = await compared(profile, openAiUsage('2026-11-21', rows))
  expect(usage).toMatchObject({ format: 'openai-usage', providerName: 'OpenAI' })
  expect(usage.rows.map(({ modelName }) => modelName)).toEqual(['GPT-6 Luna', 'GPT-6 Sol'])
  expect(usage.rows[1]?.here?.requestCount).toBe(2)
  for (const { here, there } of usage.rows) expect(here).toEqual(there)
  const costs = await compared(profile, openAiCosts('2026-11-21', rows))
  expect(costs.measures).toEqual(['costNanoUsd'])
  for (const { here, there } of costs.rows) expect(here).toEqual(there)
  expect(costs.here.costNanoUsd).toBe(profile.session.turns.budget().balances.spentNanoUsd)
})

test('Anthropic is compared by dated ids and by the names that people read', async () => {
  const profile = await profileWithProvider()
  profile.provider.queue({ kind: 'answer', cache: { read: 3, writeShort: 2, writeLong: 1 } })
  await profile.ask(haiku, 'How are the tokens of a cache counted beside those of a question?')
  const [row] = profile.provider.bill().rows
  if (!row) throw new Error('Nothing was billed')
  const kept = row.cacheWriteShortTokens + row.cacheWriteLongTokens + row.cacheReadTokens
  const usage = await compared(
    profile,
    `usage_date_utc,model_version,usage_input_tokens_no_cache,usage_input_tokens_cache_write_5m,usage_input_tokens_cache_write_1h,usage_input_tokens_cache_read,usage_output_tokens
2026-11-21,claude-haiku-4-5-20251001,${row.inputTokens - kept},${row.cacheWriteShortTokens},${row.cacheWriteLongTokens},${row.cacheReadTokens},${row.outputTokens}`,
  )
  expect(usage.rows).toHaveLength(1)
  expect(usage.rows[0]?.here).toEqual(usage.rows[0]?.there)
  const usd = (row.costNanoUsd / 1e9).toFixed(12)
  const costs = await compared(
    profile,
    `usage_date_utc,model,token_type,cost_usd\n2026-11-21,Claude Haiku 4.5,output,${usd}`,
  )
  expect(costs.rows).toHaveLength(1)
  expect(costs.rows[0]?.here).toEqual(costs.rows[0]?.there)
})

test('what only one side has stands in rows of its own, day by day', async () => {
  const profile = await profileWithProvider()
  await profile.ask(sol, 'Hello')
  profile.clock.atMs += 24 * 60 * 60 * 1000
  await profile.ask(luna, 'Hello')
  const drift = await compared(
    profile,
    `start_time,model,input_tokens,output_tokens
2026-11-20,gpt-6-sol,5,6
2026-11-21,gpt-5.5,7,8
2026-11-22,,,
2026-11-22,,9,10`,
  )
  expect(drift).toMatchObject({ firstDay: '2026-11-20', lastDay: '2026-11-22' })
  const sides = drift.rows.map(({ day, modelName, here, there }) => [
    day,
    modelName,
    here !== null,
    there !== null,
  ])
  expect(sides).toEqual([
    ['2026-11-20', 'GPT-6 Sol', false, true],
    ['2026-11-21', 'GPT-5.5', false, true],
    ['2026-11-21', 'GPT-6 Sol', true, false],
    ['2026-11-22', 'GPT-6 Luna', true, false],
    ['2026-11-22', null, false, true],
  ])
})

test('days that the export is not of are not compared with it', async () => {
  const profile = await profileWithProvider()
  await profile.ask(sol, 'Hello')
  const drift = await compared(
    profile,
    'start_time,model,input_tokens,output_tokens\n2026-11-20,gpt-6-sol,5,6',
  )
  expect(drift.rows).toHaveLength(1)
  expect(drift.here).toMatchObject({ inputTokens: 0 })
})

test('an export that tells no models apart is compared by day alone', async () => {
  const profile = await profileWithProvider()
  for (const model of [sol, luna]) await profile.ask(model, 'Hello')
  const { costNanoUsd } = profile.provider.bill()
  const drift = await compared(
    profile,
    `start_time,amount_value,amount_currency,line_item
2026-11-21,${(costNanoUsd / 1e9).toFixed(9)},usd,
2026-11-21,0.5,usd,
2026-11-21,-0.5,usd,`,
  )
  expect(drift.rows).toHaveLength(1)
  expect(drift.rows[0]).toMatchObject({ modelName: null, here: { costNanoUsd } })
  expect(drift.there.costNanoUsd).toBe(costNanoUsd)
})

test('what is not said of a row is unknown and not nothing', async () => {
  const profile = await profileWithProvider()
  const path = join(temporaryFolder(), 'export.csv')
  writeFileSync(
    path,
    'start_time,model,input_tokens,output_tokens\n2026-11-21,embedding,5,\n2026-11-21,b,1,2',
  )
  const drift = await compare(profile, path)
  expect(drift).toMatchObject({ value: { there: { inputTokens: 6, outputTokens: null } } })
})

test('turns that are not certain stand apart with the most they can cost; counted ones are named', async () => {
  const profile = await profileWithProvider()
  profile.provider.queue({ kind: 'error', status: 500 })
  const uncertain = await profile.ask(sol, 'Hello')
  profile.clock.atMs += 1_000
  profile.provider.queue({ kind: 'answer', usage: 'none' })
  const counted = await profile.ask(luna, 'Hello')
  const drift = await compared(profile, openAiUsage('2026-11-21', profile.provider.bill().rows))
  expect(drift.open).toMatchObject({
    uncertainCount: 1,
    uncertainNanoUsd: uncertain.answer.receipt.reservedNanoUsd,
    estimatedCount: 1,
    restCount: 0,
  })
  expect(drift.open.turns).toMatchObject([
    {
      turnId: counted.turnId,
      modelName: 'GPT-6 Luna',
      title: 'Hello',
      state: 'estimated',
      nanoUsd: counted.answer.receipt.spentNanoUsd,
    },
    {
      turnId: uncertain.turnId,
      state: 'uncertain',
      nanoUsd: uncertain.answer.receipt.reservedNanoUsd,
    },
  ])
  const { conversationId } = drift.open.turns[0] ?? {}
  if (typeof conversationId !== 'string') throw new Error('It leads nowhere')
  profile.session.turns.remove(conversationId)
  const after = await compared(profile, openAiUsage('2026-11-21', profile.provider.bill().rows))
  expect(after.open.turns[0]).toMatchObject({ conversationId: null, title: null })
})

test('a key is compared by day, week, month and in all, with what it paid elsewhere apart', async () => {
  const profile = await profileElsewhere(OPENROUTER, { isOpenRouter: true })
  const { session, provider, ask, model } = profile
  await ask(model, 'Hello')
  await provider.idle()
  const { costNanoUsd } = provider.bill()
  const check = await session.drift()
  expect(check.sources().asked).toEqual(
    expect.arrayContaining([{ providerId: model.providerId, providerName: 'Elsewhere' }]),
  )
  const same = await check.askProvider(model.providerId)
  expect(same).toMatchObject({ value: { providerName: 'Elsewhere', limitRemainingNanoUsd: null } })
  for (const row of same.ok ? same.value.rows : []) {
    expect(row).toMatchObject({ hereNanoUsd: costNanoUsd, thereNanoUsd: costNanoUsd })
  }
  provider.spendBesides({ usage: 3, usage_monthly: 2, byok_usage: 0.25, limit_remaining: 74.5 })
  expect(await check.askProvider(model.providerId)).toMatchObject({
    value: {
      limitRemainingNanoUsd: 74_500_000_000,
      rows: [
        { span: 'day', thereNanoUsd: costNanoUsd, byokNanoUsd: 0 },
        { span: 'week', thereNanoUsd: costNanoUsd },
        { span: 'month', thereNanoUsd: costNanoUsd + 2_000_000_000 },
        { span: 'ever', thereNanoUsd: costNanoUsd + 3_250_000_000, byokNanoUsd: 250_000_000 },
      ],
    },
  })
})

test('a week begins on Monday and a month on its first day, in UTC', async () => {
  const profile = await profileElsewhere(OPENROUTER, { isOpenRouter: true })
  const { session, ask, model, clock } = profile
  const here = async (): Promise<number[]> => {
    const drift = await (await session.drift()).askProvider(model.providerId)
    return drift.ok ? drift.value.rows.map(({ hereNanoUsd }) => hereNanoUsd) : []
  }
  // Saturday, 21 November 2026.
  const { answer } = await ask(model, 'Hello')
  const cost = answer.receipt.spentNanoUsd
  expect(await here()).toEqual([cost, cost, cost, cost])
  clock.atMs = Date.UTC(2026, 10, 22, 23, 59)
  expect(await here()).toEqual([0, cost, cost, cost])
  clock.atMs = Date.UTC(2026, 10, 23)
  expect(await here()).toEqual([0, 0, cost, cost])
  clock.atMs = Date.UTC(2026, 11, 1)
  expect(await here()).toEqual([0, 0, 0, cost])
})

test('a provider that cannot be asked is not, and says so; no key leaves for it', async () => {
  const { session, provider } = await profileWithProvider()
  const check = await session.drift()
  const ids = (list: { providerId: string }[]) => list.map(({ providerId }) => providerId)
  expect(ids(check.sources().asked)).toEqual(['openrouter'])
  expect(ids(check.sources().exported)).toEqual(['anthropic', 'openai'])
  for (const providerId of ['openai', 'anthropic']) {
    expect(await check.askProvider(providerId)).toMatchObject({
      failure: { kind: 'usage-not-told' },
    })
  }
  expect(await check.askProvider('openrouter')).toMatchObject({ failure: { kind: 'no-key' } })
  expect(provider.requests()).toEqual([])
})

test('a comparison changes nothing that is stored', async () => {
  const profile = await profileElsewhere(OPENROUTER, { isOpenRouter: true })
  await profile.ask(profile.model, 'Hello')
  const before = stored(profile)
  const check = await profile.session.drift()
  expect(await check.askProvider(profile.model.providerId)).toMatchObject({ ok: true })
  for (const file of ['openai-usage.csv', 'openai-costs.csv', 'anthropic-usage.csv']) {
    expect(await compare(profile, fixturePath(file))).toMatchObject({ ok: true })
  }
  expect(await compare(profile, fixturePath('openrouter-key.json'))).toMatchObject({ ok: false })
  expect(stored(profile)).toEqual(before)
  expect(await (await profile.session.drift()).compareFile(() => Promise.resolve(null))).toEqual({
    ok: true,
    value: null,
  })
})

/** Every row of the ledger and of what it rests on, as it would be found after a crash. */
function stored({ folder }: OpenProfile): Record<string, unknown[]> {
  const image = crashImage({ path: join(folder, 'farthing.db') })
  const database = new SqliteDatabase(image)
  const tables = ['entry', 'balance', 'period', 'budget', 'attempt', 'usage_report', 'price']
  const rows = tables.map((table) => [
    table,
    database.prepare<[], unknown>(`SELECT * FROM ${table}`).all(),
  ])
  database.close()
  return { ...Object.fromEntries(rows), mark: [readFileSync(join(folder, 'ledger.mark'))] }
}
