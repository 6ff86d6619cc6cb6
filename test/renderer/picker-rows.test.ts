import { describe, expect, test } from 'vitest'
import { pickerRows, rowsInSight, scrollTopFor } from '../../renderer/screens/chat/picker-rows.ts'
import type { Model } from '../../shared/ipc/shapes.ts'

const trees = 'Alder Ash Birch Holly Juniper Larch Oak Pine Rowan Yew'.split(' ')
const models = Array.from({ length: 300 }, (_, place) => {
  const provider = `provider-${Math.floor(place / 30)}`
  return {
    key: { providerId: provider, modelId: `model-${place}` },
    name: `Model ${place}`,
    providerName: trees[Math.floor(place / 30)] ?? '',
    seesImages: place % 2 === 0,
    ready: place < 60,
    price: {},
  } as Model
})

describe('the list of models', () => {
  test('holds every model once, the ready ones first, without a gap between rows', () => {
    const { flat, height, groups } = pickerRows(models.toReversed(), 'model')
    expect(new Set(flat.map(({ model }) => model.name)).size).toBe(300)
    expect(flat.slice(0, 60).every(({ model }) => model.ready)).toBe(true)
    expect(flat.map(({ place }) => place)).toEqual(flat.map((_, place) => place))
    expect(height).toBe(300 * 30 + groups.length * 28)
    expect(flat.at(-1)?.top).toBe(height - 30)
  })

  test('draws what is in sight and the row in focus, and few besides', () => {
    const rows = pickerRows(models, 'model')
    const last = rows.flat.at(-1)?.model ?? null
    const drawn = rowsInSight(rows, 3_000, 3_400, last).flatMap((group) => group.rows)
    const inSight = rows.flat.filter(({ top }) => top + 30 > 3_000 && top < 3_400)
    expect(drawn).toEqual(expect.arrayContaining(inSight))
    expect(drawn.at(-1)?.model).toBe(last)
    expect(drawn.length).toBeLessThan(30)
  })

  test('holds only what can be used while nothing is typed, and says how much more there is', () => {
    const { flat, leftOutCount } = pickerRows(models, ' ')
    expect(flat.map(({ model }) => model.ready)).toEqual(Array(60).fill(true))
    expect(leftOutCount).toBe(240)
    expect(pickerRows(models, 'model').leftOutCount).toBe(0)
  })

  test('holds every model where none can be used yet', () => {
    const unready = models.map((model) => ({ ...model, ready: false }))
    expect(pickerRows(unready, '')).toMatchObject({ leftOutCount: 0 })
    expect(pickerRows(unready, '').flat).toHaveLength(300)
  })

  test('finds by name, by provider and by what a model sees', () => {
    expect(pickerRows(models, 'model 7').flat[0]?.model.name).toBe('Model 7')
    expect(pickerRows(models, 'holly').flat).toHaveLength(30)
    expect(pickerRows(models, 'holly sees images').flat).toHaveLength(15)
    expect(pickerRows(models, 'nothing is called that').flat).toHaveLength(0)
  })

  test('begins with favourites and what was used last, and holds each of them once', () => {
    const [one, two, three] = [models[40], models[5], models[59]].map((model) => model?.key)
    if (!one || !two || !three) throw new Error('There are no such models')
    const gone = { providerId: 'provider-1', modelId: 'gone' }
    const preferred = { favourites: [one, gone], recent: [two, one, three] }
    const { groups, flat } = pickerRows(models, '', preferred)
    expect(groups.map(({ heading }) => heading)).toEqual([
      'Favourites',
      'Used last',
      'Alder',
      'Ash',
    ])
    expect(flat.slice(0, 3).map(({ model }) => model.key)).toEqual([one, two, three])
    expect(new Set(flat.map(({ model }) => model)).size).toBe(60)
    const typed = pickerRows(models, 'model', preferred)
    expect(typed.groups.map(({ heading }) => heading).slice(0, 2)).toEqual(['Favourites', 'Alder'])
  })

  test('brings nothing to the top of a list that is in sight as a whole', () => {
    const few = models.slice(0, 5)
    const recent = few.slice(3).map(({ key }) => key)
    const { groups } = pickerRows(few, '', { favourites: [], recent })
    expect(groups.map(({ heading }) => heading)).toEqual(['Alder'])
  })

  test('moves no further than it must for a row to be in sight', () => {
    const row = { model: models[0] as Model, place: 0, top: 1_000 }
    expect(scrollTopFor(row, 900, 300)).toBe(900)
    expect(scrollTopFor(row, 0, 300)).toBe(730)
    expect(scrollTopFor(row, 1_500, 300)).toBe(1_000)
  })
})
