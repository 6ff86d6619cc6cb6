import { afterEach, describe, expect, test } from 'vitest'
import { anthropic } from '../../main/providers/anthropic/anthropic.ts'
import { compatible } from '../../main/providers/compatible/compatible.ts'
import { openAi } from '../../main/providers/openai/openai.ts'
import { startFakeProvider } from '../helpers/fake-provider/fake-provider.ts'
import type { FakeProvider } from '../helpers/fake-provider/fake-provider.ts'
import type { ProviderRequest } from '../../main/providers/provider.ts'
import { connectionTo, requestTo, runToEnd, says, secretKey } from './attempt.ts'

const prices = { heavy: { inputUsd: '1', outputUsd: '1' } }
let server: FakeProvider
afterEach(() => server?.close())

const counting = [
  { kind: 'openai', adapter: openAi, path: '/v1/responses/input_tokens' },
  { kind: 'anthropic', adapter: anthropic, path: '/v1/messages/count_tokens' },
] as const

const long: Partial<ProviderRequest> = {
  system: 'Be brief.',
  messages: [says('user', 'One'), says('assistant', 'Two'), says('user', 'Three')],
}

describe.each(counting)('$kind', ({ adapter, path }) => {
  test('counts what the answer will be billed for, and nothing is billed for counting', async () => {
    server = await startFakeProvider({ prices, keys: [secretKey] })
    const request = requestTo(connectionTo(server.address), long)
    const counted = await adapter.countInput?.(request)
    expect(server.bill().rows).toEqual([])
    expect(server.requests()[0]).toMatchObject({ path, key: secretKey })
    await runToEnd(adapter, request)
    expect(counted).toEqual({ ok: true, value: server.bill().rows[0]?.inputTokens })
  })

  test.each([
    ['a wrong key', { kind: 'error', status: 401 }, 'key-refused'],
    ['too often', { kind: 'error', status: 429 }, 'rate-limited'],
    ['half an answer', { kind: 'raw', body: '{"input_tokens":' }, 'stream-damaged'],
    ['another answer', { kind: 'raw', body: '{"tokens":5}' }, 'stream-damaged'],
    ['a number as text', { kind: 'raw', body: '{"input_tokens":"5"}' }, 'stream-damaged'],
    ['fewer than none', { kind: 'raw', body: '{"input_tokens":-5}' }, 'stream-damaged'],
  ] as const)('%s is a failure, not a count', async (_name, behaviour, kind) => {
    server = await startFakeProvider({ prices })
    server.queue(behaviour)
    const counted = await adapter.countInput?.(requestTo(connectionTo(server.address)))
    expect(counted).toMatchObject({ ok: false, failure: { kind } })
  })

  test('once stopped, nobody is asked', async () => {
    server = await startFakeProvider({ prices })
    const signal = AbortSignal.abort()
    const counted = await adapter.countInput?.(requestTo(connectionTo(server.address), { signal }))
    expect(counted).toMatchObject({ ok: false })
    expect(server.requests()).toEqual([])
  })
})

test('where a provider has no such call, there is nothing to ask', () => {
  expect(compatible.countInput).toBeUndefined()
})
