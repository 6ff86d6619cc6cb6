import { z } from 'zod'
import { firstIssue, isImage, saidText } from './content.ts'
import type { Complaint, Strictness, StrictModel } from './house.ts'

const cacheControl = { cache_control: z.strictObject({ type: z.literal('ephemeral') }).optional() }

const userBlock = z.union([
  z.strictObject({ type: z.literal('text'), text: saidText, ...cacheControl }),
  z.strictObject({
    type: z.literal('image'),
    source: z
      .strictObject({
        type: z.literal('base64'),
        media_type: z.enum(['image/jpeg', 'image/png', 'image/gif', 'image/webp']),
        data: z.string(),
      })
      .refine(({ media_type: type, data }) => isImage(type, data), 'image was not of its type'),
    ...cacheControl,
  }),
])

const assistantBlock = z.union([
  z.strictObject({ type: z.literal('text'), text: saidText, ...cacheControl }),
  z.strictObject({
    type: z.literal('thinking'),
    thinking: z.string(),
    signature: z.string().min(1),
  }),
])

const message = z.union([
  z.strictObject({
    role: z.literal('user'),
    content: z.union([saidText, z.array(userBlock).min(1)]),
  }),
  z.strictObject({
    role: z.literal('assistant'),
    content: z.union([saidText, z.array(assistantBlock).min(1)]),
  }),
])

const display = { display: z.enum(['summarized', 'omitted']).optional() }

const counted = {
  model: z.string().min(1),
  system: saidText.optional(),
  messages: z.array(message).min(1),
  thinking: z
    .union([
      z.strictObject({ type: z.literal('adaptive'), ...display }),
      z.strictObject({
        type: z.literal('enabled'),
        budget_tokens: z.number().int().min(1_024),
        ...display,
      }),
      z.strictObject({ type: z.literal('disabled') }),
      z.strictObject({ type: z.literal('between_tools') }),
    ])
    .optional(),
  output_config: z
    .strictObject({ effort: z.enum(['low', 'medium', 'high', 'xhigh', 'max']) })
    .optional(),
}

const countSchema = z.strictObject(counted)

const schema = z.strictObject({
  ...counted,
  max_tokens: z.number().int().min(1),
  temperature: z.number().min(0).max(1).optional(),
  service_tier: z.enum(['auto', 'standard_only']).optional(),
  stream: z.literal(true),
})

type Body = Readonly<Record<string, unknown>>

/** What the Messages API has against a request, or against a question how long one is. */
export function messagesComplaint(
  body: Body,
  strict: Strictness | null,
  isCount: boolean,
): Complaint | null {
  const issue = firstIssue(isCount ? countSchema : schema, body)
  if (issue !== null) return issue
  const roles = (body['messages'] as { role: string }[]).map(({ role }) => role)
  if (roles[0] !== 'user') return { message: 'first message must use the user role', param: '' }
  if (roles.at(-1) !== 'user') {
    return { message: 'This model does not support assistant message prefill', param: '' }
  }
  const marks = JSON.stringify(body['messages']).match(/"cache_control"/g) ?? []
  if (marks.length > 4) return { message: 'A maximum of 4 blocks with cache_control', param: '' }
  const model = strict?.models[String(body['model'])]
  return (model && modelComplaint(body, model)) ?? thinkingComplaint(body)
}

function modelComplaint(body: Body, model: StrictModel): Complaint | null {
  if (!model.seesImages && JSON.stringify(body['messages']).includes('"media_type"')) {
    return { message: 'This model does not support image input', param: '' }
  }
  if (!model.takesTemperature && body['temperature'] !== undefined) {
    return { message: '`temperature` is deprecated for this model.', param: '' }
  }
  const type = (body['thinking'] as { type?: string } | undefined)?.type
  if (type !== undefined && !model.thinkingTypes?.includes(type)) {
    return { message: `"thinking.type.${type}" is not supported for this model.`, param: '' }
  }
  const effort = (body['output_config'] as { effort?: string } | undefined)?.effort
  if (effort !== undefined && !model.efforts.includes(effort)) {
    return { message: 'This model does not support the effort parameter.', param: '' }
  }
  return null
}

function thinkingComplaint(body: Body): Complaint | null {
  const thinking = body['thinking'] as { type: string; budget_tokens?: number } | undefined
  const thinks = thinking?.type === 'enabled' || thinking?.type === 'adaptive'
  if (thinks && body['temperature'] !== undefined && body['temperature'] !== 1) {
    return { message: '`temperature` may only be set to 1 when thinking is enabled', param: '' }
  }
  const budget = thinking?.budget_tokens ?? 0
  if (body['max_tokens'] !== undefined && budget >= Number(body['max_tokens'])) {
    return { message: '`max_tokens` must be greater than `thinking.budget_tokens`', param: '' }
  }
  return null
}
