import { create } from 'zustand'
import { type ChatOptions, defaultChatOptions } from '../../shared/chat/message.ts'

/** What is set for a conversation, as far as the window has heard; a new one has it here alone. */
const store = create<{ byConversation: Readonly<Record<string, ChatOptions>> }>()(() => ({
  byConversation: {},
}))

export function optionsOf(conversationId: string): ChatOptions {
  return store.getState().byConversation[conversationId] ?? defaultChatOptions
}

export function useOptions(conversationId: string): ChatOptions {
  return store(({ byConversation }) => byConversation[conversationId] ?? defaultChatOptions)
}

export function putOptions(conversationId: string, options: ChatOptions): void {
  store.setState(({ byConversation }) => ({
    byConversation: { ...byConversation, [conversationId]: options },
  }))
}
