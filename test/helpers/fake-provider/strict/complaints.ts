import { chatComplaint } from './chat-rules.ts'
import type { Complaint, Strictness } from './house.ts'
import { messagesComplaint } from './messages-rules.ts'
import { responsesComplaint } from './responses-rules.ts'

type Body = Readonly<Record<string, unknown>>

const rules: Readonly<Record<string, (body: Body, strict: Strictness | null) => Complaint | null>> =
  {
    '/v1/chat/completions': chatComplaint,
    '/v1/responses': (body, strict) => responsesComplaint(body, strict, false),
    '/v1/responses/input_tokens': (body, strict) => responsesComplaint(body, strict, true),
    '/v1/messages': (body, strict) => messagesComplaint(body, strict, false),
    '/v1/messages/count_tokens': (body, strict) => messagesComplaint(body, strict, true),
  }

/**
 * What the real provider would refuse a request for; null when it takes it. What all of them refuse
 * is always looked for; what one house or one model does not take, where that is given.
 */
export function complaintAbout(
  path: string,
  body: Body,
  strict: Strictness | null,
): Complaint | null {
  return rules[path]?.(body, strict) ?? null
}

/** The status and words a house refuses with. */
export function refusalOf(
  path: string,
  { message, param }: Complaint,
  strict: Strictness | null,
): { status: number; body: string } {
  if (strict?.house === 'mistral') {
    const detail = [{ type: 'extra_forbidden', loc: ['body', param], msg: message, input: null }]
    return { status: 422, body: JSON.stringify({ object: 'error', message: { detail } }) }
  }
  const type = 'invalid_request_error'
  const body = path.startsWith('/v1/messages')
    ? { type: 'error', error: { type, message }, request_id: 'req_fake' }
    : { error: { message, type, param, code: 'unsupported_value' } }
  return { status: 400, body: JSON.stringify(body) }
}
