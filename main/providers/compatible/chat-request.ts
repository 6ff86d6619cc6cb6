import type {
  ChatCompletionContentPart,
  ChatCompletionCreateParamsStreaming,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions'
import { cleanText, conversationOf } from '../conversation.ts'
import type { Said } from '../conversation.ts'
import type { ProviderMessage, ProviderPart, ProviderRequest } from '../provider.ts'
import type { LooseRecord } from '../read-loosely.ts'
import type { Dialect } from './dialects.ts'

/**
 * A whole request, as this server takes it. Fields that only some servers know come from the
 * dialect; what the server refused before is left out.
 */
export function chatRequest(
  dialect: Dialect,
  request: ProviderRequest,
): ChatCompletionCreateParamsStreaming {
  const { modelId, maxOutputTokens, temperature, without } = request
  const has = (field: (typeof without)[number]): boolean => !without.includes(field)
  return {
    model: modelId,
    messages: messagesOf(dialect, request),
    [limitField(dialect, has('max_tokens_name'))]: maxOutputTokens,
    ...(temperature !== null &&
      has('temperature') && { temperature: Math.min(temperature, dialect.maxTemperature) }),
    ...(has('effort') && thinkingFields(dialect, request)),
    ...(dialect.serviceTier !== null &&
      has('service_tier') && { service_tier: dialect.serviceTier }),
    ...(dialect.takesStore && { store: false }),
    stream: true,
    ...(dialect.takesStreamOptions &&
      has('stream_options') && { stream_options: { include_usage: true } }),
  }
}

function limitField({ maxOutputField }: Dialect, isOwnName: boolean): Dialect['maxOutputField'] {
  if (isOwnName) return maxOutputField
  return maxOutputField === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens'
}

/** One server may have models that are told in another way. */
function thinkingFields(dialect: Dialect, { modelId, effort }: ProviderRequest): LooseRecord {
  const rule = dialect.modelRules.find(({ ids }) => ids.test(modelId))
  const fields = rule?.effort ?? dialect.effort
  return { ...rule?.always, ...(effort !== null && fields[effort]) }
}

/** Without a role of its own, what stands above the conversation goes into its first words. */
function messagesOf(dialect: Dialect, request: ProviderRequest): ChatCompletionMessageParam[] {
  const { system, without } = request
  const messages = request.messages.map((message) => readable(dialect, message))
  const above = cleanText(system)
  if (above === null) return conversationOf(messages).map(messageOf)
  if (!without.includes('system')) {
    return [{ role: 'system', content: above }, ...conversationOf(messages).map(messageOf)]
  }
  const first = { role: 'user' as const, parts: [{ type: 'text' as const, text: above }] }
  return conversationOf([first, ...messages]).map(messageOf)
}

/** An image of a type this server cannot read is told in words, as one for a model that is blind. */
function readable({ imageTypes }: Dialect, { role, parts }: ProviderMessage): ProviderMessage {
  const readableParts = parts.map((part): ProviderPart => {
    if (part.type === 'text' || imageTypes.includes(part.mediaType)) return part
    return { type: 'text', text: `(An ${part.mediaType} was here, which you cannot read.)` }
  })
  return { role, parts: readableParts }
}

/** Text alone goes as a string: not every server reads a list of parts. */
function messageOf({ role, parts }: Said): ChatCompletionMessageParam {
  const text = parts.flatMap((part) => (part.type === 'text' ? [part.text] : []))
  if (role === 'assistant') return { role, content: text.join('') }
  const hasImages = text.length < parts.length
  return { role, content: hasImages ? parts.map(contentOf) : text.join('') }
}

function contentOf(part: ProviderPart): ChatCompletionContentPart {
  if (part.type === 'text') return part
  return {
    type: 'image_url',
    image_url: { url: `data:${part.mediaType};base64,${part.base64}` },
  }
}
