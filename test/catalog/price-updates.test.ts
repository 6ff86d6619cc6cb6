import { describe, expect, test } from 'vitest'
import type { Catalog } from '../../main/catalog/catalog.ts'
import type { CatalogEdition, PriceUpdate } from '../../shared/ipc/shapes.ts'
import type { Price } from '../../shared/money/price.ts'
import type { Result } from '../../shared/result.ts'
import { priceOf } from '../helpers/profile-on-disk.ts'
import { catalogOnDisk, figures, listedAs, NOVEMBER_22, online } from './catalog-on-disk.ts'
import {
  bundledChanged,
  genaiChanged,
  genaiModel,
  genaiText,
  ownForm,
  priced,
} from './price-lists-to-try.ts'

const sol = { providerId: 'openai', modelId: 'gpt-6-sol' }
const haiku = { providerId: 'anthropic', modelId: 'claude-haiku-4-5' }
const published = '2026-11-20'

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}

function take(catalog: Catalog, text: string): CatalogEdition {
  const update = valueOf(catalog.previewUpdate(text, 'a file', published))
  return valueOf(catalog.applyUpdate(update.updateId))
}

function inputOf(catalog: Catalog, key = sol): number | undefined {
  return catalog.find(key)?.price?.rates.inputPicoUsd
}

const solAt3 = genaiChanged((providers) => {
  genaiModel(providers, 'openai', 'gpt-6-sol').prices = { input_mtok: 3, output_mtok: 12 }
})
const solAt4 = JSON.stringify(ownForm({ openai: [priced('gpt-6-sol', 4, 16)] }))

