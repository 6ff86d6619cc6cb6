import { openConversation, startNewChat, useConversations } from './conversations.ts'
import { beginIn } from './folders.ts'
import { quoteDraft } from './quotes.ts'
import { leaveList, showChat } from './screen.ts'

/** The field a message is written in. */
export const MESSAGE_FIELD_ID = 'message'

export function newChat(): void {
  newChatIn(null)
}

/** A new chat in a folder, with what is set there; or in none. */
export function newChatIn(folderId: string | null): void {
  startNewChat()
  beginIn(useConversations.getState().currentId, folderId)
  showChat()
  leaveList()
  quoteDraft()
}

/** Puts the caret where a message is written, whatever screen stands. */
export function goToMessage(): void {
  showChat()
  requestAnimationFrame(() => document.getElementById(MESSAGE_FIELD_ID)?.focus())
}

/** Opens the conversation before (-1) or after (1) the one on the screen: pinned first, then newest. */
export function openNeighbour(step: -1 | 1): void {
  const { summaries, currentId } = useConversations.getState()
  const listed = summaries.toSorted((one, other) => Number(other.isPinned) - Number(one.isPinned))
  const place = listed.findIndex(({ conversationId }) => conversationId === currentId)
  // From a new chat, which is in no list, both lead to the first.
  const next = place === -1 ? listed[0] : listed[place + step]
  if (next) showConversation(next.conversationId)
}

export function showConversation(conversationId: string): void {
  showChat()
  leaveList()
  void openConversation(conversationId)
}
