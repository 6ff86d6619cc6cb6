import type { ChatOptions } from '../../shared/chat/message.ts'
import type { Failure } from '../../shared/failures.ts'
import { call } from '../api.ts'
import { optionsOf, putOptions } from './chat-options.ts'
import { useConversations } from './conversations.ts'
import { quoteDraft } from './quotes.ts'

/**
 * Sets something for the conversation on the screen, from its next turn on; what a turn costs is
 * asked anew at once. Returns why it could not be kept. A new conversation takes it along with its
 * first turn.
 */
export async function changeOptions(change: Partial<ChatOptions>): Promise<Failure | null> {
  const { currentId: conversationId, isStored } = useConversations.getState()
  const before = optionsOf(conversationId)
  const options = { ...before, ...change }
  putOptions(conversationId, options)
  if (!isStored) {
    quoteDraft()
    return null
  }
  const result = await call('conversation.setOptions', { conversationId, options })
  putOptions(conversationId, result.ok ? result.value : before)
  quoteDraft()
  return result.ok ? null : result.failure
}
