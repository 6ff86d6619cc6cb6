import { create } from 'zustand'
import { type ModelKey, modelKeyText } from '../../shared/chat/message.ts'
import type { Model, Provider } from '../../shared/ipc/shapes.ts'

type Catalog = { models: Model[]; byKey: ReadonlyMap<string, Model>; providers: Provider[] }

const store = create<Catalog>()(() => ({ models: [], byKey: new Map(), providers: [] }))

export function setModels(models: Model[]): void {
  store.setState({
    models,
    byKey: new Map(models.map((model) => [modelKeyText(model.key), model])),
  })
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

export function useModel(key: ModelKey | null): Model | null {
  return store(({ byKey }) => (key && byKey.get(modelKeyText(key))) ?? null)
}

export function findModel(key: ModelKey): Model | null {
  return store.getState().byKey.get(modelKeyText(key)) ?? null
}

export function allModels(): Model[] {
  return store.getState().models
}
