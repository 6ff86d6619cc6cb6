import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { enoughNanoUsd, typedUsd } from '../../renderer/screens/chat/enough-usd.ts'
import { standingOf } from '../../renderer/screens/chat/misfit-question.ts'
import { otherModels } from '../../renderer/screens/chat/offers.ts'
import {
  type Asked,
  type Bounds,
  leftForNanoUsd,
  shortagesOf,
} from '../../renderer/state/bounds.ts'
import { fitOfCost } from '../../renderer/state/fit.ts'
import type { Budget, Envelope, EnvelopeOf, Model, Quote } from '../../shared/ipc/shapes.ts'
import { parseBudgetUsd } from '../../shared/money/credits.ts'
import { noBalances } from '../../shared/ledger/balances.ts'

const sol = { providerId: 'openai', modelId: 'sol' }
const opus = { providerId: 'anthropic', modelId: 'opus' }
const harbour: EnvelopeOf = { kind: 'folder', folderId: 'harbour' }

function envelope(of: EnvelopeOf, monthlyNanoUsd: number, used: Partial<Envelope> = {}): Envelope {
  const envelopeId = JSON.stringify(of)
  return { envelopeId, of, monthlyNanoUsd, reservedNanoUsd: 0, spentNanoUsd: 0, ...used }
}

function boundsOf(rules: Partial<Budget>, folderId: string | null = null): Bounds {
  const budget: Budget = {
    monthlyNanoUsd: 10_000,
    mode: 'firm',
    startDay: 1,
    carriesOver: false,
    balances: { ...noBalances, grantedNanoUsd: 10_000 },
    availableNanoUsd: 10_000,
    periodStartsAtMs: 0,
    periodEndsAtMs: 1,
    timeZone: 'UTC',
    turnLimitNanoUsd: null,
    envelopes: [],
    ...rules,
  }
  return { budget, folderId }
}

function asked(key: Asked['key'], ceilingNanoUsd: number): Asked {
  return { key, expectedNanoUsd: Math.floor(ceilingNanoUsd / 10), ceilingNanoUsd }
}

describe('an envelope', () => {
  test('counts a turn of its folder, its provider or its model, and no other', () => {
    const scopes: EnvelopeOf[] = [
      harbour,
      { kind: 'provider', providerId: 'openai' },
      { kind: 'model', model: sol },
    ]
    for (const of of scopes) {
      const bounds = boundsOf({ envelopes: [envelope(of, 100, { spentNanoUsd: 60 })] }, 'harbour')
      expect(fitOfCost([asked(sol, 50)], bounds)).toMatchObject({ kind: 'short', shortNanoUsd: 10 })
      expect(fitOfCost([asked(sol, 40)], bounds).kind).toBe('fits')
      const elsewhere = { ...bounds, folderId: null }
      expect(fitOfCost([asked(opus, 50)], elsewhere).kind).toBe('fits')
      expect(leftForNanoUsd(opus, elsewhere)).toBeNull()
      expect(leftForNanoUsd(sol, bounds)).toBe(40)
    }
  })

  test('never stops what costs nothing', () => {
    const bounds = boundsOf({ envelopes: [envelope(harbour, 1, { spentNanoUsd: 9 })] }, 'harbour')
    expect(fitOfCost([asked(sol, 0)], bounds).kind).toBe('always')
  })

  test('is asked about, or gone beyond, as the budget says; also without a monthly budget', () => {
    const envelopes = [envelope(harbour, 10)]
    const kinds = (['firm', 'ask', 'watch'] as const).map(
      (mode) => fitOfCost([asked(sol, 50)], boundsOf({ envelopes, mode }, 'harbour')).kind,
    )
    expect(kinds).toEqual(['short', 'asks', 'beyond'])
    const noLimit = boundsOf({ envelopes, mode: 'watch', monthlyNanoUsd: null }, 'harbour')
    expect(fitOfCost([asked(sol, 50)], noLimit)).toMatchObject({
      kind: 'beyond',
      shortNanoUsd: 40,
      envelope: envelopes[0],
    })
  })

  test('of what is short, the one that lacks the most is said', () => {
    const tight = envelope({ kind: 'model', model: sol }, 10)
    const envelopes = [envelope(harbour, 30), tight]
    const bounds = boundsOf({ envelopes, availableNanoUsd: 20 }, 'harbour')
    const shortages = shortagesOf([asked(sol, 50)], bounds)
    expect(shortages.map(({ shortNanoUsd }) => shortNanoUsd)).toEqual([40, 30, 20])
    expect(fitOfCost([asked(sol, 50)], bounds)).toMatchObject({ shortNanoUsd: 40, envelope: tight })
  })

  test('of a comparison counts only the models that are in it', () => {
    const openai = envelope({ kind: 'provider', providerId: 'openai' }, 60)
    const bounds = boundsOf({ envelopes: [openai], availableNanoUsd: 1_000 })
    expect(fitOfCost([asked(sol, 50), asked(opus, 500)], bounds).kind).toBe('fits')
    expect(fitOfCost([asked(sol, 50), asked(sol, 50), asked(opus, 500)], bounds)).toMatchObject({
      kind: 'short',
      shortNanoUsd: 40,
    })
  })
})

