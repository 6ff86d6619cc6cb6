import { describe, expect, test } from 'vitest'
import { faultOfAnswer, faultOfEvent } from '../../main/providers/failures-of.ts'
import type { FaultContext } from '../../main/providers/failures-of.ts'
import type { FailureEvidence } from '../../main/providers/provider.ts'
import type { FailureKind } from '../../shared/failures.ts'
import {
  cannedFetch,
  connectionTo,
  failureOf,
  networkAdapters,
  requestTo,
  runToEnd,
  secretKey,
} from './attempt.ts'
import { readWire, wireFiles } from './wire.ts'

const context: FaultContext = {
  providerName: 'Fake',
  host: 'fake.test',
  modelName: 'Heavy',
  keys: [secretKey],
}

const expected: Readonly<Record<string, readonly [FailureKind, FailureEvidence]>> = {
  'errors/oai-400-context.json': ['context-too-long', 'refused'],
  'errors/oai-401.json': ['key-refused', 'refused'],
  'errors/oai-404-model.json': ['model-not-found', 'refused'],
  'errors/oai-429-rate.json': ['rate-limited', 'refused'],
  'errors/oai-500.json': ['provider-busy', 'unknown'],
  'errors/oai-503.json': ['provider-busy', 'unknown'],
  'errors/ant-400-context.json': ['context-too-long', 'refused'],
  'errors/ant-401.json': ['key-refused', 'refused'],
  'errors/ant-402-billing.json': ['no-money-at-provider', 'refused'],
  'errors/ant-404-model.json': ['model-not-found', 'refused'],
  'errors/ant-413.json': ['request-too-large', 'refused'],
  'errors/ant-429-rate.json': ['rate-limited', 'refused'],
  'errors/ant-500.json': ['provider-busy', 'unknown'],
  'errors/ant-529.json': ['provider-busy', 'refused'],
  'errors/gemini-400-array.json': ['key-refused', 'refused'],
  'errors/deepseek-402.json': ['no-money-at-provider', 'refused'],
  'errors/openrouter-429.json': ['rate-limited', 'refused'],
  'errors/mistral-401.json': ['key-refused', 'refused'],
  'errors/mistral-429.json': ['rate-limited', 'refused'],
  'errors/ollama-404.json': ['model-not-found', 'refused'],
}

const errorFiles = wireFiles.filter(({ api }) => api === 'error')

test('every recorded error has its row', () => {
  expect(errorFiles.map(({ file }) => file).toSorted()).toEqual(Object.keys(expected).toSorted())
})

describe.each(errorFiles)('$file', ({ file, status, headers }) => {
  test.each(networkAdapters)('is the failure it should be, through $kind', async ({ adapter }) => {
    const fetch = cannedFetch({ body: readWire(file), status, headers })
    const request = requestTo(connectionTo('https://fake.test', { fetch }))
    const { ending, events } = await runToEnd(adapter, request)
    const [kind, evidence] = expected[file]!
    expect(ending).toMatchObject({ kind: 'failed', failure: { kind }, evidence })
    expect(events).toEqual([])
  })
})

function faultOf(status: number, body: string, headers: Readonly<Record<string, string>> = {}) {
  return faultOfAnswer({ status, body, headers: new Headers(headers) }, context, 0)
}

