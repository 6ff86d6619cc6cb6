import { randomUUID } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import type { ModelKey } from '../../shared/chat/message.ts'
import type { Price } from '../../shared/money/price.ts'
import type { FakePrice } from '../helpers/fake-provider/bill.ts'
import { type FakeProvider, startFakeProvider } from '../helpers/fake-provider/fake-provider.ts'
import { png } from '../helpers/images.ts'
import { mappedFetch } from '../helpers/mapped-fetch.ts'
import { openProfile } from '../helpers/open-profile.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { houses, type ProviderHouse } from '../providers/houses.ts'
import { randomOf } from '../providers/random.ts'

const SEED = 20_261_122
const TURNS = 120

/** The houses a profile knows by name; the others speak the same dialects. */
const known = houses.filter(({ house }) =>
  ['openai', 'anthropic', 'gemini', 'mistral', 'groq', 'deepseek', 'xai', 'together'].includes(
    house,
  ),
)

test(`a conversation over eight providers is never refused, and costs what they bill (seed ${SEED})`, async () => {
  const next = randomOf(SEED)
  const below = (limit: number): number => Math.floor(next() * limit)
  const { profile, servers, models } = await profileOverHouses()
  const { session } = profile
  const added = session.turns.addAttachment('cat.png', png(40, 30))
  const noted = session.turns.addText('notes.md', '# Notes\n```\ncode\n```')
  if (!added.ok || !noted.ok) throw new Error('It was refused')
  const image = { type: 'image', attachmentId: added.value.attachmentId, name: 'cat.png' } as const
  const file = { type: 'file', attachmentId: noted.value.attachmentId, name: 'notes.md' } as const
  const conversationId = randomUUID()
  const asked = new Set<string>()
  for (let count = 0; count < TURNS; count += 1) {
    const model = models[below(models.length)]!
    const turnId = randomUUID()
    const answer = profile.ended(turnId)
    if (count > 0) {
      session.turns.setOptions(conversationId, {
        systemText: below(2) === 0 ? '' : 'Answer in one sentence.',
        effort: [null, 'off', 'low', 'medium', 'high'][below(5)] as 'low' | null,
        temperature: [null, 0, 0.7, 2][below(4)]!,
        maxOutputTokens: [null, 300, 5_000][below(3)]!,
        leftOutTurns: below(4) === 0 ? below(count) : 0,
      })
    }
    const attachments = [[], [image], [file], [image, file]][below(4)]!
    const sent = await session.turns.send({
      turnId,
      conversationId,
      model,
      text: `Question ${count} 🙂`,
      attachments,
    })
    expect(sent).toMatchObject({ ok: true })
    const turn = await answer
    const complaints = servers.flatMap((server) => server.refusals())
    expect(complaints, `${model.modelId} after ${count} turns`).toEqual([])
    expect(turn.answer, `${model.modelId}: ${JSON.stringify(turn.answer)}`).toMatchObject({
      state: expect.stringMatching(/^(?:completed|length)$/),
      receipt: { state: 'settled', quality: 'exact', number: 1, overrunNanoUsd: 0 },
    })
    asked.add(model.modelId)
  }
  expect(servers.flatMap((server) => server.refusals())).toEqual([])
  const billed = servers.reduce((sum, server) => sum + server.bill().costNanoUsd, 0)
  expect(session.turns.budget().balances).toMatchObject({
    spentNanoUsd: billed,
    reservedNanoUsd: 0,
    overrunNanoUsd: 0,
  })
  expect(asked.size).toBe(models.length)
  expect(profile.reports).toEqual([])
}, 240_000)

/** Each house on a server of its own that refuses what the house would, reached at its real address. */
async function profileOverHouses() {
  const addresses: Record<string, string> = {}
  const profile = openProfile(temporaryFolder(), {
    fetch: (input, init) => mappedFetch(addresses)(input, init),
  })
  const { accounts, turns } = profile.session
  turns.setBudget(900_000_000_000)
  const servers: FakeProvider[] = []
  const models: ModelKey[] = []
  for (const one of known) {
    const providerId = one.house
    expect(accounts.saveKey(providerId, `sk-canary-${one.house}-0123456789`).ok).toBe(true)
    const ids = Object.keys(one.models)
    const prices: Record<string, FakePrice> = {}
    const server = await startFakeProvider({ prices, strict: strictnessOf(one) })
    onTestFinished(() => server.close())
    // A list needs names, and the names need prices: these are the catalogue's own, below.
    for (const id of ids) prices[id] = { inputUsd: '1', outputUsd: '1' }
    addresses[one.address] = one.house === 'anthropic' ? server.origin : server.address
    expect(await accounts.check(providerId)).toMatchObject({ ok: true })
    for (const { key, price } of accounts.catalog().models) {
      if (key.providerId !== providerId || !ids.includes(key.modelId)) continue
      if (!price) continue
      prices[key.modelId] = printed(price)
      models.push(key)
    }
    servers.push(server)
  }
  // Most of what the houses sell is in the catalogue, or this test says little.
  expect(models.length).toBeGreaterThan(18)
  return { profile, servers, models }
}

function strictnessOf({ house, models }: ProviderHouse) {
  const entries = Object.entries(models).map(([id, { strict }]) => [id, strict] as const)
  return { house, models: Object.fromEntries(entries) }
}

/** A price as a provider prints it. */
function printed({ rates }: Price): FakePrice {
  const usd = (picoUsd: number): string => (picoUsd / 1_000_000).toFixed(6)
  const { cacheReadPicoUsd, cacheWriteShortPicoUsd, cacheWriteLongPicoUsd } = rates
  return {
    inputUsd: usd(rates.inputPicoUsd),
    outputUsd: usd(rates.outputPicoUsd),
    cacheReadUsd: usd(cacheReadPicoUsd ?? rates.inputPicoUsd),
    cacheWriteShortUsd: usd(cacheWriteShortPicoUsd ?? rates.inputPicoUsd),
    cacheWriteLongUsd: usd(cacheWriteLongPicoUsd ?? rates.inputPicoUsd),
  }
}
