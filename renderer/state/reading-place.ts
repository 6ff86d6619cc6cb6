import { create } from 'zustand'

/** Where a conversation is to be shown from next. */
export type Goal =
  | { kind: 'end' }
  | { kind: 'start' }
  /** A turn, so far below the upper edge; null: wherever it is read well, and marked. */
  | { kind: 'turn'; turnId: string; offsetPx: number | null }

/** A turn, and how far its upper edge was below that of the conversation when it was left. */
export type Place = { turnId: string; offsetPx: number }

/** Where each conversation was left. One that was left at its end is in none. */
const places = new Map<string, Place>()

const store = create<{ goal: Goal | null }>()(() => ({ goal: null }))

export function placeIn(conversationId: string): Place | null {
  return places.get(conversationId) ?? null
}

/** Null: its end was in view. */
export function keepPlace(conversationId: string, place: Place | null): void {
  if (place) places.set(conversationId, place)
  else places.delete(conversationId)
}

/** The conversation goes there as soon as it is drawn. */
export function setGoal(goal: Goal): void {
  store.setState({ goal })
}

/** Where to go, once: whoever takes it goes there. */
export function takeGoal(): Goal | null {
  const { goal } = store.getState()
  if (goal) store.setState({ goal: null })
  return goal
}

export function useGoal(): Goal | null {
  return store(({ goal }) => goal)
}
