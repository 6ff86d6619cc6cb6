import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { compatible } from '../../main/providers/compatible/compatible.ts'
import type { Connection, LookedUp } from '../../main/providers/provider.ts'
import type { Result } from '../../shared/result.ts'
import { startFakeProvider } from '../helpers/fake-provider/fake-provider.ts'
import type { FakeProvider } from '../helpers/fake-provider/fake-provider.ts'
import { mappedFetch } from '../helpers/mapped-fetch.ts'
import { cannedFetch, connectionTo, requestTo, runToEnd, secretKey } from './attempt.ts'
import type { Outcome } from './attempt.ts'
import { randomOf } from './random.ts'

const address = 'https://openrouter.ai/api/v1'
const costNotFound = { ok: false, failure: { kind: 'cost-not-found', providerName: 'Fake' } }

let server: FakeProvider
beforeEach(async () => {
  server = await startFakeProvider({
    isOpenRouter: true,
    keys: [secretKey],
    prices: { heavy: { inputUsd: '10', outputUsd: '50', cacheReadUsd: '0.137' } },
  })
})
afterEach(() => server.close())

function openRouter(changes: Partial<Connection> = {}): Connection {
  return connectionTo(address, { fetch: mappedFetch({ [address]: server.address }), ...changes })
}

function lookUp(reference: string, connection = openRouter()): Promise<Result<LookedUp>> {
  return compatible.lookUp(connection, reference, new AbortController().signal)
}

function referenceOf({ events }: Outcome): string {
  const references = events.flatMap((event) =>
    event.type === 'reference' ? [event.reference] : [],
  )
  expect(references).toHaveLength(1)
  return references[0]!
}

async function answered(): Promise<string> {
  const outcome = await runToEnd(compatible, requestTo(openRouter()))
  await server.idle()
  return referenceOf(outcome)
}

describe('against a provider with a bill of its own', () => {
  test('the cost said with the answer is the one on the bill', async () => {
    server.queue({ kind: 'answer', cache: { read: 3, writeShort: 0, writeLong: 0 } })
    const { events } = await runToEnd(compatible, requestTo(openRouter()))
    await server.idle()
    const usage = events.findLast((event) => event.type === 'usage')
    expect(usage?.costNanoUsd).toBe(server.bill().costNanoUsd)
    expect(usage?.costNanoUsd).toBeGreaterThan(0)
  })

  test('found: the bill to the nano-USD, the tokens, and what was answered as evidence', async () => {
    const reference = await answered()
    const [row] = server.bill().rows
    const looked = await lookUp(reference)
    expect(looked).toMatchObject({
      ok: true,
      value: {
        costNanoUsd: row!.costNanoUsd,
        usage: {
          inputTokens: row!.inputTokens,
          cacheReadTokens: row!.cacheReadTokens,
          outputTokens: row!.outputTokens,
        },
      },
    })
    expect(looked.ok && JSON.parse(looked.value.raw)).toMatchObject({ id: reference })
  })

  test('the look-up is one GET with the key and without a body', async () => {
    const reference = await answered()
    await lookUp(reference)
    const [, asked, ...more] = server.requests()
    expect(more).toEqual([])
    expect(asked).toMatchObject({
      method: 'GET',
      path: '/v1/generation',
      query: { id: reference },
      key: secretKey,
      body: {},
    })
  })

  test('an answer stopped before its first piece has its name from the header', async () => {
    server.queue({ kind: 'answer', delayMs: 5, breakOff: { afterBytes: 0, how: 'hang' } })
    const stopper = new AbortController()
    const { ending, events } = await runToEnd(
      compatible,
      requestTo(openRouter(), { signal: stopper.signal }),
      ({ type }) => type === 'reference' && stopper.abort(),
    )
    expect(ending).toEqual({ kind: 'stopped', isSent: true })
    expect(events).toEqual([{ type: 'reference', reference: 'gen-fake1' }])
  })

  test('a stopped answer costs what its look-up says, whether the maker wrote on or not', async () => {
    for (const afterHangUp of ['stops', 'runs-on'] as const) {
      server.queue({ kind: 'answer', text: 'word '.repeat(200), delayMs: 1, afterHangUp })
      const stopper = new AbortController()
      const outcome = await runToEnd(
        compatible,
        requestTo(openRouter(), { signal: stopper.signal }),
        ({ type }) => type === 'text' && stopper.abort(),
      )
      expect(outcome.usage).toBeNull()
      await server.idle()
      const looked = await lookUp(referenceOf(outcome))
      expect(looked).toMatchObject({
        ok: true,
        value: { costNanoUsd: server.bill().rows.at(-1)!.costNanoUsd },
      })
    }
    const [stopped, ranOn] = server.bill().rows
    expect(ranOn!.outputTokens).toBe(250)
    expect(stopped!.outputTokens).toBeLessThan(ranOn!.outputTokens)
  })

  test('not yet: the cost is not found, and found later', async () => {
    const reference = await answered()
    server.answerLookUps({ notYetTimes: 2 })
    expect(await lookUp(reference)).toEqual(costNotFound)
    expect(await lookUp(reference)).toEqual(costNotFound)
    expect(await lookUp(reference)).toMatchObject({ ok: true })
  })

  test('unknown, somebody else’s and malformed records are no cost', async () => {
    const reference = await answered()
    for (const mode of ['unknown', 'another', 'malformed'] as const) {
      server.answerLookUps(mode)
      expect(await lookUp(reference), mode).toEqual(costNotFound)
    }
    expect(await lookUp('gen-never-made')).toEqual(costNotFound)
    expect(await lookUp('')).toEqual(costNotFound)
  })

  test('a name is sent as a name, whatever is in it', async () => {
    await lookUp('a&id=gen-fake1#/../x y')
    expect(server.requests()[0]).toMatchObject({
      path: '/v1/generation',
      query: { id: 'a&id=gen-fake1#/../x y' },
    })
  })

  test('trouble on the way is the trouble it is', async () => {
    const reference = await answered()
    server.answerLookUps({ status: 503 })
    expect(await lookUp(reference)).toMatchObject({
      failure: { kind: 'provider-busy', status: 503 },
    })
    server.answerLookUps({ status: 429 })
    expect(await lookUp(reference)).toMatchObject({ failure: { kind: 'rate-limited' } })
    expect(await lookUp(reference, openRouter({ key: 'wrong' }))).toMatchObject({
      failure: { kind: 'key-refused' },
    })
    const unreachable = openRouter({ fetch: mappedFetch({ [address]: 'http://127.0.0.1:1' }) })
    expect(await lookUp(reference, unreachable)).toMatchObject({
      failure: { kind: 'unreachable' },
    })
    const stopped = await compatible.lookUp(openRouter(), reference, AbortSignal.abort())
    expect(stopped).toMatchObject({ ok: false, failure: { kind: 'connection-ended' } })
  })

  test('a silent server is not waited for any longer than a silent answer', async () => {
    const fetch = cannedFetch({ body: '{', headers: json, end: 'hang' })
    expect(await lookUp('gen-1', connectionTo(address, { fetch, idleTimeoutMs: 50 }))).toEqual({
      ok: false,
      failure: { kind: 'stalled', providerName: 'Fake', silentMs: 50 },
    })
  })
})

