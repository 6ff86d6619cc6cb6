import { create } from 'zustand'
import { type ModelKey, modelKeyText, sameModel } from '../../shared/chat/message.ts'
import type { Catalog, Model, Provider } from '../../shared/ipc/shapes.ts'
import { call } from '../api.ts'

type Known = Catalog & {
  byKey: ReadonlyMap<string, Model>
  placeByKey: ReadonlyMap<string, number>
  providers: Provider[]
}

const store = create<Known>()(() => ({
  revision: 0,
  models: [],
  byKey: new Map(),
  placeByKey: new Map(),
  providers: [],
}))

export function setCatalog({ revision, models }: Catalog): void {
  store.setState({
    revision,
    models,
    byKey: new Map(models.map((model) => [modelKeyText(model.key), model])),
    placeByKey: new Map(models.map(({ key }, place) => [modelKeyText(key), place])),
  })
}

/** Puts a model whose price changed in place at once; the event that follows says the same. */
export function putModel(model: Model): void {
  const { revision, models } = store.getState()
  setCatalog({
    revision,
    models: models.map((old) => (sameModel(old.key, model.key) ? model : old)),
  })
}

/** Reads the catalogue anew, where figures came in the order of another edition of it. */
export async function readCatalog(): Promise<void> {
  const result = await call('catalog.read', {})
  if (result.ok) setCatalog(result.value)
}

/** The edition in use; figures by place belong to one edition. */
export function catalogRevision(): number {
  return store.getState().revision
}

/** Where a model stands in the catalogue, as its figures do; null: it is not there. */
export function placeOf(key: ModelKey): number | null {
  return store.getState().placeByKey.get(modelKeyText(key)) ?? null
}

export function setProviders(providers: Provider[]): void {
  store.setState({ providers })
}

/** Puts what a call answered in place at once; the event that follows says the same. */
export function putProvider(provider: Provider): void {
  store.setState(({ providers }) => {
    const known = providers.some(({ providerId }) => providerId === provider.providerId)
    return {
      providers: known
        ? providers.map((old) => (old.providerId === provider.providerId ? provider : old))
        : [...providers, provider],
    }
  })
}

export function dropProvider(providerId: string): void {
  store.setState(({ providers }) => ({
    providers: providers.filter((provider) => provider.providerId !== providerId),
  }))
}

export function useModels(): Model[] {
  return store(({ models }) => models)
}

export function useProviders(): Provider[] {
  return store(({ providers }) => providers)
}

export function findProvider(providerId: string): Provider | null {
  return store.getState().providers.find((known) => known.providerId === providerId) ?? null
}

export function useModel(key: ModelKey | null): Model | null {
  return store(({ byKey }) => (key && byKey.get(modelKeyText(key))) ?? null)
}

export function findModel(key: ModelKey): Model | null {
  return store.getState().byKey.get(modelKeyText(key)) ?? null
}

export function allModels(): Model[] {
  return store.getState().models
}
