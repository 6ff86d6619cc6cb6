import { create } from 'zustand'

export type Notice = { id: string; text: string }

export const useNotices = create<{ notices: Notice[] }>()(() => ({ notices: [] }))

export function notify(text: string): void {
  const notice = { id: crypto.randomUUID(), text }
  useNotices.setState(({ notices }) => ({ notices: [...notices.slice(-2), notice] }))
}

export function dropNotice(id: string): void {
  useNotices.setState(({ notices }) => ({
    notices: notices.filter((notice) => notice.id !== id),
  }))
}
