import { describe, expect, test } from 'vitest'
import { offersWithout } from '../../renderer/screens/compare/offers-without.ts'
import { comparedFit } from '../../renderer/state/compared-fit.ts'
import type { Bounds } from '../../renderer/state/bounds.ts'
import type { Budget, Envelope, Model, Quote } from '../../shared/ipc/shapes.ts'

const costs: Record<string, number | null> = {
  Opus: 600,
  Sol: 300,
  Flash: 40,
  Free: 0,
  Short: 9,
  Dark: null,
}
const model = (name: string, ready = true): Model =>
  ({
    key: { providerId: 'p', modelId: name },
    name,
    providerName: 'P',
    ready,
    price: costs[name] === null ? null : {},
  }) as Model
const quoteOf = ({ key, name }: Model): Quote => ({
  key,
  inputTokens: 1,
  expectedNanoUsd: costs[name] === null ? null : (costs[name] ?? 0) / 10,
  ceilingNanoUsd: costs[name] ?? null,
  thenNanoUsd: null,
  isTooLong: name === 'Short',
})
const [opus, sol, flash, free] = [model('Opus'), model('Sol'), model('Flash'), model('Free')]

function boundsOf(
  availableNanoUsd: number,
  mode: Budget['mode'] = 'firm',
  rules: Partial<Budget> = {},
): Bounds {
  const budget = { mode, monthlyNanoUsd: 1_000, availableNanoUsd, turnLimitNanoUsd: null }
  return { budget: { ...budget, envelopes: [], ...rules } as unknown as Budget, folderId: null }
}

describe('whether a comparison fits', () => {
  test('is asked of the sum: each alone may fit, and all together not', () => {
    const three = [opus, sol, flash]
    expect(comparedFit(three, quoteOf, boundsOf(940))).toMatchObject({
      kind: 'fits',
      expectedNanoUsd: 94,
      ceilingNanoUsd: 940,
    })
    expect(comparedFit(three, quoteOf, boundsOf(933))).toMatchObject({
      kind: 'short',
      shortNanoUsd: 7,
    })
    expect(comparedFit(three, quoteOf, boundsOf(933, 'ask')).kind).toBe('asks')
    expect(comparedFit(three, quoteOf, boundsOf(933, 'watch')).kind).toBe('beyond')
    expect(comparedFit([free, free], quoteOf, boundsOf(-5)).kind).toBe('always')
  })

  test.each([
    ['no-key', model('Opus', false)],
    ['no-price', model('Dark')],
    ['too-long', model('Short')],
  ])('names the one with %s', (kind, one) => {
    expect(comparedFit([sol, one, flash], quoteOf, boundsOf(900))).toEqual({ kind, model: one })
  })

  test('waits for every figure before it says a sum', () => {
    const fit = comparedFit([sol, flash], (one) => (one === sol ? quoteOf(one) : null), {
      budget: null,
      folderId: null,
    })
    expect(fit).toEqual({ kind: 'counting' })
  })
})

describe('what is offered in its place', () => {
  const titles = (available: number, models: readonly Model[]): string[] =>
    offersWithout(models, quoteOf, boundsOf(available)).map(({ title }) => title)

  test('as many of the models as fit together, the dearest first', () => {
    expect(titles(900, [opus, sol, flash])).toEqual([
      'Without Flash',
      'Without Sol',
      'Without Opus',
      'Only Opus',
    ])
    expect(titles(350, [opus, sol, flash])).toEqual(['Without Opus', 'Only Sol', 'Only Flash'])
  })

  test('nothing, if none of them fits', () => {
    expect(titles(30, [opus, sol, flash])).toEqual([])
  })

  test('what is left is counted from all that is kept', () => {
    const [first] = offersWithout([opus, sol, flash, free], quoteOf, boundsOf(640))
    expect(first).toMatchObject({
      title: 'Without Sol',
      note: 'Opus, Flash and Free',
      ceilingNanoUsd: 640,
      leftNanoUsd: 0,
    })
  })

  test('what is left is that of the envelope which is short, where one of them counts in it', () => {
    const envelope: Envelope = {
      envelopeId: 'e',
      of: { kind: 'model', model: opus.key },
      monthlyNanoUsd: 700,
      reservedNanoUsd: 0,
      spentNanoUsd: 70,
    }
    const bounds = boundsOf(5_000, 'firm', { envelopes: [envelope] })
    const offers = offersWithout([opus, sol, flash], quoteOf, bounds, envelope)
    expect(offers.map(({ title, leftNanoUsd }) => [title, leftNanoUsd])).toEqual([
      ['Without Flash', 30],
      ['Without Sol', 30],
      ['Without Opus', 4_660],
      ['Only Opus', 30],
    ])
  })
})
