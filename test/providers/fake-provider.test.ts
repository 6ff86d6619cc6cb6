import { afterEach, describe, expect, test } from 'vitest'
import { busy } from '../helpers/fake-provider/behaviour.ts'
import { costOf } from '../helpers/fake-provider/bill.ts'
import { startFakeProvider } from '../helpers/fake-provider/fake-provider.ts'
import type { FakeProvider } from '../helpers/fake-provider/fake-provider.ts'
import { connectionTo, networkAdapters, requestTo, runToEnd, says } from './attempt.ts'

let server: FakeProvider
afterEach(() => server?.close())

const noCache = { cacheReadTokens: 0, cacheWriteShortTokens: 0, cacheWriteLongTokens: 0 }

describe('the bill of the fake provider', () => {
  test('the worked example costs 0.175 USD to the nano-USD', () => {
    const heavy = { inputUsd: '10', outputUsd: '50' }
    const light = { inputUsd: '0.5', outputUsd: '1' }
    expect(costOf(heavy, { inputTokens: 5_000, outputTokens: 2_000, ...noCache })).toBe(150_000_000)
    expect(costOf(light, { inputTokens: 40_000, outputTokens: 5_000, ...noCache })).toBe(25_000_000)
  })

  test('it is rounded up once for each request', () => {
    const price = { inputUsd: '0.0001', outputUsd: '0.0001' }
    expect(costOf(price, { inputTokens: 1, outputTokens: 1, ...noCache })).toBe(1)
    expect(costOf(price, { inputTokens: 10, outputTokens: 0, ...noCache })).toBe(1)
    expect(costOf(price, { inputTokens: 10, outputTokens: 1, ...noCache })).toBe(2)
    expect(costOf(price, { inputTokens: 0, outputTokens: 0, ...noCache })).toBe(0)
  })

  test('each class of the cache has its own price', () => {
    const price = {
      inputUsd: '4',
      outputUsd: '20',
      cacheReadUsd: '0.20',
      cacheWriteShortUsd: '5',
      cacheWriteLongUsd: '8',
    }
    const usage = {
      inputTokens: 15_018,
      cacheReadTokens: 12_000,
      cacheWriteShortTokens: 1_000,
      cacheWriteLongTokens: 2_000,
      outputTokens: 6,
    }
    // 18 x 4 + 12,000 x 0.2 + 1,000 x 5 + 2,000 x 8 + 6 x 20 micro-USD
    expect(costOf(price, usage)).toBe(23_592_000)
  })

  test('one who hangs up pays for the input and for what was sent', async () => {
    server = await startFakeProvider({
      prices: { heavy: { inputUsd: '10', outputUsd: '50' } },
      behaviours: { heavy: { kind: 'answer', text: 'word '.repeat(1_000), delayMs: 5 } },
    })
    const stopper = new AbortController()
    const connection = connectionTo(server.address)
    const { text } = await runToEnd(
      networkAdapters[1]!.adapter,
      requestTo(connection, { signal: stopper.signal, messages: [says('user', '12345678')] }),
      ({ type }) => type === 'text' && stopper.abort(),
    )
    await server.idle()
    const { rows, costNanoUsd } = server.bill()
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({ inputTokens: 5, closedEarly: true })
    expect(rows[0]!.outputTokens).toBeGreaterThanOrEqual(Math.ceil(text.length / 4))
    expect(rows[0]!.outputTokens).toBeLessThan(100)
    expect(costNanoUsd).toBe(5 * 10_000 + rows[0]!.outputTokens * 50_000)
  })

  test('one who hangs up on a provider that runs on pays for the whole answer', async () => {
    const text = 'word '.repeat(300)
    server = await startFakeProvider({
      prices: { heavy: { inputUsd: '10', outputUsd: '50' } },
      behaviours: { heavy: { kind: 'answer', text, delayMs: 1 } },
      afterHangUp: 'runs-on',
    })
    for (const { adapter } of networkAdapters) {
      const stopper = new AbortController()
      const { usage } = await runToEnd(
        adapter,
        requestTo(connectionTo(server.address), { signal: stopper.signal }),
        ({ type }) => type === 'text' && stopper.abort(),
      )
      expect(usage?.outputTokens ?? null).toBeNull()
      await server.idle()
      expect(server.bill().rows.at(-1)).toMatchObject({
        closedEarly: true,
        outputTokens: text.length / 4,
      })
    }
  })

  test('one who reads on pays the same, and is told', async () => {
    server = await startFakeProvider({
      prices: { heavy: { inputUsd: '10', outputUsd: '50' } },
      afterHangUp: 'runs-on',
    })
    const request = requestTo(connectionTo(server.address))
    const { usage } = await runToEnd(networkAdapters[1]!.adapter, request)
    await server.idle()
    const [row] = server.bill().rows
    expect(row).toMatchObject({ closedEarly: false, outputTokens: usage?.outputTokens })
  })

  test('a provider that never spoke, and runs on, bills what it would have said', async () => {
    server = await startFakeProvider({ prices: { heavy: { inputUsd: '10', outputUsd: '50' } } })
    const silent = { kind: 'answer', text: 'said to nobody', silent: true } as const
    server.queue({ ...silent, afterHangUp: 'runs-on' }, silent)
    const connection = connectionTo(server.address, { idleTimeoutMs: 50 })
    for (let count = 0; count < 2; count += 1) {
      await runToEnd(networkAdapters[0]!.adapter, requestTo(connection))
    }
    await server.idle()
    expect(server.bill().rows.map(({ outputTokens }) => outputTokens)).toEqual([4, 0])
  })

  test('errors are not billed unless they are told to be', async () => {
    server = await startFakeProvider({ prices: { heavy: { inputUsd: '10', outputUsd: '50' } } })
    server.queue({ kind: 'error', status: 429 }, { kind: 'error', status: 500, isBilled: true })
    for (let count = 0; count < 2; count += 1) {
      await runToEnd(networkAdapters[0]!.adapter, requestTo(connectionTo(server.address)))
    }
    expect(server.bill().rows.map(({ requestNumber }) => requestNumber)).toEqual([2])
  })

  test('every so many requests the cache has a part, and both sides agree on it', async () => {
    server = await startFakeProvider({
      prices: { heavy: { inputUsd: '10', outputUsd: '50', cacheReadUsd: '1' } },
      cacheEvery: 2,
    })
    for (const { adapter } of networkAdapters) {
      for (let count = 0; count < 2; count += 1) {
        const { usage } = await runToEnd(adapter, requestTo(connectionTo(server.address)))
        await server.idle()
        const row = server.bill().rows.at(-1)!
        expect(usage).toMatchObject({
          inputTokens: row.inputTokens,
          cacheReadTokens: row.cacheReadTokens,
          cacheWriteShortTokens: row.cacheWriteShortTokens,
        })
      }
    }
    expect(server.bill().rows.map(({ cacheReadTokens }) => cacheReadTokens > 0)).toEqual([
      false,
      true,
      false,
      true,
      false,
      true,
    ])
  })

  test('a key it does not know is refused, however it is brought', async () => {
    server = await startFakeProvider({ prices: {}, keys: ['right'] })
    const statuses = await Promise.all(
      [
        { authorization: 'Bearer right' },
        { 'x-api-key': 'right' },
        { 'x-api-key': 'wrong' },
        {},
      ].map(async (headers) => (await fetch(`${server.address}/models`, { headers })).status),
    )
    expect(statuses).toEqual([200, 200, 401, 401])
  })
})

test.each([[429], [503], [529]] as const)(
  'busy with %d so many times, with the time to wait, and then itself again',
  async (status) => {
    server = await startFakeProvider({ prices: { heavy: { inputUsd: '10', outputUsd: '50' } } })
    for (const { adapter } of networkAdapters) {
      server.queue(...busy(2, status, 3))
      const kinds: string[] = []
      for (let count = 0; count < 3; count += 1) {
        const { ending } = await runToEnd(adapter, requestTo(connectionTo(server.address)))
        kinds.push(ending.kind === 'failed' ? ending.failure.kind : ending.kind)
        if (ending.kind === 'failed') expect(ending.retryAfterMs).toBe(3_000)
      }
      const kind = status === 429 ? 'rate-limited' : 'provider-busy'
      expect(kinds).toEqual([kind, kind, 'completed'])
    }
    await server.idle()
    expect(server.bill().rows).toHaveLength(networkAdapters.length)
  },
)
