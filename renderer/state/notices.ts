import { create } from 'zustand'

export type Notice = {
  id: string
  text: string
  /** Stays until it is closed: it says something that must not be missed. */
  isLasting: boolean
  /** The one thing that can be done about it; the notice closes then. */
  action: { label: string; run: () => void } | null
  /** The next about the same takes its place; null: it is about itself alone. */
  topic: string | null
}

type NoticeOptions = Partial<Pick<Notice, 'isLasting' | 'action' | 'topic'>>

export const useNotices = create<{ notices: Notice[] }>()(() => ({ notices: [] }))

export function notify(
  text: string,
  { isLasting = false, action = null, topic = null }: NoticeOptions = {},
): void {
  const notice = { id: crypto.randomUUID(), text, isLasting, action, topic }
  useNotices.setState(({ notices }) => {
    const others = notices.filter((known) => topic === null || known.topic !== topic)
    return { notices: [...others.slice(-2), notice] }
  })
}

export function dropNotice(id: string): void {
  useNotices.setState(({ notices }) => ({
    notices: notices.filter((notice) => notice.id !== id),
  }))
}