const json = { 'content-type': 'application/json; charset=utf-8' }
const whole = {
  id: 'gen-1',
  total_cost: 0.0015,
  is_byok: false,
  native_tokens_prompt: 10,
  native_tokens_completion: 25,
  native_tokens_cached: 3,
  native_tokens_reasoning: 5,
  cancelled: false,
}

function lookUpIn(body: string): Promise<Result<LookedUp>> {
  return lookUp('gen-1', connectionTo(address, { fetch: cannedFetch({ body, headers: json }) }))
}

function lookUpWith(changes: object): Promise<Result<LookedUp>> {
  return lookUpIn(JSON.stringify({ data: { ...whole, ...changes } }))
}

describe('what a record says', () => {
  test('is read field by field', async () => {
    expect(await lookUpWith({})).toMatchObject({
      ok: true,
      value: {
        costNanoUsd: 1_500_000,
        usage: {
          inputTokens: 10,
          cacheReadTokens: 3,
          cacheWriteShortTokens: null,
          cacheWriteLongTokens: null,
          outputTokens: 25,
          reasoningTokens: 5,
        },
      },
    })
  })

  test('a cost keeps more digits than a float has', async () => {
    const text = '0.00012345600000000000000000000001'
    expect(Number(text) * 1e9).toBe(123_456)
    const body = JSON.stringify({ data: whole }).replace('0.0015', text)
    expect(await lookUpIn(body)).toMatchObject({ value: { costNanoUsd: 123_457 } })
  })

  test.each([
    [1e-7, 100],
    [0.00012345678901, 123_457],
    ['0.25', 250_000_000],
    [0, 0],
  ])('a cost of %j is %d', async (totalCost, costNanoUsd) => {
    expect(await lookUpWith({ total_cost: totalCost })).toMatchObject({ value: { costNanoUsd } })
  })

  test.each([[-0.1], [1e300], ['lots'], [''], [true], [[]], [{}]])(
    'a cost of %j makes the whole record useless',
    async (totalCost) => {
      expect(await lookUpWith({ total_cost: totalCost })).toEqual(costNotFound)
    },
  )

  test.each([
    ['native_tokens_prompt'],
    ['native_tokens_completion'],
    ['native_tokens_cached'],
    ['native_tokens_reasoning'],
  ])('nonsense as %s makes the whole record useless', async (field) => {
    for (const odd of [-1, 1.5, '12', 1e300, true]) {
      expect(await lookUpWith({ [field]: odd }), `${odd}`).toEqual(costNotFound)
    }
  })

  test('without a cost the tokens stand, and the cost is unknown, not 0', async () => {
    expect(await lookUpWith({ total_cost: null })).toMatchObject({
      ok: true,
      value: { costNanoUsd: null, usage: { inputTokens: 10, outputTokens: 25 } },
    })
  })

  test('without tokens the cost stands', async () => {
    const looked = await lookUpWith({ native_tokens_prompt: null, native_tokens_completion: null })
    expect(looked).toMatchObject({
      ok: true,
      value: { costNanoUsd: 1_500_000, usage: { inputTokens: null, outputTokens: null } },
    })
  })

  test('without a cost and with half of the tokens there is nothing to end an attempt with', async () => {
    expect(await lookUpWith({ total_cost: null, native_tokens_completion: null })).toEqual(
      costNotFound,
    )
  })

  test('with a key of one’s own at the maker, what the maker charges is added', async () => {
    const byok = { is_byok: true, total_cost: 0.95, upstream_inference_cost: 19 }
    expect(await lookUpWith(byok)).toMatchObject({ value: { costNanoUsd: 19_950_000_000 } })
    expect(await lookUpWith({ ...byok, upstream_inference_cost: null })).toEqual(costNotFound)
  })

  test.each([
    ['nothing'],
    ['null'],
    ['[]'],
    ['{"data":null}'],
    ['{"data":[]}'],
    ['{"data":{}}'],
    ['{"data":{"id":"gen-1","total_cost":NaN}}'],
    ['{"data":{"id":["gen-1"],"total_cost":1}}'],
    ['{"id":"gen-1","total_cost":1}'],
  ])('%s is no record', async (body) => {
    expect(await lookUpIn(body)).toEqual(costNotFound)
  })

  test('the evidence is bounded, and keeps nothing that has no bearing on the money', async () => {
    const looked = await lookUpWith({ model: 'x'.repeat(90_000), external_user: 'me@home' })
    expect(looked.ok).toBe(true)
    const raw = looked.ok ? looked.value.raw : ''
    expect(raw.length).toBeLessThanOrEqual(4_000)
    expect(() => JSON.parse(raw) as unknown).not.toThrow()
    expect(raw).not.toMatch(/me@home/u)
  })
})

