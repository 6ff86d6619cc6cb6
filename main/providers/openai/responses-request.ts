import type {
  EasyInputMessage,
  ResponseCreateParamsStreaming,
  ResponseInputContent,
} from 'openai/resources/responses/responses'
import type { Reasoning } from 'openai/resources/shared'
import type { Effort } from '../../../shared/chat/message.ts'
import { cleanText, conversationOf } from '../conversation.ts'
import type { Said } from '../conversation.ts'
import type { ProviderPart, ProviderRequest } from '../provider.ts'

/** What is counted and what is sent alike. */
type CountedRequest = {
  model: string
  instructions?: string
  input: EasyInputMessage[]
  reasoning?: Reasoning
}

const effortWords = {
  off: 'none',
  low: 'low',
  medium: 'medium',
  high: 'high',
} as const satisfies Record<Effort, string>

/** Models that think, by their names; those before them refuse to be asked about it. */
const thinkers = /^(?:o\d|codex|gpt-(?:[5-9]|\d\d))(?!.*chat)/

/** What a request has of input: text above the conversation, the conversation, and how to think. */
export function countedRequest(request: ProviderRequest): CountedRequest {
  const { modelId, messages, system, without } = request
  const instructions = without.includes('system') ? null : cleanText(system)
  const reasoning = reasoningOf(request)
  return {
    model: modelId,
    ...(instructions !== null && { instructions }),
    input: conversationOf(messages).map(inputOf),
    ...(reasoning !== null && { reasoning }),
  }
}

/**
 * A whole request. Nothing is stored at OpenAI, and the ordinary price class is asked for: a
 * project may have set another.
 */
export function responsesRequest(request: ProviderRequest): ResponseCreateParamsStreaming {
  const { maxOutputTokens, temperature, without } = request
  return {
    ...countedRequest(request),
    max_output_tokens: maxOutputTokens,
    ...(temperature !== null && !without.includes('temperature') && { temperature }),
    ...(!without.includes('service_tier') && { service_tier: 'default' as const }),
    store: false,
    stream: true,
  }
}

/** A summary of the thinking costs nothing more than the thinking itself. */
function reasoningOf({ modelId, effort, without }: ProviderRequest): Reasoning | null {
  const asked = effort === null || without.includes('effort') ? null : effort
  const isShown =
    asked !== 'off' && thinkers.test(modelId) && !without.includes('reasoning_summary')
  if (asked === null && !isShown) return null
  return {
    ...(asked !== null && { effort: effortWords[asked] }),
    ...(isShown && { summary: 'auto' as const }),
  }
}

function inputOf({ role, parts }: Said): EasyInputMessage {
  const [only, ...others] = parts
  if (only?.type === 'text' && others.length === 0) return { role, content: only.text }
  return { role, content: parts.map(contentOf) }
}

function contentOf(part: ProviderPart): ResponseInputContent {
  if (part.type === 'text') return { type: 'input_text', text: part.text }
  const imageUrl = `data:${part.mediaType};base64,${part.base64}`
  return { type: 'input_image', detail: 'auto', image_url: imageUrl }
}
