import { z } from 'zod'
import { type ModelKey, sameModel } from '../../shared/chat/message.ts'
import type { ProfileName } from '../../shared/ipc/shapes.ts'
import { priceSchema } from '../../shared/money/price.ts'
import type { Storage } from '../storage/storage.ts'
import {
  bundledModels,
  DEFAULT_MAX_OUTPUT_TOKENS,
  practiceModels,
  TYPICAL_OUTPUT_TOKENS,
} from './bundled-models.ts'
import type { CatalogModel } from './catalog-model.ts'

export type Catalog = ReturnType<typeof openCatalog>

const ownModelsSchema = z.array(
  z.strictObject({
    providerId: z.string(),
    modelId: z.string(),
    onThisComputer: z.boolean(),
    price: priceSchema.nullable(),
  }),
)
export type OwnModel = z.infer<typeof ownModelsSchema>[number]

/** The models of a profile: the bundled table, and those a person added with their own prices. */
export function openCatalog(storage: Storage, profile: ProfileName) {
  function ownModels(): OwnModel[] {
    return storage.settings.read('ownModels', ownModelsSchema) ?? []
  }

  function models(): CatalogModel[] {
    if (profile === 'practice') return [...practiceModels]
    return [...bundledModels, ...ownModels().map(fromOwn)]
  }

  return {
    models,
    find: (key: ModelKey): CatalogModel | null =>
      models().find((model) => sameModel(model.key, key)) ?? null,
    /** A price of nothing holds on this computer alone; at another address the price is unknown. */
    moveOwnModels(providerId: string, onThisComputer: boolean): void {
      const moved = ownModels().map((model) => {
        if (model.providerId !== providerId) return model
        const wasFreeHere = model.price?.source === 'this-computer'
        return {
          ...model,
          onThisComputer,
          price: wasFreeHere && !onThisComputer ? null : model.price,
        }
      })
      storage.settings.write('ownModels', moved)
    },
    /** Replaces the models of one provider that a person described themselves. */
    setOwnModels(providerId: string, own: readonly OwnModel[]): void {
      const others = ownModels().filter((model) => model.providerId !== providerId)
      storage.settings.write('ownModels', [...others, ...own])
    },
  }
}

function fromOwn({ providerId, modelId, onThisComputer, price }: OwnModel): CatalogModel {
  return {
    key: { providerId, modelId },
    name: modelId,
    contextTokens: null,
    maxOutputTokens: DEFAULT_MAX_OUTPUT_TOKENS,
    tokenPercent: 135,
    typicalOutputTokens: TYPICAL_OUTPUT_TOKENS,
    seesImages: false,
    onThisComputer,
    price,
  }
}
