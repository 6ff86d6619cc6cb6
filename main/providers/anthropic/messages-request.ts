import type {
  ContentBlockParam,
  MessageCountTokensParams,
  MessageCreateParamsStreaming,
  MessageParam,
} from '@anthropic-ai/sdk/resources/messages/messages'
import { cleanText, conversationOf } from '../conversation.ts'
import type { Said } from '../conversation.ts'
import type { ProviderPart, ProviderRequest } from '../provider.ts'
import { thinkingFields } from './thinking.ts'

/** Models before 4.7 take a temperature, which the SDK no longer knows. */
type MessagesRequest = MessageCreateParamsStreaming & { temperature?: number }

const MAX_TEMPERATURE = 1

/** What a request has of input: text above the conversation, the conversation, and how to think. */
export function countedRequest(request: ProviderRequest): MessageCountTokensParams {
  const { modelId, messages, system, without } = request
  const above = without.includes('system') ? null : cleanText(system)
  return {
    model: modelId,
    ...(above !== null && { system: above }),
    messages: conversationOf(messages).map(messageOf),
    ...thinkingFields(request),
  }
}

/**
 * A whole request. The ordinary price class is asked for: a workspace may have bought another. From
 * the second turn on the history is put into the five-minute cache, so that the next turn reads it
 * at a tenth of its price; writing it costs a quarter more.
 */
export function messagesRequest(request: ProviderRequest): MessagesRequest {
  const { maxOutputTokens, temperature, without } = request
  const counted = countedRequest(request)
  const thinks = counted.thinking?.type === 'adaptive' || counted.thinking?.type === 'enabled'
  const isFollowUp = counted.messages.some(({ role }) => role === 'assistant')
  const isCached = isFollowUp && !without.includes('cache_control')
  return {
    ...counted,
    messages: isCached ? withCachedEnd(counted.messages) : counted.messages,
    max_tokens: maxOutputTokens,
    // Thinking and a temperature exclude each other.
    ...(temperature !== null &&
      !thinks &&
      !without.includes('temperature') && { temperature: Math.min(temperature, MAX_TEMPERATURE) }),
    ...(!without.includes('service_tier') && { service_tier: 'standard_only' as const }),
    stream: true,
  }
}

function messageOf({ role, parts }: Said): MessageParam {
  const [only, ...others] = parts
  if (only?.type === 'text' && others.length === 0) return { role, content: only.text }
  return { role, content: parts.map(blockOf) }
}

function blockOf(part: ProviderPart): ContentBlockParam {
  if (part.type === 'text') return part
  const { mediaType, base64 } = part
  return { type: 'image', source: { type: 'base64', media_type: mediaType, data: base64 } }
}

/** The mark on the last block of the last message caches all that stands before it as well. */
function withCachedEnd(messages: readonly MessageParam[]): MessageParam[] {
  const last = messages.at(-1)
  if (last?.role !== 'user') return [...messages]
  const blocks: ContentBlockParam[] =
    typeof last.content === 'string' ? [{ type: 'text', text: last.content }] : last.content
  const end = blocks.at(-1)
  if (end?.type !== 'text' && end?.type !== 'image') return [...messages]
  const marked: ContentBlockParam = { ...end, cache_control: { type: 'ephemeral' } }
  return [...messages.slice(0, -1), { role: 'user', content: [...blocks.slice(0, -1), marked] }]
}
