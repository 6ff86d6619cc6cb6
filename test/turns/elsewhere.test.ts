import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CatalogModel } from '../../main/catalog/catalog-model.ts'
import { limitsOf } from '../../main/catalog/limits.ts'
import { elsewhereFor, type UsedTurn } from '../../main/turns/elsewhere.ts'
import { type ModelKey, sameModel } from '../../shared/chat/message.ts'
import type { Elsewhere } from '../../shared/chat/receipt.ts'
import { costNanoUsd } from '../../shared/money/cost.ts'
import type { Price } from '../../shared/money/price.ts'
import { unknownUsage } from '../../shared/money/usage.ts'
import type { Result } from '../../shared/result.ts'
import { opus, profileWithProvider, sol } from '../helpers/open-profile.ts'

const plain = { learned: { inputFactor: (_: string, __: string | null, start: number) => start } }

function priceOf(inputPicoUsd: number, outputPicoUsd: number): Price {
  return {
    source: 'bundled',
    takenOn: '2026-09-24',
    rates: {
      inputPicoUsd,
      outputPicoUsd,
      cacheReadPicoUsd: 1,
      cacheWriteShortPicoUsd: null,
      cacheWriteLongPicoUsd: null,
    },
    longContext: null,
    searchPicoUsd: null,
    match: 'exact',
    version: null,
  }
}

/** At so many USD per million tokens in, and five times that out. */
function model(name: string, usd: number, rest: Partial<CatalogModel> = {}): CatalogModel {
  const [providerId = '', modelId = ''] = name.split(':')
  return {
    key: { providerId, modelId },
    name: modelId,
    contextTokens: 100_000,
    maxOutputTokens: 4_096,
    mostOutputTokens: null,
    tokenPercent: 100,
    typicalOutputTokens: 600,
    seesImages: true,
    family: 'unknown',
    efforts: [],
    takesTemperature: false,
    retiresOn: null,
    onThisComputer: false,
    price: priceOf(usd * 1_000_000, usd * 5_000_000),
    ...rest,
  }
}

const used: UsedTurn = {
  model: { providerId: 'a', modelId: 'own' },
  conversationId: null,
  usage: { ...unknownUsage, inputTokens: 2_000, outputTokens: 400, cacheReadTokens: 1_800 },
  price: priceOf(4_000_000, 20_000_000),
  hasImages: false,
  sentAtMs: Date.UTC(2026, 10, 21),
}

function elsewhere(
  models: readonly CatalogModel[],
  turn: Partial<UsedTurn> = {},
  rest: Partial<Parameters<typeof elsewhereFor>[1]> = {},
): string[] {
  const found = elsewhereFor(
    { ...used, ...turn },
    { models, ...plain, isReady: () => true, priceThen: (one) => one.price, ...rest },
  )
  return found.map(({ modelName }) => modelName)
}

const own = model('a:own', 4)

