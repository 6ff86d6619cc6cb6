import { type ModelKey, modelKeyText } from '../../shared/chat/message.ts'
import type { CatalogEdition, PriceUpdate, ProfileName } from '../../shared/ipc/shapes.ts'
import type { Price } from '../../shared/money/price.ts'
import type { Result } from '../../shared/result.ts'
import type { Storage } from '../storage/storage.ts'
import { bundledLayer, overlayLayer } from './bundled-price.ts'
import type { CatalogModel } from './catalog-model.ts'
import { openDownloadedList } from './downloaded-list.ts'
import { openListedModels, type ListedModel } from './listed-models.ts'
import { type OwnModel, openOwnPrices } from './own-prices.ts'
import { practiceModels } from './practice-models.ts'
import { bookIdOf, openPriceLayers, type PriceLayers } from './price-layers.ts'
import type { PriceList } from './price-list.ts'
import { openPriceUpdates } from './price-updates.ts'
import { type CatalogProvider, modelsOfProvider } from './provider-models.ts'
import { utcDay } from './utc-day.ts'

export type { OwnModel } from './own-prices.ts'
export type { CatalogProvider } from './provider-models.ts'

export type Catalog = {
  /** Another number whenever `models()` may be others, or their prices. */
  revision: () => number
  /** The models a person can choose, with the prices in force now. The same array while nothing changed. */
  models: () => readonly CatalogModel[]
  find: (key: ModelKey) => CatalogModel | null
  /**
   * The id by which price lists know a model: its own, or that which it is an alias or a dated
   * edition of. Null: no list knows it.
   */
  standsFor: (key: ModelKey) => string | null
  /** What a model cost at a moment, as far as dated lists say; null: they do not. */
  priceAt: (key: ModelKey, atMs: number) => Price | null
  /** Keeps the provider's own list of models. */
  setListed: (providerId: string, listed: readonly ListedModel[]) => void
  /** How many models its list had; null: never read. */
  listedCount: (providerId: string) => number | null
  /** Replaces the models of one provider that a person described themselves. */
  setOwnModels: (providerId: string, own: readonly OwnModel[]) => void
  /** Forgets all that was kept of a provider that is gone: its list, its models, what was typed. */
  forget: (providerId: string) => void
  /** The prices of its own list are those of one server; at another address they say nothing. */
  forgetNamedPrices: (providerId: string) => void
  /** A price of nothing holds on this computer alone; at another address the price is unknown. */
  moveOwnModels: (providerId: string, onThisComputer: boolean) => void
  /** The person's own price, above every list; null takes it away. */
  setOwnPrice: (key: ModelKey, price: Price | null) => void
  ownPriceCount: () => number
  edition: () => CatalogEdition
  /**
   * What a price list from a file or an address would change; nothing is changed by looking.
   * `publishedOn` is the day its server gives, YYYY-MM-DD.
   */
  previewUpdate: (text: string, from: string, publishedOn?: string | null) => Result<PriceUpdate>
  applyUpdate: (updateId: string) => Result<CatalogEdition>
  rollBack: () => Result<CatalogEdition>
}

type CatalogOptions = {
  storage: Storage
  profile: ProfileName
  nowMs: () => number
  /** Read whenever models are: cheap, please. */
  providers: () => readonly CatalogProvider[]
}

/** What holds from one moment until another, as long as nothing is changed. */
type Shown = {
  models: readonly CatalogModel[]
  byKey: ReadonlyMap<string, CatalogModel>
  providers: string
  fromMs: number
  untilMs: number
}

/** The models of a profile with dated prices: a person's own, corrections, updates, providers' lists. */
export function openCatalog({ storage, profile, nowMs, providers }: CatalogOptions): Catalog {
  const listed = openListedModels(storage)
  const own = openOwnPrices(storage)
  const downloaded = openDownloadedList(storage, bundledLayer.list.takenOn)
  let layers: PriceLayers | null = null
  let shown: Shown | null = null
  let revision = 0

  function changed(): void {
    shown = null
  }

  function layersWith(list: PriceList | null): PriceLayers {
    const update = list ? [{ source: 'downloaded' as const, list }] : []
    return openPriceLayers([overlayLayer, ...update, bundledLayer])
  }

  function show(): Shown {
    const at = nowMs()
    const having = providers()
    const havingText = JSON.stringify(having)
    if (shown?.providers === havingText && at >= shown.fromMs && at < shown.untilMs) return shown
    revision += 1
    layers ??= layersWith(downloaded.current()?.list ?? null)
    const context = { layers, own, listed, atMs: at, update: downloaded.current()?.list ?? null }
    const parts = having.map((provider) => modelsOfProvider(provider, context))
    const models = profile === 'practice' ? practiceModels : parts.flatMap((part) => part.models)
    shown = {
      models,
      byKey: new Map(models.map((model) => [modelKeyText(model.key), model])),
      providers: havingText,
      /** Prices change on whole seconds: a clock put back by less than one changes none. */
      fromMs: Math.floor(at / 1_000) * 1_000,
      untilMs: Math.min(...parts.map((part) => part.untilMs)),
    }
    return shown
  }

  const updates = openPriceUpdates({
    downloaded,
    nowMs,
    providerIds: () => providers().map(({ providerId }) => providerId),
    priceWith: pricesByList(),
    ownPriceCount: () => own.count(),
    changed() {
      layers = null
      changed()
    },
  })

  /** Layers are opened once for each list that is compared. */
  function pricesByList(): (list: PriceList | null, key: ModelKey) => Price | null {
    const opened = new WeakMap<object, PriceLayers>()
    const none = {}
    return (list, key) => {
      const known = opened.get(list ?? none) ?? layersWith(list)
      opened.set(list ?? none, known)
      const named = listed.namedPrice(key)
      const found = known.find(bookIdOf(key.providerId), key.modelId, nowMs(), named)
      return own.price(key) ?? found.price
    }
  }

  return {
    revision() {
      show()
      return revision
    },
    models: () => show().models,
    find: (key) => show().byKey.get(modelKeyText(key)) ?? null,
    standsFor({ providerId, modelId }) {
      layers ??= layersWith(downloaded.current()?.list ?? null)
      return layers.find(bookIdOf(providerId), modelId, nowMs(), null).about?.id ?? null
    },
    priceAt(key, atMs) {
      const now = show().byKey.get(modelKeyText(key))
      const isDated = profile !== 'practice' && now?.onThisComputer === false
      // What a person typed has no past.
      if (!isDated || now.price?.source === 'own' || !layers) return now?.price ?? null
      const named = listed.namedPrice(key)
      return layers.find(bookIdOf(key.providerId), key.modelId, atMs, named).price
    },
    setListed(providerId, models) {
      listed.set(providerId, models, utcDay(nowMs()))
      changed()
    },
    listedCount: (providerId) => listed.of(providerId)?.size ?? null,
    setOwnModels(providerId, models) {
      own.setModels(providerId, models)
      changed()
    },
    forget(providerId) {
      own.forget(providerId)
      listed.forget(providerId)
      changed()
    },
    forgetNamedPrices(providerId) {
      listed.forgetPrices(providerId)
      changed()
    },
    moveOwnModels(providerId, onThisComputer) {
      own.moveModels(providerId, onThisComputer)
      changed()
    },
    setOwnPrice(key, price) {
      own.setPrice(key, price)
      changed()
    },
    ownPriceCount: () => own.count(),
    edition: () => updates.edition(),
    previewUpdate: (text, from, publishedOn = null) => updates.preview(text, from, publishedOn),
    applyUpdate: (updateId) => updates.apply(updateId),
    rollBack: () => updates.rollBack(),
  }
}
