import { describe, expect, test } from 'vitest'
import { practiceModels } from '../../main/catalog/practice-models.ts'
import { costNanoUsd } from '../../shared/money/cost.ts'
import { freePrice, type Price } from '../../shared/money/price.ts'
import { unknownUsage } from '../../shared/money/usage.ts'
import { priceOf } from '../helpers/profile-on-disk.ts'
import { catalogOnDisk, figures, listedAs, NOVEMBER_22, online } from './catalog-on-disk.ts'

const sol = { providerId: 'openai', modelId: 'gpt-6-sol' }
const ownPrice: Price = { ...priceOf(7_000_000, 9_000_000), source: 'own' }

describe('the practice profile', () => {
  test('has its own models, at the prices of the worked example, and no others', () => {
    const { catalog } = catalogOnDisk([online('practice')], 'practice')
    expect(catalog.models()).toEqual(practiceModels)
    const cost = (modelId: string, inputTokens: number, outputTokens: number): number | null => {
      const price = catalog.find({ providerId: 'practice', modelId })?.price
      return price ? costNanoUsd(price, { ...unknownUsage, inputTokens, outputTokens }) : null
    }
    expect(cost('practice-heavy', 5_000, 2_000)).toBe(150_000_000)
    expect(cost('practice-light', 40_000, 5_000)).toBe(25_000_000)
  })
})

describe('while a provider was never asked for its list', () => {
  test.each([
    'openai',
    'anthropic',
    'google',
    'mistral',
    'groq',
    'deepseek',
    'xai',
    'openrouter',
    'together',
  ])('%s shows its newest models, each with a price of its own', (providerId) => {
    const { catalog } = catalogOnDisk([online(providerId)])
    const models = catalog.models()
    expect(models.length).toBeGreaterThan(1)
    expect(models.length).toBeLessThanOrEqual(12)
    for (const { price } of models) expect(price?.match).toBe('exact')
  })

  test('a provider known by another name has the same models', () => {
    const { catalog } = catalogOnDisk([online('gemini'), online('x-ai')])
    expect(
      catalog.find({ providerId: 'gemini', modelId: 'gemini-3.8-flash' })?.price,
    ).not.toBeNull()
    expect(catalog.find({ providerId: 'x-ai', modelId: 'grok-4.6' })?.price).not.toBeNull()
  })

  test('nobody knows its number', () => {
    expect(catalogOnDisk().catalog.listedCount('openai')).toBeNull()
  })
})

