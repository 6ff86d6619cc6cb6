import { create } from 'zustand'
import type { ImageAttachment } from '../../shared/chat/part.ts'
import type { DraftAttachment } from '../../shared/ipc/contract.ts'

/** Something attached to a draft and not sent yet. */
export type Attached = {
  /** Of the window alone, to tell two of the same name apart. */
  localId: string
  attachment: DraftAttachment
  /** What is known of an image; null for a file. */
  image: ImageAttachment | null
  /** What to know of how a file was read; null if there is nothing to say. */
  reading: Reading | null
}

/** How a file became text. */
export type Reading =
  | { kind: 'pdf'; pageCount: number; blankCount: number }
  /** It is no UTF-8: each byte was taken for a Western European letter. */
  | { kind: 'latin-1' }

type Attachments = { byConversation: Readonly<Record<string, readonly Attached[]>> }

const store = create<Attachments>()(() => ({ byConversation: {} }))

const none: readonly Attached[] = []

export function attachmentsOf(conversationId: string): readonly Attached[] {
  return store.getState().byConversation[conversationId] ?? none
}

export function useAttachments(conversationId: string): readonly Attached[] {
  return store(({ byConversation }) => byConversation[conversationId] ?? none)
}

export function putAttached(conversationId: string, attached: Attached): void {
  change(conversationId, (known) => [...known, attached])
}

export function dropAttached(conversationId: string, localIds: readonly string[]): void {
  change(conversationId, (known) => known.filter(({ localId }) => !localIds.includes(localId)))
}

function change(
  conversationId: string,
  changed: (known: readonly Attached[]) => readonly Attached[],
): void {
  store.setState(({ byConversation: { [conversationId]: known = none, ...others } }) => {
    const next = changed(known)
    return { byConversation: next.length > 0 ? { ...others, [conversationId]: next } : others }
  })
}
