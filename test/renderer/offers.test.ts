import { expect, test } from 'vitest'
import { offersOfModel, otherModels } from '../../renderer/screens/chat/offers.ts'
import { readWhole } from '../../renderer/screens/chat/options-fields.tsx'
import type { Budget, Envelope, Model, Quote } from '../../shared/ipc/shapes.ts'

const budget = {
  mode: 'firm',
  monthlyNanoUsd: 1_000,
  availableNanoUsd: 1_000,
  turnLimitNanoUsd: null,
  envelopes: [],
} as unknown as Budget
const bounds = { budget, folderId: null }
const costs = [10, 40, 90, 200, 600, 0, 5_000]
const models = costs.map(
  (_, place) =>
    ({
      key: { providerId: 'p', modelId: `model-${place}` },
      name: `Model ${place}`,
      providerName: 'P',
      contextTokens: (place + 1) * 1_000,
      ready: true,
      price: { rates: { inputPicoUsd: costs[place], outputPicoUsd: costs[place] } },
    }) as Model,
)
const asked = {
  models,
  quoteOf: ({ modelId }: Model['key']): Quote => {
    const cost = costs[Number(modelId.slice(6))] ?? null
    return {
      key: { providerId: 'p', modelId },
      inputTokens: 1,
      expectedNanoUsd: cost,
      ceilingNanoUsd: cost,
      thenNanoUsd: cost,
      isTooLong: false,
    }
  },
  bounds,
  envelope: null,
  readBy: null,
  except: null,
  isAboutRoom: false,
  hasImages: false,
}

function names(offers: readonly { title: string }[]): string[] {
  return offers.map(({ title }) => title)
}

test('only what fits is offered: the dearest first, the model that has read it too, the free one last', () => {
  const readBy = models[0]?.key ?? null
  expect(names(otherModels({ ...asked, readBy }))).toEqual([
    'Model 4',
    'Model 3',
    'Model 0',
    'Model 5',
  ])
})

test('a model that cannot see says so where the draft has images', () => {
  const seeing = models.map((model, place) => ({ ...model, seesImages: place === 4 }))
  const offers = otherModels({ ...asked, models: seeing, hasImages: true })
  expect(offers.map(({ note }) => note)).toEqual([
    'The strongest model that fits',
    'Cannot see the images',
    'Cannot see the images',
    'Cannot see the images',
  ])
})

test('where room is wanted, only models with more of it are offered, and the cheapest first', () => {
  const except = models[2] ?? null
  expect(names(otherModels({ ...asked, except, isAboutRoom: true }))).toEqual([
    'Model 3',
    'Model 4',
    'Model 5',
  ])
})

test('the same model is offered with a shorter answer, and without its oldest turns', () => {
  const [shorter, trimmed] = offersOfModel(
    'Claude Opus 5.5',
    {
      shorter: { maxOutputTokens: 3_100, expectedNanoUsd: 418, ceilingNanoUsd: 990 },
      trimmed: { leftOutTurns: 12, keptTurns: 1, expectedNanoUsd: 100, ceilingNanoUsd: 800 },
    },
    (ceilingNanoUsd) => 1_000 - ceilingNanoUsd,
  )
  expect(shorter).toMatchObject({
    way: { kind: 'shorter', maxOutputTokens: 3_100 },
    note: 'Stops after about 2,300 words',
    leftNanoUsd: 10,
  })
  expect(trimmed).toMatchObject({
    way: { kind: 'trimmed', leftOutTurns: 12 },
    title: 'Claude Opus 5.5, without the oldest 12 turns',
    note: 'The newest turn is still sent',
    leftNanoUsd: 200,
  })
})

test('where an envelope is short, what is then left of it is said of what counts in it', () => {
  const envelope: Envelope = {
    envelopeId: 'e',
    of: { kind: 'model', model: models[3]?.key ?? { providerId: '', modelId: '' } },
    monthlyNanoUsd: 500,
    reservedNanoUsd: 50,
    spentNanoUsd: 150,
  }
  const within = { budget: { ...budget, envelopes: [envelope] }, folderId: null }
  const left = otherModels({ ...asked, bounds: within, envelope }).map(({ title, leftNanoUsd }) => [
    title,
    leftNanoUsd,
  ])
  expect(left, 'of all else, what is left of the budget').toEqual([
    ['Model 4', 400],
    ['Model 3', 100],
    ['Model 2', 910],
    ['Model 5', 1_000],
  ])
})

test('a typed number is read with or without marks of thousands, and nothing else is a number', () => {
  expect(readWhole(' 8,192 ', 1, 10_000)).toBe(8_192)
  expect(readWhole('8 192', 1, 10_000)).toBe(8_192)
  expect(readWhole('', 1, 10_000)).toBeNull()
  for (const typed of ['0', '10001', '1.5', '-3', 'many', '1e3', '12,34']) {
    expect(readWhole(typed, 1, 10_000)).toBeUndefined()
  }
})
