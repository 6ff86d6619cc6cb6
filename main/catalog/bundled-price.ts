import type { Price } from '../../shared/money/price.ts'
import { bundledList } from './bundled-list.ts'
import type { CatalogModel } from './catalog-model.ts'
import { describeModel } from './describe-model.ts'
import { overlayList } from './overlay.ts'
import { bookIdOf, type Layer, openPriceLayers } from './price-layers.ts'
import { practiceModels } from './practice-models.ts'

/** The layers that need no profile. */
export const overlayLayer: Layer = { source: 'overlay', list: overlayList }
export const bundledLayer: Layer = { source: 'bundled', list: bundledList }

const layers = openPriceLayers([overlayLayer, bundledLayer])

/** The price this version knows of a model at a moment; null where it knows none. */
export function bundledPrice(providerId: string, modelId: string, atMs: number): Price | null {
  return bundledModel(providerId, modelId, atMs)?.price ?? null
}

/** What this version knows of a model without a profile; null for one that is in no list. */
export function bundledModel(
  providerId: string,
  modelId: string,
  atMs: number,
): CatalogModel | null {
  const practice = practiceModels.find(({ key }) => key.modelId === modelId)
  if (practice && providerId === 'practice') return practice
  const found = layers.find(bookIdOf(providerId), modelId, atMs, null)
  if (!found.about && !found.price) return null
  return describeModel({ providerId, modelId }, found.price, false, null, found)
}
