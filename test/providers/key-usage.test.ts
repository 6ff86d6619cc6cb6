import { expect, test } from 'vitest'
import { compatible } from '../../main/providers/compatible/compatible.ts'
import type { KeyUsage } from '../../main/providers/provider.ts'
import type { Result } from '../../shared/result.ts'
import { fixtureText } from '../drift/fixtures.ts'
import { cannedFetch, connectionTo, secretKey } from './attempt.ts'

const address = 'https://openrouter.ai/api/v1'
const notTold = { failure: { kind: 'usage-not-told', providerName: 'Fake' } }

async function told(
  body: string,
  answer: { status?: number; contentType?: string } = {},
): Promise<Result<KeyUsage>> {
  const { status = 200, contentType = 'application/json' } = answer
  const fetch = cannedFetch({ body, status, headers: { 'content-type': contentType } })
  const asked = compatible.keyUsage?.(connectionTo(address, { fetch }), AbortSignal.timeout(5_000))
  if (!asked) throw new Error('It cannot be asked')
  return asked
}

function data(fields: object): string {
  return JSON.stringify({ data: fields })
}

test('what was spent with a key is read to the last digit, apart from what was paid elsewhere', async () => {
  expect(await told(fixtureText('openrouter-key.json'))).toEqual({
    ok: true,
    value: {
      ever: { ownNanoUsd: 25_500_000_000, byokNanoUsd: 17_380_000_000 },
      month: { ownNanoUsd: 12_250_000_000, byokNanoUsd: 2_000_000_000 },
      week: { ownNanoUsd: 1_500_000_000, byokNanoUsd: 380_000_000 },
      day: { ownNanoUsd: 123_456_790, byokNanoUsd: 0 },
      limitRemainingNanoUsd: 74_500_000_000,
    },
  })
})

test.each([
  ['nothing', undefined],
  ['null', null],
  ['less than nothing', -1],
  ['words', 'much'],
  ['a list', [1]],
  ['more than can be counted', 1e300],
])('a figure that is %s is unknown and never 0', async (_name, usage) => {
  const answer = await told(data({ usage, usage_daily: 1, byok_usage: usage }))
  expect(answer).toMatchObject({
    value: {
      ever: { ownNanoUsd: null, byokNanoUsd: null },
      day: { ownNanoUsd: 1_000_000_000 },
      week: { ownNanoUsd: null },
      limitRemainingNanoUsd: null,
    },
  })
})

test.each([
  ['no JSON', '<html>', 200],
  ['no data', '{}', 200],
  ['data without a figure', data({ label: 'sk-or' }), 200],
  ['another shape', '[1,2]', 200],
  ['404', '{"error":{"message":"No such path"}}', 404],
])('an answer with %s tells nothing', async (_name, body, status) => {
  expect(await told(body, { status })).toMatchObject(notTold)
})

test('a refused key is said to be refused, without the key', async () => {
  const message = `No such key ${secretKey}`
  const refused = await told(JSON.stringify({ error: { message, code: 401 } }), { status: 401 })
  expect(refused).toMatchObject({ failure: { kind: 'key-refused' } })
  expect(JSON.stringify(refused)).not.toContain(secretKey)
})

test('an answer without end is not read to its end', async () => {
  const endless = `{"data":{"label":"${'x'.repeat(11_000_000)}"}}`
  expect(await told(endless)).toMatchObject({ failure: { kind: 'answer-too-large' } })
})

test('it is one GET with the key, to the host it was given for and no other', async () => {
  const asked: { url: string; init: RequestInit | undefined }[] = []
  const fetch: typeof globalThis.fetch = async (input, init) => {
    asked.push({ url: input instanceof Request ? input.url : String(input), init })
    return Response.json({ data: { usage: 1 } })
  }
  const signal = AbortSignal.timeout(5_000)
  const elsewhere = connectionTo('https://api.groq.com/openai/v1', { fetch })
  expect(await compatible.keyUsage?.(elsewhere, signal)).toMatchObject(notTold)
  expect(asked).toEqual([])
  await compatible.keyUsage?.(connectionTo(address, { fetch }), signal)
  expect(asked).toHaveLength(1)
  expect(asked[0]?.url).toBe('https://openrouter.ai/api/v1/key')
  expect(asked[0]?.init?.method ?? 'GET').toBe('GET')
  expect(new Headers(asked[0]?.init?.headers).get('authorization')).toBe(`Bearer ${secretKey}`)
  expect(asked[0]?.init?.body ?? null).toBeNull()
})