describe("a provider's own list", () => {
  test('decides which models there are, also after a start', () => {
    const { catalog, openAgain } = catalogOnDisk([online('openai')])
    catalog.setListed(
      'openai',
      ['gpt-6-sol', 'gpt-6-sol-2026-09-09', 'gpt-7'].map((id) => listedAs(id)),
    )
    for (const one of [catalog, openAgain()]) {
      expect(one.models().map(({ key, price }) => [key.modelId, price?.match ?? null])).toEqual([
        ['gpt-6-sol', 'exact'],
        ['gpt-6-sol-2026-09-09', 'alias'],
        ['gpt-7', null],
      ])
      expect(one.listedCount('openai')).toBe(3)
    }
  })

  test('drops what does not answer in text, by its word or by its name', () => {
    const { catalog } = catalogOnDisk([online('openai')])
    const ids = [
      'gpt-image-2',
      'text-embedding-3-small',
      'whisper-1',
      'gpt-4o-realtime-preview',
      'gpt-4o-mini-tts',
      'omni-moderation-latest',
      'sora-2',
      'dall-e-3',
      'babbage-002',
    ]
    catalog.setListed('openai', [
      ...ids.map((id) => listedAs(id)),
      listedAs('gpt-6-luna'),
      listedAs('gpt-6-sol', { isChat: false }),
      listedAs('sora-chat', { isChat: true }),
    ])
    expect(catalog.models().map(({ key }) => key.modelId)).toEqual(['gpt-6-luna', 'sora-chat'])
  })

  test('tells limits and images before anything else does', () => {
    const { catalog } = catalogOnDisk([online('anthropic')])
    catalog.setListed('anthropic', [
      listedAs('claude-opus-5-5', {
        name: 'Opus!',
        contextTokens: 500_000,
        mostOutputTokens: 4_000,
        seesImages: false,
        efforts: ['low'],
        takesTemperature: true,
        retiresOn: '2027-05-01',
      }),
    ])
    expect(catalog.models()[0]).toMatchObject({
      name: 'Opus!',
      contextTokens: 500_000,
      mostOutputTokens: 4_000,
      maxOutputTokens: 4_000,
      seesImages: false,
      efforts: ['low'],
      takesTemperature: true,
      retiresOn: '2027-05-01',
    })
  })

  test('names prices that go before those of this version, and after an update', () => {
    const { catalog } = catalogOnDisk([online('openrouter')])
    const modelId = 'openai/gpt-6-sol'
    catalog.setListed('openrouter', [
      listedAs(modelId, { price: figures(3, 4) }),
      listedAs('new/model', { price: figures(1, 2) }),
    ])
    const priceNow = (id: string) => catalog.find({ providerId: 'openrouter', modelId: id })?.price
    expect(priceNow(modelId)).toMatchObject({
      rates: { inputPicoUsd: 3_000_000 },
      source: 'provider',
      match: 'exact',
      takenOn: '2026-11-22',
      version: null,
    })
    expect(priceNow('new/model')).toMatchObject({ source: 'provider' })
  })

  test('names no price by naming nothing, unless what it gives away is called so', () => {
    const { catalog } = catalogOnDisk([online('openrouter')])
    catalog.setListed('openrouter', [
      listedAs('a/gift:free', { price: figures(0, 0) }),
      listedAs('a/left-out', { price: figures(0, 0) }),
    ])
    expect(catalog.find({ providerId: 'openrouter', modelId: 'a/left-out' })?.price).toBeNull()
    expect(catalog.find({ providerId: 'openrouter', modelId: 'a/gift:free' })?.price).toMatchObject(
      {
        rates: { inputPicoUsd: 0, outputPicoUsd: 0 },
        source: 'provider',
      },
    )
  })

  test('shows the newest first, then what has a price', () => {
    const { catalog } = catalogOnDisk([online('openai')])
    const ids = ['gpt-unheard-of', 'gpt-4', 'gpt-6-sol', 'gpt-6-astra']
    catalog.setListed(
      'openai',
      ids.map((id) => listedAs(id)),
    )
    expect(catalog.models().map(({ key }) => key.modelId)).toEqual([
      'gpt-6-astra',
      'gpt-6-sol',
      'gpt-4',
      'gpt-unheard-of',
    ])
  })

  test('of ten thousand models is kept and found whole, and a longer one is cut there', () => {
    const { catalog, openAgain } = catalogOnDisk([online('openrouter')])
    const list = Array.from({ length: 10_001 }, (_, index) =>
      listedAs(`maker/model-${index}`, { price: figures(1, (index % 900) + 1) }),
    )
    catalog.setListed('openrouter', list)
    for (const one of [catalog, openAgain()]) {
      expect(one.listedCount('openrouter')).toBe(10_000)
      const found = one.find({ providerId: 'openrouter', modelId: 'maker/model-9999' })
      expect(found?.price?.rates.outputPicoUsd).toBe(100_000_000)
    }
  })

  test('with nonsense in it keeps what makes sense', () => {
    const { catalog } = catalogOnDisk([online('openai')])
    catalog.setListed('openai', [
      listedAs(''),
      listedAs('x'.repeat(401)),
      listedAs('gpt-6-sol', {
        name: ' ',
        contextTokens: -5,
        mostOutputTokens: Number.NaN,
        retiresOn: 'soon',
        price: figures(-1, 2),
      }),
    ])
    expect(catalog.models()).toHaveLength(1)
    expect(catalog.models()[0]).toMatchObject({
      name: 'GPT-6 Sol',
      contextTokens: 1_050_000,
      mostOutputTokens: null,
      retiresOn: null,
      price: { source: 'bundled' },
    })
  })
})

