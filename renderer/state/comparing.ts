import { create } from 'zustand'
import { type ModelKey, sameModel } from '../../shared/chat/message.ts'
import { useConversations } from './conversations.ts'
import { chosenModel } from './model-choice.ts'
import { rewritingNow, useRewriting } from './rewriting.ts'

/** Fewer are no comparison; more do not stand side by side. */
export const MIN_COMPARED = 2
export const MAX_COMPARED = 4

/** The models that the next turn goes to at once, by conversation; absent: it goes to one. */
type Comparing = { byConversation: Readonly<Record<string, readonly ModelKey[]>> }

const store = create<Comparing>()(() => ({ byConversation: {} }))

/** The models chosen to be compared, in the order they were chosen; null: nothing is compared. */
export function useCompared(): readonly ModelKey[] | null {
  const currentId = useConversations((state) => state.currentId)
  return store(({ byConversation }) => byConversation[currentId] ?? null)
}

export function comparedModels(): readonly ModelKey[] | null {
  return store.getState().byConversation[useConversations.getState().currentId] ?? null
}

/**
 * Whether one of the answers that stand side by side has to be kept before anything is sent: not
 * where what is written goes to another place.
 */
export function useMustKeepFirst(): boolean {
  const isComparing = useConversations(({ comparing }) => comparing !== null)
  const rewriting = useRewriting()
  return isComparing && rewriting === null
}

export function mustKeepFirst(): boolean {
  return useConversations.getState().comparing !== null && rewritingNow() === null
}

/** The next turn goes to several models; the one chosen is the first of them. */
export function startComparing(): void {
  if (comparedModels()) return
  const chosen = chosenModel()
  setCompared(chosen ? [chosen.key] : [])
}

/** The next turn goes to one model again. */
export function stopComparing(): void {
  setCompared(null)
}

/** Takes a model in, or out if it is in. Beyond four nothing is taken in. */
export function toggleCompared(key: ModelKey): void {
  const models = comparedModels() ?? []
  const others = models.filter((model) => !sameModel(model, key))
  if (others.length < models.length) setCompared(others)
  else if (models.length < MAX_COMPARED) setCompared([...models, key])
}

/** Replaces the models that are compared, as by a way to make them fit. */
export function setCompared(models: readonly ModelKey[] | null): void {
  const { currentId } = useConversations.getState()
  store.setState(({ byConversation }) => {
    const { [currentId]: _, ...others } = byConversation
    return { byConversation: models ? { ...others, [currentId]: models } : others }
  })
}
