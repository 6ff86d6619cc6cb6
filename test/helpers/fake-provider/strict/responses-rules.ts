import { z } from 'zod'
import { firstIssue, imageDataUrl, saidText } from './content.ts'
import type { Complaint, Strictness } from './house.ts'

const userParts = z
  .array(
    z.union([
      z.strictObject({ type: z.literal('input_text'), text: saidText }),
      z.strictObject({
        type: z.literal('input_image'),
        detail: z.enum(['auto', 'low', 'high', 'original']),
        image_url: imageDataUrl,
      }),
    ]),
  )
  .min(1)

/** Ids, reasoning and calls of other answers are not known here, and refused. */
const item = z.union([
  z.strictObject({ role: z.literal('user'), content: z.union([saidText, userParts]) }),
  z.strictObject({ role: z.literal('assistant'), content: saidText }),
])

const counted = {
  model: z.string().min(1),
  instructions: saidText.optional(),
  input: z.array(item).min(1),
  reasoning: z
    .strictObject({
      effort: z.string().optional(),
      summary: z.enum(['auto', 'concise', 'detailed']).optional(),
    })
    .optional(),
}

/** What a count takes: nothing of how the answer is made. */
const countSchema = z.strictObject(counted)

const schema = z.strictObject({
  ...counted,
  max_output_tokens: z.number().int().min(1),
  temperature: z.number().min(0).max(2).optional(),
  service_tier: z.enum(['auto', 'default', 'flex', 'priority']).optional(),
  store: z.boolean().optional(),
  stream: z.literal(true),
})

/** OpenAI gives no answer shorter than this. */
const MIN_OUTPUT_TOKENS = 16

type Body = Readonly<Record<string, unknown>>

/** What the Responses API has against a request, or against a question how long one is. */
export function responsesComplaint(
  body: Body,
  strict: Strictness | null,
  isCount: boolean,
): Complaint | null {
  const issue = firstIssue(isCount ? countSchema : schema, body)
  if (issue !== null) return issue
  const model = strict?.models[String(body['model'])]
  if (!model) return null
  const unsupported = (param: string): Complaint => ({
    message: `Unsupported parameter: '${param}' is not supported with this model.`,
    param,
  })
  if (!isCount && Number(body['max_output_tokens']) < MIN_OUTPUT_TOKENS) {
    return { message: 'integer below minimum value', param: 'max_output_tokens' }
  }
  if (!model.seesImages && JSON.stringify(body['input']).includes('"input_image"')) {
    return { message: 'This model does not support image input', param: 'input' }
  }
  if (!model.takesTemperature && body['temperature'] !== undefined)
    return unsupported('temperature')
  const reasoning = body['reasoning'] as { effort?: string; summary?: string } | undefined
  if (reasoning && !model.isThinker) return unsupported('reasoning')
  const { effort } = reasoning ?? {}
  return effort === undefined || model.efforts.includes(effort)
    ? null
    : unsupported('reasoning.effort')
}