describe('a price', () => {
  test('says which list it is from, how it was found, when it was taken', () => {
    const { catalog } = catalogOnDisk()
    expect(catalog.find(sol)?.price).toMatchObject({
      rates: { inputPicoUsd: 2_000_000, outputPicoUsd: 10_000_000 },
      longContext: { aboveInputTokens: 272_000 },
      searchPicoUsd: 10_000_000_000,
      source: 'bundled',
      match: 'exact',
      takenOn: '2026-09-23',
      version: 'genai-prices 0.1.8',
    })
  })

  test('of our corrections stands above the list of this version', () => {
    const { catalog } = catalogOnDisk()
    const found = catalog.find({ providerId: 'anthropic', modelId: 'claude-sonnet-5-5' })
    expect(found?.price).toMatchObject({ source: 'overlay', match: 'exact', takenOn: '2026-11-21' })
  })

  test('that a model only looks to have is called inferred', () => {
    const { catalog } = catalogOnDisk([online('anthropic')])
    catalog.setListed('anthropic', [listedAs('claude-sonnet-5-9'), listedAs('claude-haiku-5-5')])
    expect(catalog.models().map(({ price }) => price?.match ?? null)).toEqual(['inferred', null])
  })

  test('typed by a person stands above every list until they take it away', () => {
    const { catalog, openAgain } = catalogOnDisk()
    catalog.setOwnPrice(sol, ownPrice)
    expect(catalog.find(sol)?.price).toEqual(ownPrice)
    expect(openAgain().find(sol)?.price).toEqual(ownPrice)
    expect(catalog.ownPriceCount()).toBe(1)
    catalog.setOwnPrice(sol, { ...ownPrice, takenOn: '2026-11-23' })
    expect(catalog.ownPriceCount()).toBe(1)
    catalog.setOwnPrice(sol, null)
    expect(catalog.find(sol)?.price?.source).toBe('bundled')
    expect(catalog.ownPriceCount()).toBe(0)
  })

  test('changes at the hour its provider changes it, and nothing has to be told', () => {
    const { catalog, clock } = catalogOnDisk([online('deepseek')])
    const rate = (): number | undefined =>
      catalog.find({ providerId: 'deepseek', modelId: 'deepseek-v4-pro' })?.price?.rates
        .inputPicoUsd
    const before = catalog.revision()
    expect(rate()).toBe(660_000)
    clock.atMs = Date.UTC(2026, 10, 23, 0, 59, 59, 999)
    expect([rate(), catalog.revision()]).toEqual([660_000, before])
    clock.atMs += 1
    expect(rate()).toBe(1_320_000)
    expect(catalog.revision()).not.toBe(before)
    clock.atMs = NOVEMBER_22
    expect(rate()).toBe(660_000)
  })

  test('announced for a day doubles on that day', () => {
    const { catalog, clock } = catalogOnDisk([online('google')])
    const key = { providerId: 'google', modelId: 'gemini-3.8-flash' }
    expect(catalog.find(key)?.price?.rates.outputPicoUsd).toBe(3_750_000)
    clock.atMs = Date.UTC(2027, 0, 1)
    expect(catalog.find(key)?.price?.rates.outputPicoUsd).toBe(7_500_000)
  })

  test('is known as it was at a moment that has been, and a typed one has no past', () => {
    const { catalog, clock } = catalogOnDisk([online('deepseek'), online('google')])
    const pro = { providerId: 'deepseek', modelId: 'deepseek-v4-pro' }
    const rate = (atMs: number): number | undefined =>
      catalog.priceAt(pro, atMs)?.rates.inputPicoUsd
    clock.atMs = Date.UTC(2026, 10, 23, 2)
    expect(catalog.find(pro)?.price?.rates.inputPicoUsd).toBe(1_320_000)
    expect(rate(NOVEMBER_22)).toBe(660_000)
    const flash = { providerId: 'google', modelId: 'gemini-3.8-flash' }
    expect(catalog.priceAt(flash, Date.UTC(2027, 0, 1))?.rates.outputPicoUsd).toBe(7_500_000)
    const typed: Price = { ...priceOf(7, 9), source: 'own' }
    catalog.setOwnPrice(pro, typed)
    expect(catalog.priceAt(pro, NOVEMBER_22)).toEqual(typed)
    expect(catalog.priceAt({ providerId: 'deepseek', modelId: 'nothing' }, NOVEMBER_22)).toBeNull()
  })

  test('for writes that last twelve hours is taken to be twice the input, at OpenAI alone', () => {
    const { catalog } = catalogOnDisk()
    const price = catalog.find(sol)?.price
    expect(price?.rates.cacheWriteLongPicoUsd).toBe(4_000_000)
    expect(price?.longContext?.rates.cacheWriteLongPicoUsd).toBe(8_000_000)
    const elsewhere = catalog.find({ providerId: 'openrouter', modelId: 'openai/gpt-6-sol' })
    expect(elsewhere?.price?.rates.cacheWriteLongPicoUsd).toBeNull()
  })
})

describe('a server on this computer', () => {
  const here = {
    providerId: 'ollama',
    address: 'http://localhost:11434',
    onThisComputer: true,
    custom: false,
  }

  test('costs nothing, in so many words', () => {
    const { catalog } = catalogOnDisk([here])
    catalog.setListed('ollama', [listedAs('llama3.2:3b'), listedAs('nomic-embed-text')])
    expect(catalog.models()).toHaveLength(1)
    expect(catalog.models()[0]).toMatchObject({
      onThisComputer: true,
      family: 'open-weights',
      price: freePrice('2026-11-22'),
    })
  })

  test('at another address has a price nobody knows', () => {
    const providers = [{ ...here }]
    const { catalog } = catalogOnDisk(providers)
    catalog.setListed('ollama', [listedAs('llama3.2:3b')])
    const before = catalog.revision()
    providers[0] = { ...here, address: 'https://example.com', onThisComputer: false }
    expect(catalog.models()[0]).toMatchObject({ onThisComputer: false, price: null })
    expect(catalog.revision()).not.toBe(before)
  })
})