describe('the same turn elsewhere', () => {
  test('names a similar, a cheaper and a dearer model, the dearest first', () => {
    const models = [own, model('b:cheap', 0.5), model('b:dear', 20), model('b:like', 5)]
    expect(elsewhere(models)).toEqual(['dear', 'like', 'cheap'])
  })

  test('fills up from the order of the catalogue where there is none of a kind', () => {
    const models = [own, model('b:one', 1), model('c:two', 0.5), model('d:three', 0.1)]
    expect(elsewhere([...models, model('e:four', 0.2)])).toEqual(['one', 'two', 'three'])
  })

  test('prefers what can be asked now, then another provider', () => {
    const models = [own, model('b:like', 4), model('b:cheap', 1), model('c:cheaper', 0.5)]
    expect(elsewhere(models)).toEqual(['like', 'cheap', 'cheaper'])
    const ready = (one: CatalogModel): boolean => one.name !== 'like'
    const also = [...models, model('d:like-too', 3)]
    expect(elsewhere(also, {}, { isReady: ready })).toContain('like-too')
    const dear = [...models, model('b:dear', 20), model('d:dear-too', 20)]
    expect(elsewhere(dear)).toEqual(['dear-too', 'like', 'cheaper'])
  })

  test('is never the same model, not even by way of another provider', () => {
    const models = [own, model('router:a/own', 4), model('b:x', 1), model('router:b/x', 1)]
    expect(elsewhere(models)).toEqual(['x'])
  })

  test('is none that could not have taken it: too small, blind, gone, or without a price', () => {
    const models = [
      own,
      model('b:small', 1, { contextTokens: 2_000 }),
      model('b:gone', 1, { retiresOn: '2026-11-20' }),
      model('b:unpriced', 1, { price: null }),
      model('b:blind', 1, { seesImages: false }),
    ]
    expect(elsewhere(models)).toEqual(['blind'])
    expect(elsewhere(models, { hasImages: true })).toEqual([])
  })

  test('is not said where it is not known what the turn used, or it used nothing', () => {
    const models = [own, model('b:x', 1)]
    expect(elsewhere(models, { usage: unknownUsage })).toEqual([])
    const nothing = { ...unknownUsage, inputTokens: 0, outputTokens: 0 }
    expect(elsewhere(models, { usage: nothing })).toEqual([])
    const searched = { ...used.usage, searchCount: 2 }
    expect(elsewhere(models, { usage: searched })).toEqual([])
  })

  test('costs what its tokens cost at the price of that day, all of it read anew', () => {
    const then = priceOf(2_000_000, 8_000_000)
    const other = model('b:x', 1, { tokenPercent: 135 })
    const [found] = elsewhereFor(used, {
      models: [own, other],
      ...plain,
      isReady: () => true,
      priceThen: () => then,
    })
    const usage = { ...unknownUsage, inputTokens: 2_700, outputTokens: 540 }
    expect(found?.costNanoUsd).toBe(costNanoUsd(then, usage))
  })

  test('is at most three different models, dearest first, whatever there is', () => {
    const some = fc.array(
      fc.record({
        providerId: fc.constantFrom('a', 'b', 'c'),
        modelId: fc.constantFrom('own', 'x', 'y', 'z', 'b/x'),
        usd: fc.constantFrom(0, 0.1, 1, 4, 5, 30),
        tokenPercent: fc.integer({ min: 70, max: 250 }),
      }),
    )
    fc.assert(
      fc.property(some, fc.integer({ min: 0, max: 90_000 }), (given, inputTokens) => {
        const models = given.map(({ providerId, modelId, usd, tokenPercent }) =>
          model(`${providerId}:${modelId}`, usd, { tokenPercent }),
        )
        const usage = { ...unknownUsage, inputTokens, outputTokens: 10 }
        const found = elsewhereFor(
          { ...used, usage },
          { models, ...plain, isReady: () => true, priceThen: () => null },
        )
        expect(found.length).toBeLessThanOrEqual(3)
        const ids = found.map((one) => one.model.modelId.split('/').at(-1))
        expect(new Set([...ids, 'own']).size).toBe(found.length + 1)
        const costs = found.map((one) => one.costNanoUsd)
        expect(costs).toEqual(costs.toSorted((one, other) => other - one))
      }),
    )
  })
})

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.failure.kind)
  return result.value
}

describe('of a real turn', () => {
  test('each figure is what the catalogue makes of the tokens that were reported', async () => {
    const { session, ask } = await profileWithProvider()
    const { turnId, answer } = await ask(opus, 'My boiler shows E119. What is that?')
    const found = valueOf(session.turns.elsewhere(turnId))
    expect(found).toHaveLength(3)
    expect(found.some((one) => sameModel(one.model, opus))).toBe(false)
    for (const { model: key, costNanoUsd: cost } of found) {
      expect(cost).toBe(recomputed(session, key, answer.receipt.usage))
    }
    expect(found.some((one) => one.costNanoUsd < (answer.receipt.spentNanoUsd ?? 0))).toBe(true)
  })

  test('nothing is said of one that is not there, or did not come to cost anything', async () => {
    const { session, ask, provider } = await profileWithProvider()
    expect(session.turns.elsewhere('nobody')).toMatchObject({ ok: false })
    provider.queue({ kind: 'error', status: 400 })
    const { turnId } = await ask(sol, 'Hello')
    expect(valueOf<Elsewhere[]>(session.turns.elsewhere(turnId))).toEqual([])
  })
})

type Profile = Awaited<ReturnType<typeof profileWithProvider>>
type Usage = Parameters<typeof costNanoUsd>[1]

/** By what is shown of the catalogue, and what other models make of o200k's tokens. */
function recomputed(
  session: Profile['session'],
  key: ModelKey,
  usage: Usage | null,
): number | null {
  const there = session.accounts.catalog().models.find((one) => sameModel(one.key, key))
  if (!there?.price || !usage) throw new Error('not in the catalogue')
  const factor = limitsOf(key.modelId).tokenPercent / 100
  const ownFactor = limitsOf(opus.modelId).tokenPercent / 100
  const scaled = (tokens: number | null): number | null =>
    tokens === null ? null : Math.ceil(tokens * (factor / ownFactor))
  return costNanoUsd(there.price, {
    ...unknownUsage,
    inputTokens: scaled(usage.inputTokens),
    outputTokens: scaled(usage.outputTokens),
  })
}