describe('the body tells what the status alone does not', () => {
  const rows: readonly (readonly [string, number, string, FailureKind])[] = [
    [
      'quota used up',
      429,
      '{"error":{"code":"insufficient_quota","message":"x"}}',
      'no-money-at-provider',
    ],
    [
      'spend limit',
      429,
      '{"type":"error","error":{"type":"rate_limit_error","details":{"error_code":"enforced_spend_limit_reached"}}}',
      'no-money-at-provider',
    ],
    [
      'credit balance',
      400,
      '{"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low"}}',
      'no-money-at-provider',
    ],
    ['not allowed', 403, '{"error":{"message":"Your organisation may not"}}', 'not-allowed'],
    ['a sentence in error', 400, '{"error":"context length of 4096 exceeded"}', 'context-too-long'],
    ['a list of complaints', 422, '{"detail":[{"msg":"field required"}]}', 'request-refused'],
    ['a model in a 400', 400, '{"message":"Invalid model: nope","code":"1500"}', 'model-not-found'],
    [
      'a proxy’s page',
      502,
      '<html><head><title>502 Bad Gateway</title></head></html>',
      'provider-busy',
    ],
    ['a page for a wrong path', 404, '<!doctype html><title>Not found</title>', 'not-an-api'],
    ['nothing at a wrong path', 404, '', 'not-an-api'],
    ['a page for a wrong key', 401, '<html><title>Unauthorized</title></html>', 'key-refused'],
    ['nothing at all', 418, '', 'request-refused'],
    ['half of a body', 400, '{"error":{"mess', 'request-refused'],
    ['a proxy’s own bound', 413, '<html><title>413</title></html>', 'request-too-large'],
    [
      'too large for the context',
      413,
      '{"error":{"message":"context length of 8192 exceeded"}}',
      'context-too-long',
    ],
    ['a request that took too long', 408, '', 'provider-busy'],
    ['a request that took too long upstream', 504, '', 'provider-busy'],
    [
      'xAI: a key in a 400',
      400,
      '{"code":"Client specified an invalid argument","error":"Incorrect API key provided: xa***"}',
      'key-refused',
    ],
    [
      'xAI: nothing left, in a 429',
      429,
      '{"code":"Some resource has been exhausted","error":"Your team has used all available credits"}',
      'no-money-at-provider',
    ],
    [
      'xAI: nothing there yet, in a 403',
      403,
      '{"error":"Your newly created team does not have any credits yet"}',
      'no-money-at-provider',
    ],
    [
      'xAI: too long',
      400,
      '{"error":"This model\'s maximum prompt length is 131072 but the request contains 537812 tokens."}',
      'context-too-long',
    ],
    [
      'Gemini: too long',
      400,
      '[{"error":{"code":400,"message":"The input token count (1200345) exceeds the maximum number of tokens allowed (1048576).","status":"INVALID_ARGUMENT"}}]',
      'context-too-long',
    ],
    [
      'Gemini: too many requests, with words about billing',
      429,
      '[{"error":{"code":429,"message":"You exceeded your current quota, please check your plan and billing details.","status":"RESOURCE_EXHAUSTED"}}]',
      'rate-limited',
    ],
    [
      'OpenRouter: the bound of a key',
      403,
      '{"error":{"code":403,"message":"Key limit exceeded (monthly limit)"}}',
      'no-money-at-provider',
    ],
    [
      'OpenRouter: what was asked for',
      403,
      '{"error":{"code":403,"message":"This input was flagged","metadata":{"reasons":["x"]}}}',
      'not-allowed',
    ],
    [
      'Anthropic: a spend limit of one’s own',
      400,
      '{"type":"error","error":{"type":"invalid_request_error","message":"You have reached your specified API usage limits."}}',
      'no-money-at-provider',
    ],
    [
      'Moonshot: quota used up',
      429,
      '{"error":{"type":"exceeded_current_quota_error","message":"x"}}',
      'no-money-at-provider',
    ],
    [
      'llama.cpp: too long',
      400,
      '{"error":{"code":400,"type":"exceed_context_size_error","message":"the request exceeds"}}',
      'context-too-long',
    ],
    [
      'Anthropic: too long with its answer',
      400,
      '{"type":"error","error":{"type":"invalid_request_error","message":"input length and `max_tokens` exceed context limit: 188240 + 21333 > 200000"}}',
      'context-too-long',
    ],
    [
      'Together: too long with its answer',
      422,
      '{"error":{"message":"Input validation error: `inputs` tokens + `max_new_tokens` must be <= 8193."}}',
      'context-too-long',
    ],
    [
      'OpenAI: more than a minute allows, which no waiting helps',
      429,
      '{"error":{"message":"Request too large for gpt-4o on tokens per min (TPM): Limit 30000, Requested 90000.","type":"tokens","code":"rate_limit_exceeded"}}',
      'request-too-large',
    ],
    [
      'Groq: a model that was taken away',
      400,
      '{"error":{"message":"The model `x` has been decommissioned","code":"model_decommissioned"}}',
      'model-not-found',
    ],
    [
      'Gemini: no key at all',
      400,
      '[{"error":{"code":400,"message":"Missing or invalid Authorization header."}}]',
      'key-refused',
    ],
    [
      'OpenRouter: a model that is there, and not for this',
      404,
      '{"error":{"code":404,"message":"No endpoints found that support image input"}}',
      'request-refused',
    ],
    [
      'OpenRouter: what a maker said to it',
      400,
      '{"error":{"code":400,"message":"Provider returned error","metadata":{"provider_name":"x","raw":"{\\"error\\":{\\"message\\":\\"prompt is too long: 9 tokens > 8 maximum\\"}}"}}}',
      'context-too-long',
    ],
    [
      'OpenRouter: what a maker said to it, in a sentence',
      400,
      '{"error":{"code":400,"message":"Provider returned error","metadata":{"raw":"maximum context length is 8192"}}}',
      'context-too-long',
    ],
    [
      'OpenRouter: that its own account at a maker is used up',
      429,
      '{"error":{"code":429,"message":"Provider returned error","metadata":{"raw":"{\\"error\\":{\\"code\\":\\"insufficient_quota\\",\\"message\\":\\"x\\"}}"}}}',
      'rate-limited',
    ],
    ['LM Studio: a bare sentence', 400, '{"error":"Model type invalid"}', 'request-refused'],
  ]
  test.each(rows)('%s', (_name, status, body, kind) => {
    expect(faultOf(status, body).failure.kind).toBe(kind)
  })

  test.each([
    [400, 'refused'],
    [408, 'refused'],
    [429, 'refused'],
    [500, 'unknown'],
    [502, 'unknown'],
    [503, 'unknown'],
    [504, 'unknown'],
    [524, 'unknown'],
    [529, 'refused'],
  ])('%d says of the bill: %s', (status, evidence) => {
    expect(faultOf(status, '{}').evidence).toBe(evidence)
  })
})

