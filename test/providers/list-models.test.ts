import { afterEach, describe, expect, test } from 'vitest'
import type { ListedModel } from '../../main/providers/provider.ts'
import type { Result } from '../../shared/result.ts'
import { startFakeProvider } from '../helpers/fake-provider/fake-provider.ts'
import type { FakeProvider } from '../helpers/fake-provider/fake-provider.ts'
import { htmlPage } from '../helpers/fake-provider/behaviour.ts'
import { cannedFetch, connectionTo, networkAdapters, secretKey } from './attempt.ts'
import { readWire } from './wire.ts'

const price = { inputUsd: '1', outputUsd: '1' }
const never = new AbortController().signal
let server: FakeProvider
afterEach(() => server?.close())

function idsOf(listed: Result<ListedModel[]>): readonly string[] {
  return listed.ok ? listed.value.map(({ modelId }) => modelId) : [listed.failure.kind]
}

describe.each(networkAdapters)('$kind', ({ kind, adapter }) => {
  test('lists what the provider has for this key', async () => {
    server = await startFakeProvider({ prices: { heavy: price, light: price }, keys: [secretKey] })
    const listed = await adapter.listModels(connectionTo(server.address), never)
    expect(idsOf(listed)).toEqual(['heavy', 'light'])
  })

  test('a recorded list is read', async () => {
    const body = readWire(kind === 'anthropic' ? 'json/ant-models.json' : 'json/oai-models.json')
    const fetch = cannedFetch({ body, headers: { 'content-type': 'application/json' } })
    const listed = await adapter.listModels(connectionTo('https://fake.test/v1', { fetch }), never)
    const ids = kind === 'anthropic' ? ['claude-opus-5-5'] : ['gpt-6-sol', 'gpt-6-luna']
    expect(idsOf(listed)).toEqual(ids)
  })

  test('doubled, nameless and odd rows do no harm', async () => {
    const data = [{ id: 'one' }, { id: 'one' }, { id: 7 }, null, 'two', { id: '' }, { id: 'three' }]
    const body = JSON.stringify({ data, has_more: false })
    const fetch = cannedFetch({ body, headers: { 'content-type': 'application/json' } })
    const listed = await adapter.listModels(connectionTo('https://fake.test/v1', { fetch }), never)
    expect(idsOf(listed)).toEqual(['one', 'three'])
  })

  test.each([
    ['a wrong key', { kind: 'error', status: 401 }, 'key-refused'],
    ['too often', { kind: 'error', status: 429 }, 'rate-limited'],
    ['an outage', { kind: 'error', status: 503 }, 'provider-busy'],
    ['no such path', { kind: 'error', status: 404, body: '' }, 'not-an-api'],
    ['a page', htmlPage, 'not-an-api'],
    ['half a list', { kind: 'raw', body: '{"data":[' }, 'stream-damaged'],
  ] as const)('%s is the failure it is in a stream', async (_name, behaviour, failureKind) => {
    server = await startFakeProvider({ prices: {} })
    server.queue(behaviour)
    const listed = await adapter.listModels(connectionTo(server.address), never)
    expect(listed).toMatchObject({ ok: false, failure: { kind: failureKind } })
    expect(JSON.stringify(listed)).not.toContain(secretKey)
  })

  test('a provider that says nothing is given up on', async () => {
    server = await startFakeProvider({ prices: {} })
    server.queue({ kind: 'raw', body: '{"data":[', end: 'hang' })
    const listed = await adapter.listModels(
      connectionTo(server.address, { idleTimeoutMs: 60 }),
      never,
    )
    expect(listed).toMatchObject({ ok: false, failure: { kind: 'stalled' } })
  })
})

test('a bare list is a list too', async () => {
  const fetch = cannedFetch({
    body: '[{"id":"one"}]',
    headers: { 'content-type': 'application/json' },
  })
  const { adapter } = networkAdapters[1]!
  const listed = await adapter.listModels(connectionTo('https://fake.test/v1', { fetch }), never)
  expect(idsOf(listed)).toEqual(['one'])
})
