import { z } from 'zod'
import { type Effort, efforts, type ModelKey } from '../../shared/chat/message.ts'
import { priceSchema } from '../../shared/money/price.ts'
import type { Storage } from '../storage/storage.ts'
import { checksum } from './checksum.ts'
import type { PriceFigures } from './price-at.ts'
import type { NamedPrice } from './price-layers.ts'

/** One model of a provider's own list. Null is "not said". */
export type ListedModel = {
  modelId: string
  name: string | null
  contextTokens: number | null
  mostOutputTokens: number | null
  seesImages: boolean | null
  /** How hard it can be told to think; none: it cannot be told. */
  efforts: readonly Effort[] | null
  takesTemperature: boolean | null
  /** False for what does not answer in text. */
  isChat: boolean | null
  /** The day it is taken away, YYYY-MM-DD. */
  retiresOn: string | null
  /** The price the list itself names. */
  price: PriceFigures | null
}

/** A provider's list as it was last read, in its order. */
type ProviderList = { takenOn: string; byId: ReadonlyMap<string, ListedModel> }

/** The longest list of today has about seven hundred. */
const MAX_MODELS = 10_000
const MAX_TOKENS = 1_000_000_000
/** A database names no more providers than a person adds. */
const MAX_PROVIDERS = 500

const tokens = z.number().int().min(1).max(MAX_TOKENS).nullable().catch(null)
const paid = (figures: PriceFigures): boolean =>
  figures.rates.inputPicoUsd > 0 || figures.rates.outputPicoUsd > 0

/** A field that makes no sense is not said; an entry without a usable id is not there. */
const listedModelSchema = z.object({
  modelId: z.string().min(1).max(400),
  name: z.string().trim().min(1).max(200).nullable().catch(null),
  contextTokens: tokens,
  mostOutputTokens: tokens,
  seesImages: z.boolean().nullable().catch(null),
  efforts: z.array(z.enum(efforts)).max(efforts.length).nullable().catch(null),
  takesTemperature: z.boolean().nullable().catch(null),
  isChat: z.boolean().nullable().catch(null),
  retiresOn: z.iso.date().nullable().catch(null),
  price: priceSchema
    .pick({ rates: true, longContext: true, searchPicoUsd: true })
    .nullable()
    .catch(null),
}) satisfies z.ZodType<ListedModel>

const keptSchema = z.object({
  sha256: z.string().catch(''),
  lists: z.record(z.string(), z.object({ takenOn: z.iso.date(), models: z.array(z.unknown()) })),
})

/** The providers' own lists of models, kept from one start to the next. */
export function openListedModels(storage: Storage) {
  let lists: Map<string, ProviderList> | null = null

  /** Row by row only if it is not as it was written: thousands of rows are slow to check. */
  function read(): Map<string, ProviderList> {
    const kept = storage.settings.read('listedModels', keptSchema)
    if (!kept) return new Map()
    const isAsWritten = checksum(kept.lists) === kept.sha256
    return new Map(
      Object.entries(kept.lists)
        .slice(0, MAX_PROVIDERS)
        .map(([providerId, { takenOn, models }]) => {
          const byId = isAsWritten ? indexed(models as ListedModel[]) : tidy(models)
          return [providerId, { takenOn, byId }]
        }),
    )
  }

  const all = (): Map<string, ProviderList> => (lists ??= read())

  function write(kept: Map<string, ProviderList>): void {
    const rows = Object.fromEntries(
      [...kept].map(([providerId, { takenOn, byId }]) => [
        providerId,
        { takenOn, models: [...byId.values()] },
      ]),
    )
    storage.settings.write('listedModels', { sha256: checksum(rows), lists: rows })
    lists = kept
  }

  return {
    /** A provider's models by their ids, in the order of its list; null: never read. */
    of: (providerId: string): ReadonlyMap<string, ListedModel> | null =>
      all().get(providerId)?.byId ?? null,
    /** The price the provider's own list names. */
    namedPrice({ providerId, modelId }: ModelKey): NamedPrice | null {
      const list = all().get(providerId)
      const figures = list?.byId.get(modelId)?.price ?? null
      return list && figures ? { figures, takenOn: list.takenOn } : null
    },
    /** Keeps a list in place of the one before; an empty list is one, too. */
    set(providerId: string, models: readonly ListedModel[], takenOn: string): void {
      write(new Map(all()).set(providerId, { takenOn, byId: tidy(models) }))
    },
    /** Keeps the models of a list without the prices it names. */
    forgetPrices(providerId: string): void {
      const list = all().get(providerId)
      const models = [...(list?.byId.values() ?? [])]
      if (!list || models.every(({ price }) => price === null)) return
      write(
        new Map(all()).set(providerId, {
          takenOn: list.takenOn,
          byId: indexed(models.map((model) => ({ ...model, price: null }))),
        }),
      )
    },
    /** Forgets the list of a provider that is gone. */
    forget(providerId: string): void {
      const kept = new Map(all())
      if (kept.delete(providerId)) write(kept)
    },
  }
}

function indexed(models: readonly ListedModel[]): ReadonlyMap<string, ListedModel> {
  return new Map(models.map((model) => [model.modelId, model]))
}

/** Each id once, in the order of the list. */
function tidy(models: readonly unknown[]): ReadonlyMap<string, ListedModel> {
  const byId = new Map<string, ListedModel>()
  for (const model of models.slice(0, MAX_MODELS)) {
    const parsed = listedModelSchema.safeParse(model)
    if (parsed.success && !byId.has(parsed.data.modelId)) {
      byId.set(parsed.data.modelId, withoutNothing(parsed.data))
    }
  }
  return byId
}

/**
 * A price of nothing is one that was left out, unless the name says so as well: OpenRouter marks what
 * it gives away with `:free`.
 */
function withoutNothing(model: ListedModel): ListedModel {
  const isGift = model.modelId.endsWith(':free')
  return model.price && !paid(model.price) && !isGift ? { ...model, price: null } : model
}