describe("a person's own server", () => {
  const mine = {
    providerId: 'own-1',
    address: 'https://me.example',
    onThisComputer: false,
    custom: true,
  }
  const own = { providerId: 'own-1', modelId: 'mine', onThisComputer: false, price: ownPrice }

  test('has the models they described, and those it lists', () => {
    const { catalog, openAgain } = catalogOnDisk([mine])
    catalog.setOwnModels('own-1', [own])
    catalog.setListed('own-1', [listedAs('theirs'), listedAs('mine', { contextTokens: 4_096 })])
    const shown = openAgain().models()
    expect(shown.map(({ key, price }) => [key.modelId, price?.source ?? null])).toEqual([
      ['mine', 'own'],
      ['theirs', null],
    ])
    expect(shown[0]).toMatchObject({ contextTokens: 4_096, maxOutputTokens: 2_048 })
    expect(catalog.ownPriceCount()).toBe(1)
  })

  test('that moves off this computer keeps typed prices and no free ones', () => {
    const { catalog } = catalogOnDisk([mine])
    const free = { ...own, modelId: 'free', onThisComputer: true, price: freePrice('2026-11-22') }
    catalog.setOwnModels('own-1', [{ ...own, onThisComputer: true }, free])
    catalog.moveOwnModels('own-1', false)
    expect(catalog.models().map(({ price }) => price?.source ?? null)).toEqual(['own', null])
  })

  test('that is removed takes its list along', () => {
    const { catalog } = catalogOnDisk([mine])
    catalog.setOwnModels('own-1', [own])
    catalog.setListed('own-1', [listedAs('theirs')])
    catalog.forget('own-1')
    expect(catalog.models()).toEqual([])
    expect(catalog.listedCount('own-1')).toBeNull()
  })
})

describe('looking', () => {
  test('gives the same array, under the same revision, while nothing changes', () => {
    const { catalog, clock } = catalogOnDisk()
    const [models, revision] = [catalog.models(), catalog.revision()]
    clock.atMs += 3_600_000
    catalog.setOwnPrice(sol, null)
    const after = catalog.models()
    expect(after).not.toBe(models)
    expect(after).toEqual(models)
    expect(catalog.revision()).toBe(revision + 1)
    expect(catalog.models()).toBe(after)
    expect(catalog.find(sol)).toBe(after.find(({ key }) => key.modelId === sol.modelId))
  })

  test('finds nothing where there is nothing', () => {
    const { catalog } = catalogOnDisk()
    expect(catalog.find({ providerId: 'openai', modelId: 'gpt-7' })).toBeNull()
    expect(catalog.find({ providerId: 'nobody', modelId: 'gpt-6-sol' })).toBeNull()
    expect(catalog.find({ providerId: '__proto__', modelId: 'constructor' })).toBeNull()
  })
})

describe('a damaged settings row', () => {
  const nonsense: unknown[] = [null, 5, 'x', [], {}, [null], { openai: 5 }, { openai: [{}] }]

  test.each(['ownModels', 'ownPrices', 'listedModels', 'downloadedPrices', 'previousPrices'])(
    'in %s costs what stood in it, and nothing else',
    (key) => {
      const { catalog, storage, openAgain } = catalogOnDisk()
      const intact = catalog.models()
      for (const value of nonsense) {
        storage.settings.write(key, value)
        expect(openAgain().models()).toEqual(intact)
        expect(openAgain().edition()).toEqual(catalog.edition())
      }
      const again = openAgain()
      again.setOwnPrice(sol, ownPrice)
      again.setListed('openai', [listedAs('gpt-6-sol')])
      expect(openAgain().find(sol)?.price).toEqual(ownPrice)
    },
  )

  test('of listed models keeps the rows that still make sense', () => {
    const { catalog, storage, openAgain } = catalogOnDisk([online('openai')])
    catalog.setListed('openai', [listedAs('gpt-6-sol')])
    const models = [{ ...listedAs('gpt-6-luna'), contextTokens: 'many' }, { modelId: 5 }, null]
    storage.settings.write('listedModels', {
      sha256: 'f'.repeat(64),
      lists: { openai: { takenOn: '2026-11-22', models } },
    })
    expect(openAgain().models()).toMatchObject([
      { key: { modelId: 'gpt-6-luna' }, contextTokens: 1_050_000 },
    ])
  })

  test('with one bad price in it keeps the others', () => {
    const { catalog, storage, openAgain } = catalogOnDisk()
    catalog.setOwnPrice(sol, ownPrice)
    const astra = { providerId: 'openai', modelId: 'gpt-6-astra' }
    const bad = { ...astra, price: { ...ownPrice, rates: { ...ownPrice.rates, inputPicoUsd: -1 } } }
    storage.settings.write('ownPrices', [bad, { ...sol, price: ownPrice }])
    expect(openAgain().find(sol)?.price).toEqual(ownPrice)
    expect(openAgain().find(astra)?.price?.source).toBe('bundled')
  })
})
