import { z } from 'zod'
import { type ModelKey, modelKeyText, sameModel } from '../../shared/chat/message.ts'
import { type Price, priceSchema } from '../../shared/money/price.ts'
import type { Storage } from '../storage/storage.ts'

const ownModelSchema = z.strictObject({
  providerId: z.string(),
  modelId: z.string(),
  onThisComputer: z.boolean(),
  price: priceSchema.nullable(),
})
/** A model of a server that a person added themselves. */
export type OwnModel = z.infer<typeof ownModelSchema>

const ownPriceSchema = z.strictObject({
  providerId: z.string(),
  modelId: z.string(),
  price: priceSchema,
})
type OwnPrice = z.infer<typeof ownPriceSchema>

const MAX_OWN_PRICES = 10_000

/** What a person typed: models of their own servers, and prices of any model. Updates leave it alone. */
export function openOwnPrices(storage: Storage) {
  let models: readonly OwnModel[] | null = null
  let prices: ReadonlyMap<string, OwnPrice> | null = null

  /** One damaged row costs itself and no other. */
  function rows<T>(key: string, schema: z.ZodType<T>): T[] {
    const kept = storage.settings.read(key, z.array(z.unknown())) ?? []
    return kept.flatMap((row) => {
      const parsed = schema.safeParse(row)
      return parsed.success ? [parsed.data] : []
    })
  }

  function writeModels(own: readonly OwnModel[]): void {
    storage.settings.write('ownModels', own)
    models = null
  }

  function allModels(): readonly OwnModel[] {
    return (models ??= rows('ownModels', ownModelSchema))
  }

  function allPrices(): ReadonlyMap<string, OwnPrice> {
    return (prices ??= new Map(
      rows('ownPrices', ownPriceSchema).map((row) => [modelKeyText(row), row]),
    ))
  }

  function writePrices(own: readonly OwnPrice[]): void {
    storage.settings.write('ownPrices', own.slice(-MAX_OWN_PRICES))
    prices = null
  }

  return {
    models: allModels,
    setModels(providerId: string, own: readonly OwnModel[]): void {
      writeModels([...allModels().filter((model) => model.providerId !== providerId), ...own])
    },
    /** A price of nothing holds on this computer alone; at another address the price is unknown. */
    moveModels(providerId: string, onThisComputer: boolean): void {
      writeModels(
        allModels().map((model) => {
          if (model.providerId !== providerId) return model
          const wasFreeHere = model.price?.source === 'this-computer'
          return {
            ...model,
            onThisComputer,
            price: wasFreeHere && !onThisComputer ? null : model.price,
          }
        }),
      )
    },
    price: (key: ModelKey): Price | null => allPrices().get(modelKeyText(key))?.price ?? null,
    /** Null takes it away. */
    setPrice(key: ModelKey, price: Price | null): void {
      const others = [...allPrices().values()].filter((row) => !sameModel(row, key))
      writePrices(price ? [...others, { ...key, price }] : others)
    },
    /** Forgets what was typed for a provider that is gone. */
    forget(providerId: string): void {
      const isOther = (row: ModelKey): boolean => row.providerId !== providerId
      if (!allModels().every(isOther)) writeModels(allModels().filter(isOther))
      const rows = [...allPrices().values()]
      if (!rows.every(isOther)) writePrices(rows.filter(isOther))
    },
    count(): number {
      const typed = allModels().filter((model) => model.price?.source === 'own')
      return new Set([...allPrices().keys(), ...typed.map(modelKeyText)]).size
    },
  }
}
