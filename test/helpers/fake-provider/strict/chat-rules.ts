import { z } from 'zod'
import { firstIssue, imageDataUrl, saidText } from './content.ts'
import type { Complaint, House, Strictness, StrictModel } from './house.ts'

const userParts = z
  .array(
    z.union([
      z.strictObject({ type: z.literal('text'), text: saidText }),
      z.strictObject({
        type: z.literal('image_url'),
        image_url: z.strictObject({ url: imageDataUrl }),
      }),
    ]),
  )
  .min(1)

const message = z.union([
  z.strictObject({ role: z.literal('system'), content: saidText }),
  z.strictObject({ role: z.literal('user'), content: z.union([saidText, userParts]) }),
  z.strictObject({ role: z.literal('assistant'), content: saidText }),
])

const always = {
  model: z.string().min(1),
  messages: z.array(message).min(1),
  stream: z.literal(true),
}
const options = { stream_options: z.strictObject({ include_usage: z.literal(true) }).optional() }
const limit = z.number().int().min(1).optional()
const temperature = z.number().min(0).max(2).optional()
const effort = z.string().optional()

/** The fields each house knows; all others it refuses. */
const schemas: Partial<Record<House, z.ZodType>> = {
  'openai-chat': z.strictObject({
    ...always,
    ...options,
    temperature,
    max_tokens: limit,
    max_completion_tokens: limit,
    reasoning_effort: effort,
    service_tier: z.enum(['auto', 'default', 'flex', 'priority']).optional(),
    store: z.boolean().optional(),
  }),
  gemini: z.strictObject({
    ...always,
    ...options,
    temperature,
    max_tokens: limit,
    max_completion_tokens: limit,
    reasoning_effort: effort,
  }),
  mistral: z.strictObject({
    ...always,
    temperature: z.number().min(0).max(1.5).optional(),
    max_tokens: limit,
    reasoning_effort: effort,
  }),
  groq: z.strictObject({
    ...always,
    ...options,
    temperature,
    max_tokens: limit,
    max_completion_tokens: limit,
    reasoning_effort: effort,
    reasoning_format: z.enum(['parsed', 'raw', 'hidden']).optional(),
  }),
  deepseek: z.strictObject({
    ...always,
    ...options,
    temperature,
    max_tokens: limit,
    reasoning_effort: effort,
    thinking: z.strictObject({ type: z.enum(['enabled', 'disabled']) }).optional(),
  }),
  xai: z.strictObject({
    ...always,
    ...options,
    temperature,
    max_completion_tokens: limit,
    reasoning_effort: effort,
  }),
  openrouter: z.strictObject({
    ...always,
    ...options,
    temperature,
    max_tokens: limit,
    reasoning: z.strictObject({ effort: z.string() }).optional(),
  }),
  together: z.strictObject({
    ...always,
    ...options,
    temperature,
    max_tokens: limit,
    reasoning: z.strictObject({ enabled: z.boolean() }).optional(),
    reasoning_effort: effort,
  }),
  perplexity: z.strictObject({ ...always, ...options, temperature, max_tokens: limit }),
}

const anyHouse = z.strictObject({
  ...always,
  ...options,
  temperature,
  max_tokens: limit,
  max_completion_tokens: limit,
  reasoning_effort: effort,
})

type Body = Readonly<Record<string, unknown>>

/** What a Chat Completions server of this house has against a request; null for nothing. */
export function chatComplaint(body: Body, strict: Strictness | null): Complaint | null {
  const issue = firstIssue(schemas[strict?.house ?? 'custom'] ?? anyHouse, body)
  if (issue !== null) return issue
  const order = orderComplaint((body['messages'] as { role: string }[]).map(({ role }) => role))
  if (order !== null) return { message: order, param: 'messages' }
  const model = strict?.models[String(body['model'])]
  return model && strict ? modelComplaint(body, strict.house, model) : null
}

/** The strictest of them all: what stands above comes first, then each side in turn. */
function orderComplaint(roles: readonly string[]): string | null {
  const turns = roles[0] === 'system' ? roles.slice(1) : roles
  if (turns.includes('system')) return 'System message must be at the beginning'
  if (turns[0] !== 'user') return 'The first message must be the user’s'
  if (turns.some((role, at) => role === turns[at + 1])) return 'Roles must alternate'
  return turns.at(-1) === 'user' ? null : 'Expected last role User'
}

/** Images that these houses cannot read, whatever the model. */
const unreadTypes: Partial<Record<House, readonly string[]>> = {
  gemini: ['image/gif'],
  xai: ['image/gif', 'image/webp'],
  ollama: ['image/gif'],
  'lm-studio': ['image/gif'],
}

function modelComplaint(body: Body, house: House, model: StrictModel): Complaint | null {
  const unsupported = (param: string): Complaint => ({
    message: `Unsupported parameter: '${param}' is not supported with this model.`,
    param,
  })
  if (!model.seesImages && JSON.stringify(body['messages']).includes('"image_url"')) {
    return { message: 'This model does not support image input', param: 'messages' }
  }
  const unread = unreadTypes[house]?.find((type) => JSON.stringify(body).includes(`data:${type}`))
  if (unread !== undefined)
    return { message: `Unsupported image type ${unread}`, param: 'messages' }
  if (!model.takesTemperature && body['temperature'] !== undefined)
    return unsupported('temperature')
  if (house === 'openai-chat' && model.isThinker && body['max_tokens'] !== undefined) {
    return unsupported('max_tokens')
  }
  const isParsed = body['reasoning_format'] !== undefined
  if (isParsed && !model.efforts.includes('default')) return unsupported('reasoning_format')
  for (const [param, word] of effortWords(body)) {
    if (!model.efforts.includes(word)) return unsupported(param)
  }
  return null
}

/** How hard it is told to think, in whichever way. */
function effortWords(body: Body): [string, string][] {
  const { reasoning_effort: effort, reasoning, thinking } = body
  const said: [string, string][] = []
  if (typeof effort === 'string') said.push(['reasoning_effort', effort])
  const routed = (reasoning ?? {}) as { effort?: string; enabled?: boolean }
  if (routed.effort !== undefined) said.push(['reasoning', routed.effort])
  if (routed.enabled === false) said.push(['reasoning', 'none'])
  if ((thinking as { type?: string } | undefined)?.type === 'disabled') {
    said.push(['thinking', 'none'])
  }
  return said
}