describe('looking at an update', () => {
  test('says what it would change, and changes nothing', () => {
    const { catalog, openAgain } = catalogOnDisk()
    const [models, revision, edition] = [catalog.models(), catalog.revision(), catalog.edition()]
    const text = genaiChanged((providers) => {
      genaiModel(providers, 'openai', 'gpt-6-sol').prices = { input_mtok: 3, output_mtok: 12 }
      genaiModel(providers, 'anthropic', 'claude-haiku-4-5').prices = {
        input_mtok: 11,
        output_mtok: 5,
      }
      const openai = providers.find(({ id }) => id === 'openai')
      openai?.models.push({
        id: 'gpt-7',
        match: { equals: 'gpt-7' },
        prices: { input_mtok: 1, output_mtok: 2 },
      })
      openai?.models.splice(
        openai.models.findIndex(({ id }) => id === 'gpt-4'),
        1,
      )
    })
    const update: PriceUpdate = valueOf(catalog.previewUpdate(text, 'a file', published))
    expect(update.changed).toEqual([
      {
        key: haiku,
        before: { inputPicoUsd: 1_000_000, outputPicoUsd: 5_000_000 },
        after: { inputPicoUsd: 11_000_000, outputPicoUsd: 5_000_000 },
        isLarge: true,
      },
      {
        key: sol,
        before: { inputPicoUsd: 2_000_000, outputPicoUsd: 10_000_000 },
        after: { inputPicoUsd: 3_000_000, outputPicoUsd: 12_000_000 },
        isLarge: false,
      },
    ])
    expect(update).toMatchObject({ addedCount: 1, removedCount: 0, refused: [] })
    expect(update.sameCount).toBeGreaterThan(600)
    expect(update.edition).toMatchObject({ takenOn: published, modelCount: 813 })
    expect(update.edition.version).toMatch(/^genai-prices [0-9a-f]{12}$/u)
    expect(catalog.models()).toBe(models)
    expect([catalog.revision(), catalog.edition()]).toEqual([revision, edition])
    expect(openAgain().edition()).toEqual(edition)
  })

  test('of the same list finds every price the same', () => {
    const { catalog } = catalogOnDisk()
    const update = valueOf(catalog.previewUpdate(genaiText, 'a file', published))
    expect(update).toMatchObject({ changed: [], addedCount: 0, removedCount: 0, refused: [] })
  })

  test('of a list of a few models leaves all others as they are', () => {
    const { catalog } = catalogOnDisk()
    const update = valueOf(catalog.previewUpdate(solAt4, 'a file'))
    expect(update).toMatchObject({ changed: [{ key: sol }], addedCount: 0, removedCount: 0 })
    expect(update.sameCount).toBeGreaterThan(600)
  })

  test('says of which models nobody knows a price any more, and which go back to an old one', () => {
    const { catalog } = catalogOnDisk()
    const list = ownForm({ openai: [priced('gpt-7', 1, 2), priced('gpt-6-sol', 3, 9)] })
    take(catalog, JSON.stringify(list))
    const next = ownForm({ openai: [priced('gpt-6-luna', 1, 2)] })
    const update = valueOf(catalog.previewUpdate(JSON.stringify(next), 'a file'))
    expect(update.changed.map(({ key }) => key.modelId)).toEqual(['gpt-6-luna', 'gpt-6-sol'])
    expect(update).toMatchObject({ addedCount: 0, removedCount: 1 })
  })

  test('names the day it was looked at where nobody gives another', () => {
    const { catalog } = catalogOnDisk()
    const update = valueOf(catalog.previewUpdate(genaiText, 'a file'))
    expect(update.edition.takenOn).toBe('2026-11-22')
  })

  test.each([
    ['its server', genaiText, '2031-01-01'],
    [
      'itself',
      JSON.stringify(ownForm({ openai: [priced('gpt-6-sol', 3, 9)] }, { takenOn: '2031-01-01' })),
      null,
    ],
  ])('is of no later day than today, whatever is said by %s', (_who, text, day) => {
    const { catalog } = catalogOnDisk()
    const update = valueOf(catalog.previewUpdate(text, 'a file', day))
    expect(update.edition.takenOn).toBe('2026-11-22')
  })

  test('names the models it refuses, and takes the others', () => {
    const { catalog } = catalogOnDisk()
    const text = genaiChanged((providers) => {
      genaiModel(providers, 'openai', 'gpt-4').prices = { input_mtok: -1, output_mtok: 2 }
      genaiModel(providers, 'openai', 'gpt-4o').prices = {
        input_mtok: 1,
        output_mtok: 2,
        requests_kcount: 1,
      }
    })
    const update = valueOf(catalog.previewUpdate(text, 'a file', published))
    expect(update.refused.map(({ modelId }) => modelId)).toEqual(['gpt-4', 'gpt-4o'])
    expect(update).toMatchObject({ changed: [], removedCount: 0 })
  })
})

