import { create } from 'zustand'

/** Where a conversation is to be shown from next. */
export type Goal =
  | { kind: 'end' }
  | { kind: 'start' }
  /** A turn, with its question or its answer where it can be read well, and marked. */
  | { kind: 'turn'; turnId: string; role: 'user' | 'assistant' }
  /** Just as it was before. */
  | ({ kind: 'place' } & Place)

/** A turn, and how far one edge of it stands below the upper edge of the conversation. */
export type Place = { turnId: string; edge: 'top' | 'bottom'; offsetPx: number }

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

/** It was gone to. */
export function dropGoal(): void {
  store.setState({ goal: null })
}

export function useGoal(): Goal | null {
  return store(({ goal }) => goal)
}
