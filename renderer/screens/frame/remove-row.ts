import type { ConversationSummary } from '../../../shared/chat/message.ts'
import { removeConversation } from '../../state/summaries.ts'
import { focusRow } from './list-state.ts'

/** Deletes a conversation; who deleted it from the list stays in the list, at the row after it. */
export function removeRow(summary: ConversationSummary, nextKey: string | null): void {
  if (nextKey !== null) focusRow(nextKey)
  void removeConversation(summary).then(() => {
    // If it was open, a new chat takes its place, and the focus as it appears.
    if (nextKey !== null) requestAnimationFrame(() => focusRow(nextKey))
  })
}