describe('how long to wait is what the provider says, within a day', () => {
  const rows: readonly (readonly [
    string,
    string,
    Readonly<Record<string, string>>,
    number | null,
  ])[] = [
    ['milliseconds before seconds', '{}', { 'retry-after-ms': '900', 'retry-after': '1' }, 900],
    ['seconds', '{}', { 'retry-after': '2' }, 2_000],
    ['a date', '{}', { 'retry-after': 'Thu, 01 Jan 1970 00:00:30 GMT' }, 30_000],
    ['a date in the past', '{}', { 'retry-after': 'Thu, 01 Jan 1960 00:00:30 GMT' }, 0],
    ['a year', '{}', { 'retry-after': '31536000' }, 86_400_000],
    ['nonsense', '{}', { 'retry-after': '-5' }, null],
    ['nothing', '{}', {}, null],
    ['in the body', '[{"error":{"code":429,"details":[{"retryDelay":"23.5s"}]}}]', {}, 23_500],
  ]
  test.each(rows)('%s', (_name, body, headers, retryAfterMs) => {
    expect(faultOf(429, body, headers).failure).toEqual({
      kind: 'rate-limited',
      providerName: 'Fake',
      retryAfterMs,
    })
  })
})

test.each([[429], [503], [529]])(
  '%d may say how long to wait, also where its sentence does not',
  (status) => {
    expect(faultOf(status, '{}', { 'retry-after': '7' }).retryAfterMs).toBe(7_000)
    expect(faultOf(status, '{}', { 'retry-after': '31536000' }).retryAfterMs).toBe(86_400_000)
    expect(faultOf(status, '{}')).not.toHaveProperty('retryAfterMs')
  },
)

describe('a field the same can be asked without is named', () => {
  test.each([
    [400, '{"error":{"message":"Unsupported parameter","param":"temperature"}}', 'temperature'],
    [
      422,
      '{"detail":[{"msg":"stream_options: extra inputs are not permitted"}]}',
      'stream_options',
    ],
    [
      400,
      '{"error":{"code":400,"message":"Provider returned error","metadata":{"raw":"{\\"error\\":{\\"message\\":\\"Unsupported value\\",\\"param\\":\\"temperature\\"}}"}}}',
      'temperature',
    ],
    [400, '{"error":{"message":"The request is malformed"}}', undefined],
    [500, '{"error":{"message":"Unsupported parameter","param":"temperature"}}', undefined],
    [400, '{"error":{"message":"context length exceeded","param":"max_tokens"}}', undefined],
  ])('%d %s', (status, body, unsupported) => {
    expect(faultOf(status, body).unsupported).toBe(unsupported)
  })
})

