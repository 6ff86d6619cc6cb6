import { create } from 'zustand'
import { type ModelKey, modelKeyText, sameModel } from '../../shared/chat/message.ts'
import type { Model } from '../../shared/ipc/shapes.ts'
import { allModels, findModel, useModels } from './catalog.ts'
import { currentSummary, useConversations } from './conversations.ts'
import { changeSettings, currentSettings } from './profile.ts'

/** What was chosen since the start, by conversation. */
const store = create<{ byConversation: Record<string, ModelKey> }>()(() => ({
  byConversation: {},
}))

/** The model that the next turn of this conversation goes to. */
export function useChosenModel(): Model | null {
  useModels()
  useConversations(currentSummary)
  useConversations(({ currentId }) => currentId)
  store()
  return chosenModel()
}

export function chosenModel(): Model | null {
  const conversations = useConversations.getState()
  const choices = [
    store.getState().byConversation[conversations.currentId],
    currentSummary(conversations)?.model,
    currentSettings()?.model,
  ]
  for (const key of choices) {
    const model = key && findModel(key)
    if (model) return model
  }
  return middling(allModels().filter(isUsable))
}

/** Where nobody has chosen yet: neither the dearest nor the cheapest. */
function middling(models: readonly Model[]): Model | null {
  const byPrice = models.toSorted((one, other) => outputPicoUsd(one) - outputPicoUsd(other))
  return byPrice[Math.floor((byPrice.length - 1) / 2)] ?? null
}

function outputPicoUsd({ price }: Model): number {
  return price?.rates.outputPicoUsd ?? 0
}

export function chooseModel(key: ModelKey): void {
  const { currentId } = useConversations.getState()
  store.setState(({ byConversation }) => ({
    byConversation: { ...byConversation, [currentId]: key },
  }))
  void changeSettings({ model: key })
}

/** How many models used last are remembered. */
const MOST_RECENT = 8

/** Something was sent to this model. */
export function putRecent(key: ModelKey): void {
  const recent = currentSettings()?.recentModels ?? []
  if (recent[0] && sameModel(recent[0], key)) return
  const others = recent.filter((known) => !sameModel(known, key))
  void changeSettings({ recentModels: [key, ...others].slice(0, MOST_RECENT) })
}

/** Makes a model a favourite, or no longer one. Returns which. */
export function toggleFavourite(key: ModelKey): boolean {
  const favourites = currentSettings()?.favouriteModels ?? []
  const others = favourites.filter((known) => !sameModel(known, key))
  const isFavourite = others.length === favourites.length
  void changeSettings({ favouriteModels: isFavourite ? [...favourites, key] : others })
  return isFavourite
}

export function isUsable(model: Model): boolean {
  return model.ready && model.price !== null
}

export function isFree({ price }: Model): boolean {
  return price !== null && price.rates.inputPicoUsd === 0 && price.rates.outputPicoUsd === 0
}

/** Whether this model wrote the last answer here, so that it has read all of it. */
export function hasRead(key: ModelKey, lastKey: ModelKey | null | undefined): boolean {
  return lastKey != null && modelKeyText(key) === modelKeyText(lastKey)
}