describe('the limit for one turn', () => {
  const limited = { turnLimitNanoUsd: 5 }

  test('asks above it and not at it, of the sum of a comparison', () => {
    expect(fitOfCost([asked(sol, 50)], boundsOf(limited)).kind).toBe('fits')
    expect(fitOfCost([asked(sol, 60)], boundsOf(limited)).kind).toBe('above-limit')
    expect(fitOfCost([asked(sol, 30), asked(opus, 30)], boundsOf(limited)).kind).toBe('above-limit')
  })

  test('asks also who only watches, and comes after what does not fit at all', () => {
    const beyond = { ...limited, availableNanoUsd: 10 }
    const kinds = (['firm', 'ask', 'watch'] as const).map(
      (mode) => fitOfCost([asked(sol, 60)], boundsOf({ ...beyond, mode })).kind,
    )
    expect(kinds).toEqual(['short', 'asks', 'above-limit'])
  })

  test('no model that is above it is offered instead', () => {
    const models = [10, 60].map(
      (cost) =>
        ({
          key: { providerId: 'p', modelId: `${cost}` },
          name: `Model ${cost}`,
          providerName: 'P',
          ready: true,
          price: { rates: { inputPicoUsd: cost, outputPicoUsd: cost } },
        }) as Model,
    )
    const quoteOf = (key: Model['key']): Quote =>
      ({ expectedNanoUsd: Number(key.modelId) / 10, ceilingNanoUsd: Number(key.modelId) }) as Quote
    const offers = otherModels({
      models,
      quoteOf,
      bounds: boundsOf(limited),
      envelope: null,
      readBy: null,
      except: null,
      isAboutRoom: false,
      hasImages: false,
    })
    expect(offers.map(({ title }) => title)).toEqual(['Model 10'])
  })
})

describe('what was refused', () => {
  const refused = {
    kind: 'above-turn-limit',
    expectedNanoUsd: 6,
    ceilingNanoUsd: 60,
    limitNanoUsd: 5,
  } as const

  test('lacks something first, is above the limit then, and fits in the end', () => {
    const one = [asked(sol, 60)]
    const short = boundsOf({ turnLimitNanoUsd: 5, availableNanoUsd: 20, mode: 'ask' })
    const first = standingOf(refused, one, short)
    expect(first.question).toMatchObject({ kind: 'short', shortage: { shortNanoUsd: 40 } })
    expect(first.agreed).toEqual({ allowedNanoUsd: 40, agreedNanoUsd: 6 })
    const toppedUp = standingOf(refused, one, boundsOf({ turnLimitNanoUsd: 5 }))
    expect(toppedUp.question).toEqual({ kind: 'limit', expectedNanoUsd: 6, limitNanoUsd: 5 })
    expect(toppedUp.agreed).toEqual({ agreedNanoUsd: 6 })
    expect(standingOf(refused, one, boundsOf({})).question).toEqual({ kind: 'fits' })
  })

  test('says the figures of the refusal, whatever the window counted meanwhile', () => {
    const why = {
      kind: 'envelope-short',
      of: harbour,
      neededNanoUsd: 70,
      availableNanoUsd: 10,
      shortNanoUsd: 60,
      periodEndsAtMs: 1,
    } as const
    const bounds = boundsOf({ envelopes: [envelope(harbour, 10)] }, 'harbour')
    const { shortages } = standingOf(why, [asked(sol, 65)], bounds)
    expect(shortages).toMatchObject([{ neededNanoUsd: 70, shortNanoUsd: 60 }])
  })
})

test('what is offered to be added is enough, at least a cent, and typed as it is read', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 900_000_000_000_000 }), (shortNanoUsd) => {
      const enough = enoughNanoUsd(shortNanoUsd)
      expect(enough).toBeGreaterThanOrEqual(shortNanoUsd)
      expect(enough).toBeGreaterThanOrEqual(10_000_000)
      expect(enough).toBeLessThanOrEqual(Math.max(10_000_000, shortNanoUsd * 2.5))
      expect(parseBudgetUsd(typedUsd(enough))).toEqual({ ok: true, value: enough })
    }),
  )
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 900_000_000_000_000 }), (amountNanoUsd) => {
      expect(parseBudgetUsd(typedUsd(amountNanoUsd))).toEqual({ ok: true, value: amountNanoUsd })
    }),
  )
  expect([66_000_000, 500_000_000, 3_000_000_000].map(typedUsd)).toEqual(['0.066', '0.50', '3'])
  expect(typedUsd(enoughNanoUsd(66_000_000))).toBe('0.10')
})
