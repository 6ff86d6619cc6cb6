import { create } from 'zustand'
import type { DraftAttachment } from '../../shared/ipc/contract.ts'
import { attachmentsOf } from './attachments.ts'

/** What would be sent: the words, and what is attached to them. */
export type Draft = { text: string; attachments: readonly DraftAttachment[] }

/** What was typed and not sent, by conversation. Kept outside React: typing draws nothing anew. */
const texts = new Map<string, string>()

const store = create<{ revision: number }>()(() => ({ revision: 0 }))

/** Hears of each text that changed; set by who keeps them over a restart. */
let changed: (conversationId: string) => void = () => {}

export function onDraftChanged(listener: (conversationId: string) => void): void {
  changed = listener
}

export function draftTextOf(conversationId: string): string {
  return texts.get(conversationId) ?? ''
}

export function draftOf(conversationId: string): Draft {
  return {
    text: draftTextOf(conversationId),
    attachments: attachmentsOf(conversationId).map(({ attachment }) => attachment),
  }
}

export function isEmptyDraft({ text, attachments }: Draft): boolean {
  return attachments.length === 0 && text.trim() === ''
}

export function keepDraft(conversationId: string, text: string): void {
  if (text === '') texts.delete(conversationId)
  else texts.set(conversationId, text)
  changed(conversationId)
}

/** Changes a draft from outside of the composer, which then shows it. */
export function replaceDraft(conversationId: string, text: string): void {
  keepDraft(conversationId, text)
  store.setState(({ revision }) => ({ revision: revision + 1 }))
}

export function useDraftRevision(): number {
  return store(({ revision }) => revision)
}
