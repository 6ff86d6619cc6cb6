import { create } from 'zustand'

export type Notice = {
  id: string
  text: string
  /** Stays until it is closed: it says something that must not be missed. */
  isLasting: boolean
  /** The one thing that can be done about it; the notice closes then. */
  action: { label: string; run: () => void } | null
}

export const useNotices = create<{ notices: Notice[] }>()(() => ({ notices: [] }))

export function notify(
  text: string,
  { isLasting = false, action = null }: Partial<Pick<Notice, 'isLasting' | 'action'>> = {},
): void {
  const notice = { id: crypto.randomUUID(), text, isLasting, action }
  useNotices.setState(({ notices }) => ({ notices: [...notices.slice(-2), notice] }))
}

export function dropNotice(id: string): void {
  useNotices.setState(({ notices }) => ({
    notices: notices.filter((notice) => notice.id !== id),
  }))
}