describe('an update that is refused as a whole', () => {
  const many = (change: Parameters<typeof genaiChanged>[0]): string => genaiChanged(change)
  const eachPrice = (factor: number): string =>
    JSON.stringify(
      bundledChanged((model) => {
        for (const { rates } of model.prices) {
          rates.input = Math.ceil(rates.input * factor)
          rates.output = Math.ceil(rates.output * factor)
        }
        return model
      }),
    )

  test.each([
    ['is no JSON', '{"a', 'not-json'],
    ['is empty', '', 'not-json'],
    ['is a page of the web', '<!doctype html>', 'not-json'],
    ['is other JSON', '{"a":1}', 'not-a-price-list'],
    ['is an array of something else', '[1,2,3]', 'not-a-price-list'],
    ['has no models', JSON.stringify(ownForm({})), 'not-a-price-list'],
    [
      'is of a form of tomorrow',
      JSON.stringify({ ...ownForm({}), format: 'farthing-prices-2' }),
      'not-a-price-list',
    ],
    [
      'is older by its own word',
      JSON.stringify(ownForm({ openai: [priced('gpt-6-sol', 2, 9)] }, { takenOn: '2026-09-22' })),
      'older',
    ],
    [
      'lacks the newest models',
      many((providers) => {
        for (const { models } of providers) {
          const old = models.filter(
            ({ id }) => !/gpt-6|opus-5|fable|gemini-3\.[678]|grok-4\.[56]/u.test(id),
          )
          models.splice(0, models.length, ...old)
        }
      }),
      'older',
    ],
    [
      'lacks more than a tenth of all models',
      many((providers) => {
        const models = providers.find(({ id }) => id === 'openrouter')?.models ?? []
        models.splice(0, Math.ceil(models.length / 4))
      }),
      'older',
    ],
    ['is a thousand times too dear', eachPrice(100), 'absurd'],
    ['is a thousandth of every price', eachPrice(0.001), 'absurd'],
    [
      'has negative prices all over',
      many((providers) => {
        for (const { models } of providers) {
          for (const model of models) model.prices = { input_mtok: -1, output_mtok: 1 }
          models.push({ id: `one-more`, match: {}, prices: { input_mtok: 1, output_mtok: 1 } })
        }
      }),
      'absurd',
    ],
    ['is too large', ' '.repeat(30_000_001), 'too-large'],
  ])('because it %s', (_why, text, reason) => {
    const { catalog } = catalogOnDisk([online('openai')])
    const revision = catalog.revision()
    const result = catalog.previewUpdate(text, 'a file', published)
    expect(result).toMatchObject({ ok: false, failure: { kind: 'price-list-refused', reason } })
    expect(catalog.revision()).toBe(revision)
  })

  test('because its server says that it is older', () => {
    const { catalog } = catalogOnDisk([online('openai')])
    expect(catalog.previewUpdate(genaiText, 'a file', '2026-08-21')).toMatchObject({
      ok: false,
      failure: { reason: 'older' },
    })
  })
})

