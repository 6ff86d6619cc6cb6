import { findProvider } from '@pydantic/genai-prices'
import { bundledList } from '../../main/catalog/bundled-list.ts'
import type { PricedModel, PriceList } from '../../main/catalog/price-list.ts'

const providerIds = [
  'openai',
  'anthropic',
  'google',
  'mistral',
  'groq',
  'deepseek',
  'x-ai',
  'openrouter',
  'together',
]

type GenaiModel = { id: string; prices: unknown; match: unknown; name?: string }
export type GenaiProvider = { id: string; models: GenaiModel[] }

/** The text of genai-prices' own `data.json`, as of the package. */
export const genaiText = JSON.stringify(
  providerIds.map((providerId) => findProvider({ providerId })),
)

/** The same after changes. */
export function genaiChanged(change: (providers: GenaiProvider[]) => void): string {
  const providers = JSON.parse(genaiText) as GenaiProvider[]
  change(providers)
  return JSON.stringify(providers)
}

/** A model of one of its providers. */
export function genaiModel(providers: GenaiProvider[], id: string, modelId: string): GenaiModel {
  const provider = providers.find((one) => one.id === id)
  const model = provider?.models.find((one) => one.id === modelId)
  if (!model) throw new Error(`There is no ${id}/${modelId}`)
  return model
}

/** A list in our own form, of a few models. */
export function ownForm(
  models: Record<string, PricedModel[]>,
  heading: Partial<PriceList> = {},
): PriceList {
  return {
    format: 'farthing-prices-1',
    version: 'mine 1',
    takenOn: '2026-11-20',
    source: 'mine',
    ...heading,
    books: models,
  }
}

/** The list of this version as an update of a later day, with each model changed. */
export function bundledChanged(change: (model: PricedModel) => PricedModel | null): PriceList {
  const books = Object.entries(bundledList.books).map(([providerId, models]) => [
    providerId,
    models.flatMap((model) => change(structuredClone(model)) ?? []),
  ])
  return ownForm(Object.fromEntries(books) as PriceList['books'])
}

/** A model at these whole USD per million tokens. */
export function priced(id: string, inputUsd: number, outputUsd: number): PricedModel {
  return { id, prices: [{ rates: { input: inputUsd * 1_000_000, output: outputUsd * 1_000_000 } }] }
}
