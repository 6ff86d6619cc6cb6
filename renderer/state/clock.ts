import { create } from 'zustand'

/**
 * The time as it was last looked at. Nothing ticks: it is looked at when something happened that
 * is shown with a time, and when the window comes back to the front.
 */
const store = create<{ nowMs: number }>()(() => ({ nowMs: Date.now() }))

export function lookAtClock(): void {
  store.setState({ nowMs: Date.now() })
}

export function useNowMs(): number {
  return store(({ nowMs }) => nowMs)
}
