import { freePrice } from '../../shared/money/price.ts'
import { bundledList } from './bundled-list.ts'
import type { CatalogModel } from './catalog-model.ts'
import { describeModel } from './describe-model.ts'
import { featuredIds } from './featured.ts'
import type { ListedModel, openListedModels } from './listed-models.ts'
import { isOtherKind } from './other-kinds.ts'
import type { openOwnPrices } from './own-prices.ts'
import { bookIdOf, type PriceLayers } from './price-layers.ts'
import { modelsOf, type PriceList } from './price-list.ts'
import { utcDay } from './utc-day.ts'

/** A provider as far as its prices hang on it. */
export type CatalogProvider = {
  providerId: string
  address: string
  /** Its server runs here, so that what it does costs nothing. */
  onThisComputer: boolean
  /** Added by the person. */
  custom: boolean
}

/** Of models that an update brought and nobody has put in order yet, so many are shown unasked. */
const MAX_ADDED_SHOWN = 6

type Context = {
  layers: PriceLayers
  own: ReturnType<typeof openOwnPrices>
  listed: ReturnType<typeof openListedModels>
  /** The update in force. */
  update: PriceList | null
  atMs: number
}

/** The models of one provider that a person can choose, and until when their prices hold. */
export function modelsOfProvider(
  { providerId, onThisComputer }: CatalogProvider,
  context: Context,
): { models: CatalogModel[]; untilMs: number } {
  const { layers, own, atMs } = context
  const bookId = bookIdOf(providerId)
  const list = context.listed.of(providerId)
  const typed = new Map(
    own
      .models()
      .filter((model) => model.providerId === providerId)
      .map(({ modelId, price }) => [modelId, price]),
  )
  const others = list ? chatModels(list) : shownWithoutList(bookId, context)
  let untilMs = Infinity
  const models = [...new Set([...typed.keys(), ...others])].map((modelId) => {
    const key = { providerId, modelId }
    const found = layers.find(bookId, modelId, atMs, context.listed.namedPrice(key))
    untilMs = Math.min(untilMs, found.untilMs)
    /** A server here is free, which is another thing than a price that is missing. */
    const lists = onThisComputer ? freePrice(utcDay(atMs)) : found.price
    const price = own.price(key) ?? typed.get(modelId) ?? lists
    return describeModel(key, price, onThisComputer, list?.get(modelId) ?? null, found)
  })
  return { models: list ? inOrder(models, bookId) : models, untilMs }
}

function chatModels(list: ReadonlyMap<string, ListedModel>): string[] {
  return [...list.values()]
    .filter(({ modelId, isChat }) => isChat ?? !isOtherKind(modelId))
    .map(({ modelId }) => modelId)
}

/** While a provider's list was never read: what it is known for, then what an update brought. */
function shownWithoutList(bookId: string, { layers, update }: Context): string[] {
  const bundled = new Set(modelsOf(bundledList, bookId).map(({ id }) => id))
  const added = (update ? modelsOf(update, bookId) : [])
    .filter(({ id, deprecated }) => deprecated !== true && !bundled.has(id))
    .map(({ id }) => id)
  const first = featuredIds(bookId).filter((modelId) => layers.has(bookId, modelId))
  return [...first, ...added.slice(0, MAX_ADDED_SHOWN)]
}

/** Featured ones, then those with a price, then the rest; each as its provider lists them. */
function inOrder(models: readonly CatalogModel[], bookId: string): CatalogModel[] {
  const first = new Map(featuredIds(bookId).map((id, index) => [id, index]))
  const rank = ({ key, price }: CatalogModel): number =>
    first.get(key.modelId) ?? (price ? first.size : first.size + 1)
  return models.toSorted((one, other) => rank(one) - rank(other))
}
