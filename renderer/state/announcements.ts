import { create } from 'zustand'

/** What a screen reader is told once: the end of an answer, not each of its pieces. */
const store = create<{ text: string }>()(() => ({ text: '' }))

export function announce(text: string): void {
  store.setState({ text })
}

export function useAnnouncement(): string {
  return store(({ text }) => text)
}
