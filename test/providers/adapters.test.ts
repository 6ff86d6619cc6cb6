import { afterEach, describe, expect, test } from 'vitest'
import type { AnswerBehaviour } from '../helpers/fake-provider/behaviour.ts'
import { startFakeProvider } from '../helpers/fake-provider/fake-provider.ts'
import type { FakeProvider } from '../helpers/fake-provider/fake-provider.ts'
import { connectionTo, networkAdapters, requestTo, runToEnd, secretKey } from './attempt.ts'
import type { ProviderAdapter } from '../../main/providers/provider.ts'

let server: FakeProvider
afterEach(() => server.close())

async function ask(adapter: ProviderAdapter, behaviour: AnswerBehaviour, maxOutputTokens = 1_000) {
  server = await startFakeProvider({
    prices: { heavy: { inputUsd: '10', outputUsd: '50' } },
    keys: [secretKey],
    behaviours: { heavy: behaviour },
  })
  const request = requestTo(connectionTo(server.address), { maxOutputTokens })
  const outcome = await runToEnd(adapter, request)
  await server.idle()
  return { ...outcome, row: server.bill().rows[0], sent: server.requests()[0] }
}

describe.each(networkAdapters)('$kind', ({ kind, adapter, path }) => {
  test('a whole answer arrives word for word, with the usage the provider bills', async () => {
    const text = 'Credits are one meter 🙂 für alle. 一つの残高.'
    const outcome = await ask(adapter, { kind: 'answer', text })
    expect(outcome.ending).toEqual({ kind: 'completed' })
    expect(outcome.text).toBe(text)
    expect(outcome.usage?.inputTokens).toBe(outcome.row?.inputTokens)
    expect(outcome.usage?.outputTokens).toBe(outcome.row?.outputTokens)
    expect(outcome.events.filter(({ type }) => type === 'reference')).toHaveLength(1)
    expect(server.requests()).toHaveLength(1)
  })

  test('a cost is not made up: it is unknown where the provider does not say it', async () => {
    const { events } = await ask(adapter, { kind: 'answer', usage: 'twice' })
    const costs = events.flatMap((event) => (event.type === 'usage' ? [event.costNanoUsd] : []))
    expect(costs.length).toBeGreaterThanOrEqual(2)
    expect(new Set(costs)).toEqual(new Set([null]))
  })

  test('cached input is counted once, in its own class, and inside the whole', async () => {
    const writeLong = kind === 'compatible' ? 0 : 1
    const cache = { read: 3, writeShort: 2, writeLong }
    const { usage, row } = await ask(adapter, { kind: 'answer', cache })
    expect(usage?.inputTokens).toBe(row?.inputTokens)
    expect(usage?.cacheReadTokens).toBe(3)
    expect(usage?.cacheWriteShortTokens).toBe(2)
    expect(usage?.cacheWriteLongTokens ?? 0).toBe(writeLong)
  })

  test('hidden reasoning is inside the output, and said apart', async () => {
    const { usage, row } = await ask(adapter, { kind: 'answer', reasoningTokens: 200 })
    expect(usage?.outputTokens).toBe(row?.outputTokens)
    expect(usage?.reasoningTokens).toBe(200)
  })

  test('usage said twice is not added up: the last one stands', async () => {
    const { usage, row } = await ask(adapter, { kind: 'answer', usage: 'twice' })
    expect(usage?.inputTokens).toBe(row?.inputTokens)
    expect(usage?.outputTokens).toBe(row?.outputTokens)
  })

  test('usage that is never said is unknown, not zero, and the answer is still complete', async () => {
    const { usage, ending } = await ask(adapter, { kind: 'answer', usage: 'none' })
    expect(ending).toEqual({ kind: 'completed' })
    expect(usage?.outputTokens ?? null).toBeNull()
    expect(usage?.inputTokens ?? null).toBeNull()
  })

  test('an answer at its output limit ends as such, and the limit is what was sent', async () => {
    const { ending, usage, row } = await ask(
      adapter,
      { kind: 'answer', text: 'a b c d '.repeat(20) },
      9,
    )
    expect(ending).toEqual({ kind: 'length' })
    expect(usage?.outputTokens).toBe(row?.outputTokens)
    expect(row?.outputTokens).toBeLessThanOrEqual(9)
  })

  test('an answer the provider will not give ends as refused, with its usage', async () => {
    const { ending, usage, row } = await ask(adapter, { kind: 'answer', finish: 'refused' })
    expect(ending).toEqual({ kind: 'refused' })
    expect(usage?.outputTokens).toBe(row?.outputTokens)
  })

  test('an answer the provider’s filter ends is told apart where the provider does', async () => {
    const { ending, usage, row } = await ask(adapter, { kind: 'answer', finish: 'filtered' })
    expect(ending).toEqual({ kind: kind === 'anthropic' ? 'refused' : 'filtered' })
    expect(usage?.outputTokens).toBe(row?.outputTokens)
  })

  test('the key and nothing of this computer is in the headers', async () => {
    const { sent } = await ask(adapter, { kind: 'answer' })
    expect(sent?.path).toBe(path)
    expect(sent?.headers.authorization).toBe(`Bearer ${secretKey}`)
    expect(
      Object.keys(sent?.headers ?? {}).filter((name) => name.startsWith('x-stainless')),
    ).toEqual([])
    expect(sent?.headers['user-agent']).toBe('Farthing')
  })

  test('without a key no key is sent', async () => {
    server = await startFakeProvider({ prices: { heavy: { inputUsd: '0', outputUsd: '0' } } })
    const outcome = await runToEnd(adapter, requestTo(connectionTo(server.address, { key: null })))
    expect(outcome.ending).toEqual({ kind: 'completed' })
    expect(server.requests()[0]?.key).toBeNull()
  })
})

test('OpenAI is told not to store anything', async () => {
  const { sent } = await ask(networkAdapters[0]!.adapter, { kind: 'answer' })
  expect(sent?.body).toMatchObject({ store: false, stream: true, max_output_tokens: 1_000 })
  expect(sent?.headers['x-client-request-id']).toBe('attempt-1')
})

test('a compatible server is asked for usage, and for its limit by the older name', async () => {
  const { sent } = await ask(networkAdapters[1]!.adapter, { kind: 'answer' })
  expect(sent?.body).toMatchObject({ max_tokens: 1_000, stream_options: { include_usage: true } })
  expect(sent?.body).not.toHaveProperty('max_completion_tokens')
})

test('Anthropic is met at its address with and without /v1', async () => {
  server = await startFakeProvider({ prices: { heavy: { inputUsd: '1', outputUsd: '1' } } })
  for (const address of [
    server.origin,
    `${server.origin}/`,
    server.address,
    `${server.address}/`,
  ]) {
    const { ending } = await runToEnd(networkAdapters[2]!.adapter, requestTo(connectionTo(address)))
    expect(ending).toEqual({ kind: 'completed' })
  }
})

test('no byte leaves before the first next()', async () => {
  server = await startFakeProvider({ prices: {} })
  for (const { adapter } of networkAdapters) adapter.stream(requestTo(connectionTo(server.address)))
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(server.requests()).toEqual([])
})