test.each([1, 2, 3, 4])(
  'seed %d: whatever a record says, what comes of it is safe',
  async (seed) => {
    const random = randomOf(seed)
    const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!
    const odd: readonly unknown[] = JSON.parse(
      '[null, 0, -0, 1, -1, 1.5, 1e-9, 1e-300, 1e300, 9007199254740992, "0.5", "", "x", true, [],' +
        ' {}, [1], {"id": "gen-1"}, "1e400", "-1", " 1", "0x1f", "99999999999999999999999999"]',
    )
    const fields = [...Object.keys(whole), 'upstream_inference_cost', 'model', '__proto__']
    let foundCount = 0
    for (let count = 0; count < 300; count += 1) {
      const changes = Object.fromEntries(
        Array.from({ length: 1 + Math.floor(random() * 3) }, () => [pick(fields), pick(odd)]),
      )
      const looked = await lookUpWith(changes)
      const said = JSON.stringify(changes)
      if (!looked.ok) {
        expect(looked, said).toEqual(costNotFound)
        continue
      }
      foundCount += 1
      const { usage, costNanoUsd, raw } = looked.value
      for (const figure of [costNanoUsd, ...Object.values(usage)]) {
        const isSafe = figure === null || (Number.isSafeInteger(figure) && figure >= 0)
        expect(isSafe, said).toBe(true)
      }
      const isEnough =
        costNanoUsd !== null || (usage.inputTokens !== null && usage.outputTokens !== null)
      expect(isEnough, said).toBe(true)
      expect(JSON.parse(raw), said).toMatchObject({ id: 'gen-1' })
    }
    expect(foundCount).toBeGreaterThan(30)
    expect(foundCount).toBeLessThan(270)
  },
)
