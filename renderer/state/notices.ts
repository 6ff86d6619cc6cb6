import { create } from 'zustand'

export type Notice = {
  id: string
  text: string
  /** Stays until it is closed: it says something that must not be missed. */
  isLasting: boolean
}

export const useNotices = create<{ notices: Notice[] }>()(() => ({ notices: [] }))

export function notify(text: string, { isLasting = false } = {}): void {
  const notice = { id: crypto.randomUUID(), text, isLasting }
  useNotices.setState(({ notices }) => ({ notices: [...notices.slice(-2), notice] }))
}

export function dropNotice(id: string): void {
  useNotices.setState(({ notices }) => ({
    notices: notices.filter((notice) => notice.id !== id),
  }))
}
