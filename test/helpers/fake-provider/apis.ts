import { chatEvents } from './chat-grammar.ts'
import { messagesEvents } from './messages-grammar.ts'
import { inputTokensOf } from './plan.ts'
import type { AnswerPlan, AskedFor, AskedInput, WireEvent } from './plan.ts'
import { responsesEvents } from './responses-grammar.ts'

export type FakeApi = {
  /** Where a request keeps its messages, and the names its output limit goes by. */
  messagesField: 'messages' | 'input'
  limitFields: readonly string[]
  /** What the name of a request begins with. */
  referencePrefix: string
  events: (plan: AnswerPlan) => WireEvent[]
  error: (status: number, message: string) => string
}

/** The three APIs, by path. */
export const fakeApis: Readonly<Record<string, FakeApi>> = {
  '/v1/responses': {
    messagesField: 'input',
    limitFields: ['max_output_tokens'],
    referencePrefix: 'resp_',
    events: responsesEvents,
    error: openAiError,
  },
  '/v1/chat/completions': {
    messagesField: 'messages',
    limitFields: ['max_completion_tokens', 'max_tokens'],
    referencePrefix: 'chatcmpl-',
    events: chatEvents,
    error: openAiError,
  },
  '/v1/messages': {
    messagesField: 'messages',
    limitFields: ['max_tokens'],
    referencePrefix: 'msg_',
    events: messagesEvents,
    error: anthropicError,
  },
}

type LooseBody = Readonly<Record<string, unknown>>

/** What a request asks for; throws when it lacks what the provider insists on. */
export function readRequest(
  api: FakeApi,
  requestNumber: number,
  referencePrefix: string,
  body: LooseBody,
): AskedFor {
  const { model } = body
  const limits = api.limitFields.map((field) => body[field]).filter((limit) => limit !== undefined)
  if (typeof model !== 'string' || model === '') throw new Error('model is required')
  if (body['stream'] !== true) throw new Error('this provider only streams')
  if (typeof limits[0] !== 'number') throw new Error('an output limit is required')
  return {
    requestNumber,
    reference: `${referencePrefix}fake${requestNumber}`,
    modelId: model,
    ...readInput(api, body),
    maxOutputTokens: limits[0],
  }
}

/** What is read before the answer: the text above the conversation, its messages, its images. */
function readInput(api: FakeApi, body: LooseBody): AskedInput {
  const messages = body[api.messagesField]
  if (!Array.isArray(messages) || messages.length === 0) throw new Error('messages are required')
  const above = body['system'] ?? body['instructions']
  const texts = messages.map(contentOf)
  return {
    messages: typeof above === 'string' ? [above, ...texts] : texts,
    imageCount: messages.reduce<number>((sum, message) => sum + imagesIn(message), 0),
  }
}

/** Where each API counts a request without answering it. */
export const countedApis: Readonly<Record<string, FakeApi | undefined>> = {
  '/v1/responses/input_tokens': fakeApis['/v1/responses'],
  '/v1/messages/count_tokens': fakeApis['/v1/messages'],
}

export function countAnswer(api: FakeApi, body: LooseBody): string {
  return JSON.stringify({ input_tokens: inputTokensOf(readInput(api, body)) })
}

function contentOf(message: unknown): string {
  return partsOf(message)
    .map((part) => part.text ?? '')
    .join('')
}

function imagesIn(message: unknown): number {
  return partsOf(message).filter(({ type }) => type?.includes('image')).length
}

function partsOf(message: unknown): readonly { type?: string; text?: string }[] {
  const { content } = message as { content?: unknown }
  if (typeof content === 'string') return [{ text: content }]
  return Array.isArray(content) ? content : []
}

function openAiError(status: number, message: string): string {
  const codes: Record<number, string> = {
    401: 'invalid_api_key',
    404: 'model_not_found',
    429: 'rate_limit_exceeded',
  }
  const type = status >= 500 ? 'server_error' : 'invalid_request_error'
  return JSON.stringify({ error: { message, type, param: null, code: codes[status] ?? null } })
}

function anthropicError(status: number, message: string): string {
  const types: Record<number, string> = {
    401: 'authentication_error',
    402: 'billing_error',
    403: 'permission_error',
    404: 'not_found_error',
    413: 'request_too_large',
    429: 'rate_limit_error',
    500: 'api_error',
    529: 'overloaded_error',
  }
  const type = types[status] ?? 'invalid_request_error'
  return JSON.stringify({ type: 'error', error: { type, message }, request_id: 'req_fake' })
}