describe('an update', () => {
  test('that is taken is in force at once, and after a start', () => {
    const { catalog, openAgain, clock } = catalogOnDisk()
    const revision = catalog.revision()
    const edition = take(catalog, solAt3)
    expect(edition).toMatchObject({
      bundled: { version: 'genai-prices 0.1.8', takenOn: '2026-09-23', modelCount: 813 },
      downloaded: { takenOn: published, importedAtMs: clock.atMs, from: 'a file' },
      canRollBack: true,
    })
    expect(catalog.revision()).not.toBe(revision)
    for (const one of [catalog, openAgain()]) {
      expect(one.edition()).toEqual(edition)
      expect(one.find(sol)?.price).toMatchObject({
        rates: { inputPicoUsd: 3_000_000 },
        source: 'downloaded',
        match: 'exact',
        takenOn: published,
        version: edition.downloaded?.version,
      })
    }
  })

  test('leaves models it does not have as they were', () => {
    const { catalog } = catalogOnDisk()
    take(catalog, solAt4)
    expect(inputOf(catalog)).toBe(4_000_000)
    expect(catalog.find(haiku)?.price).toMatchObject({ source: 'bundled' })
  })

  test('shows models it brings, and gives listed ones a price', () => {
    const { catalog } = catalogOnDisk([online('openai')])
    const gpt7 = { providerId: 'openai', modelId: 'gpt-7' }
    take(catalog, JSON.stringify(ownForm({ openai: [priced('gpt-7', 1, 2)] })))
    expect(catalog.find(gpt7)?.price?.source).toBe('downloaded')
    catalog.setListed('openai', [listedAs('gpt-7')])
    expect(catalog.models().map(({ price }) => price?.source)).toEqual(['downloaded'])
  })

  test('stands below what a person typed and our corrections, above what a provider lists', () => {
    const { catalog } = catalogOnDisk()
    const own: Price = { ...priceOf(7_000_000, 9_000_000), source: 'own' }
    const routed = { providerId: 'openrouter', modelId: 'openai/gpt-6-sol' }
    catalog.setOwnPrice(sol, own)
    catalog.setListed('openrouter', [listedAs(routed.modelId, { price: figures(5, 6) })])
    const list = ownForm({
      openai: [priced('gpt-6-sol', 4, 16), priced('gpt-6.1-sol', 4, 16)],
      openrouter: [priced(routed.modelId, 8, 9)],
    })
    expect(catalog.find(routed)?.price?.source).toBe('provider')
    take(catalog, JSON.stringify(list))
    expect(catalog.find(sol)?.price).toEqual(own)
    expect(catalog.edition().ownPriceCount).toBe(1)
    expect(catalog.find({ ...sol, modelId: 'gpt-6.1-sol' })?.price?.source).toBe('overlay')
    expect(catalog.find(routed)?.price).toMatchObject({
      rates: { inputPicoUsd: 8_000_000 },
      source: 'downloaded',
    })
  })

  test('that only looks to have a model gives way to a list that has it', () => {
    const { catalog } = catalogOnDisk()
    const like = { ...priced('gpt-6', 50, 60), alike: [[{ begins: 'gpt-6-' }]] }
    take(catalog, JSON.stringify(ownForm({ openai: [like] })))
    expect(catalog.find(sol)?.price).toMatchObject({ source: 'bundled', match: 'exact' })
    catalog.setListed('openai', [listedAs('gpt-6-nova')])
    expect(catalog.models()[0]?.price).toMatchObject({ source: 'downloaded', match: 'inferred' })
  })

  test('is gone back from by one step, down to the list of this version', () => {
    const { catalog, openAgain } = catalogOnDisk()
    take(catalog, solAt3)
    take(catalog, solAt4)
    expect(inputOf(catalog)).toBe(4_000_000)
    expect(valueOf(catalog.rollBack()).downloaded?.version).toMatch(/^genai-prices/u)
    expect([inputOf(catalog), inputOf(openAgain())]).toEqual([3_000_000, 3_000_000])
    expect(valueOf(catalog.rollBack())).toMatchObject({ downloaded: null, canRollBack: false })
    expect([inputOf(catalog), inputOf(openAgain())]).toEqual([2_000_000, 2_000_000])
    expect(catalog.rollBack()).toMatchObject({ ok: false, failure: { kind: 'unknown-price-list' } })
  })

  test('with a book by the name of something else is harmless', () => {
    const { catalog } = catalogOnDisk([
      online('openai'),
      online('__proto__'),
      online('constructor'),
    ])
    const model = JSON.stringify(priced('gpt-7', 1, 2))
    const text = JSON.stringify(ownForm({ openai: [priced('gpt-6-sol', 4, 16)] })).replace(
      '"openai"',
      `"__proto__":[${model}],"constructor":[${model}],"openai"`,
    )
    take(catalog, text)
    expect(inputOf(catalog)).toBe(4_000_000)
    expect(catalog.find({ providerId: 'toString', modelId: 'length' })).toBeNull()
    expect(Object.hasOwn(Object.prototype, '0')).toBe(false)
  })

  test('is taken once, and only if it was looked at', () => {
    const { catalog } = catalogOnDisk()
    const { updateId } = valueOf(catalog.previewUpdate(solAt4, 'a file'))
    expect(catalog.applyUpdate(updateId).ok).toBe(true)
    for (const id of [updateId, 'f3a1e5c0-0000-4000-8000-000000000000', '__proto__']) {
      expect(catalog.applyUpdate(id)).toMatchObject({ failure: { kind: 'unknown-price-list' } })
    }
  })

  test('of which one figure was altered on the disk counts as absent', () => {
    const { catalog, storage, openAgain } = catalogOnDisk()
    take(catalog, solAt4)
    const list = ownForm({ openai: [priced('gpt-6-sol', 1, 1)] })
    const kept = { sha256: 'f'.repeat(64), list, importedAtMs: NOVEMBER_22, from: 'elsewhere' }
    storage.settings.write('downloadedPrices', kept)
    expect(inputOf(openAgain())).toBe(2_000_000)
    expect(openAgain().edition()).toMatchObject({ downloaded: null, canRollBack: false })
  })
})
