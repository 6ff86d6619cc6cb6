import { create } from 'zustand'
import type { ImageAttachment } from '../../shared/chat/part.ts'
import type { DraftAttachment } from '../../shared/ipc/contract.ts'

/** Something attached to a draft and not sent yet. */
export type Attached = {
  /** Of the window alone, to tell two of the same name apart. */
  localId: string
  attachment: DraftAttachment
  /** What is known of an image; null for a text file. */
  image: ImageAttachment | null
  /** What it adds to a turn, by model in the order of the catalogue; null until it is known. */
  adds: { catalogRevision: number; nanoUsd: Float64Array } | null
}

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

export function setAdds(
  conversationId: string,
  localId: string,
  adds: NonNullable<Attached['adds']>,
): void {
  change(conversationId, (known) =>
    known.map((attached) => (attached.localId === localId ? { ...attached, adds } : attached)),
  )
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
