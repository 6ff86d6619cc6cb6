import { describe, expect, test } from 'vitest'
import { openExchange } from '../../main/providers/exchange.ts'
import { htmlPage } from '../helpers/fake-provider/behaviour.ts'
import { connectionTo, networkAdapters, requestTo, runToEnd } from './attempt.ts'
import { freePort, listen, serve } from './servers.ts'

describe.each(networkAdapters)('$kind', ({ adapter }) => {
  test('a redirect is not followed, so the key goes nowhere else', async () => {
    const thief = await serve({ kind: 'answer' })
    const server = await serve({ kind: 'redirect', to: `${thief.address}/chat/completions` })
    const { ending } = await runToEnd(adapter, requestTo(connectionTo(server.address)))
    expect(ending).toMatchObject({
      kind: 'failed',
      failure: { kind: 'not-an-api', contentType: 'redirect' },
      evidence: 'refused',
    })
    expect(thief.requests()).toEqual([])
  })

  test('a web page with status 200 is not an API, and nothing was billed', async () => {
    const server = await serve(htmlPage)
    const { ending } = await runToEnd(adapter, requestTo(connectionTo(server.address)))
    expect(ending).toMatchObject({
      kind: 'failed',
      failure: { kind: 'not-an-api', contentType: 'text/html', host: new URL(server.origin).host },
      evidence: 'refused',
    })
  })

  test('plain text that is no stream is not an API either', async () => {
    const server = await serve({ kind: 'raw', contentType: 'text/plain', body: 'It works!' })
    const { ending } = await runToEnd(adapter, requestTo(connectionTo(server.address)))
    expect(ending).toMatchObject({ kind: 'failed', failure: { kind: 'not-an-api' } })
  })

  test('JSON that is no answer, where a stream was asked for, may have been billed', async () => {
    const server = await serve({ kind: 'raw', body: '{"result":"Hi"}' })
    const { ending } = await runToEnd(adapter, requestTo(connectionTo(server.address)))
    expect(ending).toMatchObject({ failure: { kind: 'not-an-api' }, evidence: 'unknown' })
  })

  test('an error under status 200 is that error', async () => {
    const server = await serve({
      kind: 'raw',
      body: '{"error":{"code":429,"message":"slow down"}}',
    })
    const { ending } = await runToEnd(adapter, requestTo(connectionTo(server.address)))
    expect(ending).toMatchObject({ failure: { kind: 'rate-limited' }, evidence: 'refused' })
  })

  test('a name that does not exist: nothing was sent', async () => {
    const address = 'https://no-such-host.invalid/v1'
    const { ending } = await runToEnd(adapter, requestTo(connectionTo(address)))
    expect(ending).toMatchObject({
      kind: 'failed',
      failure: { kind: 'unreachable', host: 'no-such-host.invalid' },
      evidence: 'not-sent',
    })
  })

  test('nobody listens: nothing was sent', async () => {
    const { ending } = await runToEnd(
      adapter,
      requestTo(connectionTo(`http://${await freePort()}`)),
    )
    expect(ending).toMatchObject({
      failure: { kind: 'unreachable', reason: 'ECONNREFUSED' },
      evidence: 'not-sent',
    })
  })

  test('no TLS on the other side: nothing was sent', async () => {
    const host = await listen((socket) =>
      socket.on('data', () => socket.end('HTTP/1.1 400 No\r\n\r\n')),
    )
    const { ending } = await runToEnd(adapter, requestTo(connectionTo(`https://${host}`)))
    expect(ending).toMatchObject({ failure: { kind: 'unreachable' }, evidence: 'not-sent' })
  })

  test('hung up on before TLS was agreed: nothing was sent', async () => {
    const host = await listen((socket) => socket.on('data', () => socket.end()))
    const { ending } = await runToEnd(adapter, requestTo(connectionTo(`https://${host}`)))
    expect(ending).toMatchObject({ failure: { kind: 'unreachable' }, evidence: 'not-sent' })
  })

  test.each(['', 'nonsense', 'ftp://fake.test', 'https://user:secret@fake.test'])(
    'the address “%s” gets no further',
    async (address) => {
      const { ending } = await runToEnd(adapter, requestTo(connectionTo(address)))
      expect(ending).toMatchObject({ failure: { kind: 'bad-address' }, evidence: 'not-sent' })
      expect(JSON.stringify(ending)).not.toContain('user:secret')
    },
  )

  test('a reset after the request went out leaves the bill open', async () => {
    const host = await listen((socket) => socket.on('data', () => socket.resetAndDestroy()))
    const { ending } = await runToEnd(adapter, requestTo(connectionTo(`http://${host}`)))
    expect(ending).toMatchObject({ failure: { kind: 'connection-ended' }, evidence: 'unknown' })
  })

  test('a failure is never tried again: one attempt is one request', async () => {
    const server = await serve({
      kind: 'error',
      status: 500,
      headers: { 'x-should-retry': 'true' },
    })
    const { ending } = await runToEnd(adapter, requestTo(connectionTo(server.address)))
    expect(ending.kind).toBe('failed')
    expect(server.requests()).toHaveLength(1)
  })
})

test('an SDK that goes to another host gets no further, and the key stays here', async () => {
  const asked: unknown[] = []
  const fetch = async (url: unknown): Promise<Response> => {
    asked.push(url)
    return new Response()
  }
  const options = { expects: 'stream', headers: {}, modelName: null } as const
  for (const elsewhere of [
    'https://evil.test/v1/responses',
    'http://fake.test/v1/responses',
    'https://fake.test:8443/v1/responses',
    'https://fake.test@evil.test/',
    'https://user@fake.test/',
  ]) {
    const { signal } = new AbortController()
    const exchange = openExchange(connectionTo('https://fake.test/v1', { fetch }), {
      ...options,
      signal,
    })
    await expect(exchange.fetch(elsewhere)).rejects.toThrow(/another host/u)
    expect(exchange.fault()).toMatchObject({ failure: { kind: 'internal' }, evidence: 'not-sent' })
  }
  expect(asked).toEqual([])
})
