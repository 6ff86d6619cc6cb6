import { create } from 'zustand'

/** What lies over every screen when it is asked for. */
export type Overlay = 'palette' | 'shortcuts'

const store = create<{ overlay: Overlay | null }>()(() => ({ overlay: null }))

export function openOverlay(overlay: Overlay | null): void {
  store.setState({ overlay })
}

/** Opens it, or closes it if it is open. */
export function toggleOverlay(overlay: Overlay): void {
  store.setState((before) => ({ overlay: before.overlay === overlay ? null : overlay }))
}

export function currentOverlay(): Overlay | null {
  return store.getState().overlay
}

export function useOverlay(): Overlay | null {
  return store((state) => state.overlay)
}