describe('an error inside a stream has no status, and its code stands in for one', () => {
  test.each([
    [{ type: 'overloaded_error', message: 'x' }, 'provider-busy', 'refused'],
    [{ type: 'error', error: { type: 'rate_limit_error' } }, 'rate-limited', 'refused'],
    [{ code: 429, message: 'x' }, 'rate-limited', 'refused'],
    [{ code: 502, message: 'x' }, 'provider-busy', 'unknown'],
    [{ code: 'insufficient_quota' }, 'no-money-at-provider', 'refused'],
    [{ type: 'server_error', code: null }, 'provider-busy', 'unknown'],
    [{ type: 'request_too_large' }, 'request-too-large', 'refused'],
    [{ code: 'context_length_exceeded' }, 'context-too-long', 'refused'],
    [[{ error: { code: 503, status: 'UNAVAILABLE' } }], 'provider-busy', 'unknown'],
    ['a bare sentence', 'provider-busy', 'unknown'],
    [{}, 'provider-busy', 'unknown'],
  ])('%j', (error, kind, evidence) => {
    expect(faultOfEvent(error, context)).toMatchObject({ failure: { kind }, evidence })
  })
})

test('an error inside a stream may say how long to wait, within a day', () => {
  const saying = (retryDelay: string) => [{ error: { code: 429, details: [{ retryDelay }] } }]
  expect(faultOfEvent(saying('7s'), context)).toMatchObject({
    failure: { kind: 'rate-limited', retryAfterMs: 7_000 },
    retryAfterMs: 7_000,
  })
  expect(faultOfEvent(saying('9999999s'), context).retryAfterMs).toBe(86_400_000)
})

describe('the key is in no failure, wherever a provider echoes it', () => {
  const echo = `Incorrect API key provided: ${secretKey}`
  const bodies = [
    JSON.stringify({ error: { message: echo, code: echo, type: echo } }),
    JSON.stringify({ detail: echo }),
    JSON.stringify({ error: { message: 'Provider returned error', metadata: { raw: echo } } }),
    JSON.stringify([{ error: { message: echo, status: echo } }]),
    JSON.stringify({ error: echo }),
    `<html><title>${echo}</title></html>`,
    echo,
  ]
  const statuses = [400, 401, 402, 403, 404, 413, 418, 422, 429, 500, 529]
  test.each(networkAdapters)('$kind', async ({ adapter }) => {
    for (const status of statuses) {
      for (const body of bodies) {
        const fetch = cannedFetch({
          body,
          status,
          headers: { 'content-type': `text/html ${secretKey}` },
        })
        const { ending } = await runToEnd(
          adapter,
          requestTo(connectionTo('https://fake.test', { fetch })),
        )
        expect(failureOf(ending)).not.toBeNull()
        expect(JSON.stringify(ending)).not.toContain(secretKey)
      }
    }
  })

  test.each(networkAdapters)('$kind, in an error event after text', async ({ kind, adapter }) => {
    const start = readWire(
      {
        openai: 'oai-resp-normal.txt',
        compatible: 'oai-chat-normal.txt',
        anthropic: 'ant-normal.txt',
      }[kind],
    )
    const half = start.slice(0, start.indexOf('\n\n', start.length / 2) + 2)
    const error = { type: 'error', error: { type: 'invalid_request_error', message: echo } }
    const fetch = cannedFetch({ body: `${half}event: error\ndata: ${JSON.stringify(error)}\n\n` })
    const { ending } = await runToEnd(
      adapter,
      requestTo(connectionTo('https://fake.test', { fetch })),
    )
    expect(ending).toMatchObject({ kind: 'truncated', failure: { kind: 'key-refused' } })
    expect(JSON.stringify(ending)).not.toContain(secretKey)
  })
})
