import { expect, test } from 'vitest'
import { readErrorText } from '../../main/providers/error-body.ts'
import { unsupportedIn } from '../../main/providers/unsupported.ts'

const said = (message: string, param?: string) => ({
  message,
  codes: ['invalid_request_error'],
  ...(param !== undefined && { param }),
})

test.each([
  ["Unsupported parameter: 'temperature' is not supported with this model.", 'temperature'],
  ['`temperature` is deprecated for this model.', 'temperature'],
  ['stream_options is not permitted', 'stream_options'],
  ['Extra inputs are not permitted: body.stream_options', 'stream_options'],
  [
    "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
    'max_tokens_name',
  ],
  ['Extra inputs are not permitted: body.max_completion_tokens', 'max_tokens_name'],
  ['Unrecognized request argument supplied: reasoning_effort', 'effort'],
  ['reasoning_format is not supported with this model', 'effort'],
  [
    '"thinking.type.disabled" is not supported for this model. Use "thinking.type.adaptive" and "output_config.effort" to control thinking behavior.',
    'effort',
  ],
  [
    'Your organization must be verified to generate reasoning summaries. Please go to settings.',
    'reasoning_summary',
  ],
  ['Invalid service_tier argument', 'service_tier'],
  ['messages.2.content.0.text.cache_control: Extra inputs are not permitted', 'cache_control'],
  ['System role not supported', 'system'],
  ['Developer instruction is not enabled for models/gemma-3-27b-it', 'system'],
  ['Conversation roles must alternate; only user and assistant roles are supported!', 'system'],
] as const)('“%s” is about %s', (message, field) => {
  expect(unsupportedIn(400, said(message))).toBe(field)
  expect(unsupportedIn(422, said(message))).toBe(field)
})

test('the field an error names apart counts as said', () => {
  const verify = said('Your organization must be verified.', 'reasoning.summary')
  expect(unsupportedIn(400, verify)).toBe('reasoning_summary')
  expect(unsupportedIn(422, said('Extra inputs are not permitted', 'stream_options'))).toBe(
    'stream_options',
  )
})

test.each([
  ['max_tokens is too large: 128000. This model supports at most 16384 completion tokens.'],
  ['prompt is too long: 210000 tokens > 200000 maximum'],
  ['messages: text content blocks must be non-empty'],
  ['The model `gpt-9` does not exist'],
  ['Invalid image data'],
  [''],
])('“%s” is about no field that could be left out', (message) => {
  expect(unsupportedIn(400, said(message))).toBeUndefined()
})

test('only a complaint about the request counts, not an outage or a wrong key', () => {
  const message = "Unsupported parameter: 'temperature'"
  for (const status of [401, 403, 404, 413, 429, 500, 503]) {
    expect(unsupportedIn(status, said(message))).toBeUndefined()
  }
})

test.each([
  ['a sentence', { detail: 'Unsupported parameter: stream_options' }],
  ['a list', { detail: [complaint('stream_options')] }],
  [
    'a list inside the message',
    { object: 'error', message: { detail: [complaint('stream_options')] } },
  ],
])('the field is found where FastAPI puts it: %s', (_name, body) => {
  const read = readErrorText(JSON.stringify(body))
  expect(unsupportedIn(422, read)).toBe('stream_options')
  expect(read.isFromApi).toBe(true)
})

function complaint(field: string): object {
  return { type: 'extra_forbidden', loc: ['body', field], msg: 'Extra inputs are not permitted' }
}
