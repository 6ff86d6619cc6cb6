import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Catalog } from '../../main/catalog/catalog.ts'
import type { Price } from '../../shared/money/price.ts'
import { priceOf } from '../helpers/profile-on-disk.ts'
import { catalogOnDisk, figures, listedAs, online } from './catalog-on-disk.ts'
import { ownForm, priced } from './price-lists-to-try.ts'

const key = { providerId: 'openrouter', modelId: 'openai/gpt-6-sol' }
const other = 'openai/gpt-6-luna'

/** USD per million tokens of input in each layer; undefined: the layer says nothing of the model. */
type Layers = {
  own: number | undefined
  updates: (number | undefined)[]
  listed: number | undefined
}

type Step =
  | { do: 'own'; usd: number | undefined }
  | { do: 'update'; usd: number | undefined }
  | { do: 'roll-back' }
  | { do: 'list'; usd: number | undefined }
  | { do: 'start' }

const usd = fc.option(fc.integer({ min: 1, max: 900 }), { nil: undefined })
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('own' as const), usd }),
  fc.record({ do: fc.constant('update' as const), usd }),
  fc.record({ do: fc.constant('roll-back' as const) }),
  fc.record({ do: fc.constant('list' as const), usd }),
  fc.record({ do: fc.constant('start' as const) }),
)

function expected({ own, updates, listed }: Layers): { source: string; inputPicoUsd: number } {
  const update = updates[0]
  if (own !== undefined) return { source: 'own', inputPicoUsd: own * 1_000_000 }
  if (update !== undefined) return { source: 'downloaded', inputPicoUsd: update * 1_000_000 }
  if (listed !== undefined) return { source: 'provider', inputPicoUsd: listed * 1_000_000 }
  return { source: 'bundled', inputPicoUsd: 2_000_000 }
}

function take(catalog: Catalog, layers: Layers, next: Step): void {
  switch (next.do) {
    case 'own': {
      const price: Price = { ...priceOf((next.usd ?? 0) * 1_000_000, 1), source: 'own' }
      catalog.setOwnPrice(key, next.usd === undefined ? null : price)
      layers.own = next.usd
      break
    }
    case 'update': {
      const model = priced(next.usd === undefined ? other : key.modelId, next.usd ?? 1, 5)
      const list = ownForm({ openrouter: [model] })
      const update = catalog.previewUpdate(JSON.stringify(list), 'a file')
      if (!update.ok || !catalog.applyUpdate(update.value.updateId).ok) throw new Error('Refused')
      layers.updates = [next.usd, ...layers.updates].slice(0, 2)
      break
    }
    case 'roll-back':
      expect(catalog.rollBack().ok).toBe(layers.updates.length > 0)
      layers.updates.shift()
      break
    case 'list': {
      const price = next.usd === undefined ? null : figures(next.usd, 5)
      catalog.setListed(key.providerId, [listedAs(key.modelId, { price })])
      layers.listed = next.usd
      break
    }
    case 'start':
  }
}

test('whatever was typed, taken, listed and gone back from, the highest layer that knows a price gives it', () => {
  const { storage, openAgain } = catalogOnDisk([online(key.providerId)])
  fc.assert(
    fc.property(fc.array(step, { maxLength: 15 }), (steps) => {
      for (const row of ['ownPrices', 'downloadedPrices', 'previousPrices', 'listedModels']) {
        storage.settings.write(row, null)
      }
      const layers: Layers = { own: undefined, updates: [], listed: undefined }
      let catalog = openAgain()
      for (const next of steps) {
        take(catalog, layers, next)
        if (next.do === 'start') catalog = openAgain()
        const price = catalog.find(key)?.price
        expect({ source: price?.source, inputPicoUsd: price?.rates.inputPicoUsd }).toEqual(
          expected(layers),
        )
      }
    }),
    { numRuns: 60 },
  )
})
