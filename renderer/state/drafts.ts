import { create } from 'zustand'

/** What was typed and not sent, by conversation. Kept outside React: typing draws nothing anew. */
const texts = new Map<string, string>()

const store = create<{ revision: number }>()(() => ({ revision: 0 }))

export function draftOf(conversationId: string): string {
  return texts.get(conversationId) ?? ''
}

export function keepDraft(conversationId: string, text: string): void {
  if (text === '') texts.delete(conversationId)
  else texts.set(conversationId, text)
}

/** Changes a draft from outside of the composer, which then shows it. */
export function replaceDraft(conversationId: string, text: string): void {
  keepDraft(conversationId, text)
  store.setState(({ revision }) => ({ revision: revision + 1 }))
}

export function useDraftRevision(): number {
  return store(({ revision }) => revision)
}
