import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { countAnswer, countedApis, fakeApis, readRequest } from './apis.ts'
import type { FakeApi } from './apis.ts'
import type { AfterHangUp, AnswerBehaviour, Behaviour, CacheTokens } from './behaviour.ts'
import { billOf, costOf } from './bill.ts'
import type { Bill, BilledUsage, BillRow, FakePrice } from './bill.ts'
import { createKeyUsage, type KeySpent } from './key-usage.ts'
import { createLookUps } from './look-ups.ts'
import type { LookUpMode } from './look-ups.ts'
import { inputTokensOf, outputTokensOf, planAnswer } from './plan.ts'
import type { AskedFor } from './plan.ts'
import { complaintAbout, refusalOf } from './strict/complaints.ts'
import type { Strictness } from './strict/house.ts'
import { writeBody, writeEvents } from './write.ts'

export type FakeProviderOptions = {
  /** The models there are, by id, and what each costs. Others are answered with 404. */
  prices: Readonly<Record<string, FakePrice>>
  /** Keys that are let in; without it, any and none. */
  keys?: readonly string[]
  /** How a model answers whenever nothing is queued. */
  behaviours?: Readonly<Record<string, Behaviour>>
  /** What a client that hangs up does to the bill, where a behaviour does not say; `stops`. */
  afterHangUp?: AfterHangUp
  /**
   * Names requests, tells its cost and answers look-ups as OpenRouter does, in Chat Completions.
   * Ask it through `mappedFetch`: an adapter knows OpenRouter by its host.
   */
  isOpenRouter?: boolean
  /** Every so many requests half of the input is read from the cache and a quarter written to it. */
  cacheEvery?: number
  /** Refuses what this house, and each of its models, would refuse. */
  strict?: Strictness
}

type FakeRequest = {
  method: string
  path: string
  query: Readonly<Record<string, string>>
  headers: Readonly<Record<string, string | string[] | undefined>>
  /** The key it brought, however it brought it. */
  key: string | null
  body: Readonly<Record<string, unknown>>
  /** Null while it is being answered. */
  closedEarly: boolean | null
}

export type FakeProvider = {
  /** With `/v1`, as most clients want it. */
  address: string
  origin: string
  bill: () => Bill
  requests: () => readonly FakeRequest[]
  /** What was complained about, in order: requests no provider would have taken. */
  refusals: () => readonly string[]
  /** Answers the next requests so, one each, whatever their model. */
  queue: (...behaviours: Behaviour[]) => void
  /** How look-ups are answered from now on; at first as `found`. */
  answerLookUps: (mode: LookUpMode) => void
  /** What others spent with the same key besides, as `GET /key` tells it. */
  spendBesides: (spent: Partial<KeySpent>) => void
  /** When every request so far has been answered, and billed or dropped. */
  idle: () => Promise<void>
  close: () => Promise<void>
}

/**
 * Longer than a process that it shares with the window's own code can be busy, loading an SDK say:
 * else it hangs up on the very connection that the next request is then written to.
 */
const KEPT_OPEN_MS = 120_000

/** A provider on this computer that speaks three APIs, keeps its own bill, and misbehaves on demand. */
export async function startFakeProvider(options: FakeProviderOptions): Promise<FakeProvider> {
  const requests: FakeRequest[] = []
  const rows: BillRow[] = []
  const refusals: string[] = []
  const queued: Behaviour[] = []
  const lookUps = createLookUps(rows)
  const keyUsage = createKeyUsage(rows)
  const open = new Set<Promise<void>>()
  const server = createServer({ keepAliveTimeout: KEPT_OPEN_MS }, (incoming, outgoing) => {
    const answered = answer(incoming, outgoing).catch((error: unknown) => {
      outgoing.destroy(error instanceof Error ? error : undefined)
    })
    open.add(answered)
    void answered.finally(() => open.delete(answered))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const request = await record(incoming)
    const requestNumber = requests.push(request)
    const exchange = { request, requestNumber, outgoing }
    const closed = once(outgoing, 'close')
    if (isLetIn(request, options.keys)) await route(exchange)
    else
      await writeBody(outgoing, { status: 401, body: errorFor(request, 401, keyMessage(request)) })
    if (!outgoing.closed) await closed
    request.closedEarly ??= !outgoing.writableFinished
  }

  const route = async (exchange: FakeExchange): Promise<void> => {
    const { request, requestNumber, outgoing } = exchange
    const { path, body, method } = request
    const api = fakeApis[path]
    if (method === 'GET' && path === '/v1/models' && queued.length === 0) {
      return writeBody(outgoing, { body: modelList(request, Object.keys(options.prices)) })
    }
    if (method === 'GET' && path === '/v1/generation' && options.isOpenRouter) {
      return writeBody(outgoing, lookUps.answer(request.query['id'] ?? ''))
    }
    if (method === 'GET' && path === '/v1/key' && options.isOpenRouter && queued.length === 0) {
      return writeBody(outgoing, keyUsage.answer())
    }
    const strict = options.strict ?? null
    const complaint = method === 'POST' ? complaintAbout(path, body, strict) : null
    if (complaint !== null) {
      refusals.push(complaint.message)
      return writeBody(outgoing, refusalOf(path, complaint, strict))
    }
    const behaviour = queued.shift() ?? options.behaviours?.[String(body['model'])]
    if (behaviour && behaviour.kind !== 'answer') return misbehave(exchange, api, behaviour)
    const counted = countedApis[path]
    if (counted) return writeBody(outgoing, { body: countAnswer(counted, body) })
    if (!api) return writeBody(outgoing, { status: 404, body: '{"detail":"Not Found"}' })
    const asked = readRequest(api, requestNumber, prefixOf(api), body)
    if (!options.prices[asked.modelId]) {
      const message = `The model ${asked.modelId} does not exist`
      return writeBody(outgoing, { status: 404, body: api.error(404, message) })
    }
    return speak(exchange, api, asked, behaviour ?? { kind: 'answer' })
  }

  const speak = async (
    { request, outgoing }: FakeExchange,
    api: FakeApi,
    asked: AskedFor,
    behaviour: AnswerBehaviour,
  ): Promise<void> => {
    const isCached = asked.requestNumber % (options.cacheEvery ?? Number.POSITIVE_INFINITY) === 0
    const cache = isCached ? cacheOf(inputTokensOf(asked)) : undefined
    const plan = planAnswer(asked, { ...(cache && { cache }), ...behaviour })
    const usedWith = (outputTokens: number): BilledUsage => ({
      inputTokens: plan.inputTokens,
      cacheReadTokens: plan.cache.read,
      cacheWriteShortTokens: plan.cache.writeShort,
      cacheWriteLongTokens: plan.cache.writeLong,
      outputTokens,
    })
    const costUsd = (outputTokens: number): number =>
      costOf(priceOf(asked), usedWith(outputTokens)) / 1e9
    const events = api.events({ ...plan, costUsd: options.isOpenRouter ? costUsd : null })
    const { writtenText, isWhole } = await writeEvents(
      outgoing,
      events,
      { ...(options.afterHangUp && { afterHangUp: options.afterHangUp }), ...behaviour },
      options.isOpenRouter ? { 'x-generation-id': asked.reference } : {},
    )
    request.closedEarly = !isWhole
    const used = usedWith(outputTokensOf(plan, writtenText))
    addToBill(request.path, asked, { ...used, closedEarly: !isWhole })
  }

  const misbehave = async (
    { request, requestNumber, outgoing }: FakeExchange,
    api: FakeApi | undefined,
    behaviour: Exclude<Behaviour, AnswerBehaviour>,
  ): Promise<void> => {
    if (behaviour.kind === 'redirect') {
      return writeBody(outgoing, { status: 307, headers: { location: behaviour.to }, body: '' })
    }
    if (behaviour.kind === 'raw') return writeBody(outgoing, behaviour)
    const { status, isBilled } = behaviour
    if (isBilled && api) {
      const asked = readRequest(api, requestNumber, prefixOf(api), request.body)
      const inputTokens = inputTokensOf(asked)
      addToBill(request.path, asked, { ...nothingUsed, inputTokens, closedEarly: false })
    }
    const body = behaviour.body ?? errorFor(request, status, `A scripted error ${status}`)
    return writeBody(outgoing, {
      status,
      body,
      ...(behaviour.headers && { headers: behaviour.headers }),
    })
  }

  const addToBill = (
    path: string,
    asked: AskedFor,
    used: BilledUsage & Pick<BillRow, 'closedEarly'>,
  ): void => {
    const { requestNumber, reference, modelId } = asked
    const costNanoUsd = costOf(priceOf(asked), used)
    rows.push({ requestNumber, reference, path, modelId, ...used, costNanoUsd })
  }

  const priceOf = ({ modelId }: AskedFor): FakePrice => {
    const price = options.prices[modelId]
    if (!price) throw new Error(`There is no price for ${modelId}`)
    return price
  }

  const prefixOf = (api: FakeApi): string => (options.isOpenRouter ? 'gen-' : api.referencePrefix)

  return {
    address: `${origin}/v1`,
    origin,
    bill: () => billOf([...rows]),
    requests: () => [...requests],
    refusals: () => [...refusals],
    answerLookUps: lookUps.change,
    spendBesides: keyUsage.add,
    queue: (...behaviours) => void queued.push(...behaviours),
    idle: async () => {
      while (open.size > 0) await Promise.all(open)
    },
    close: async () => {
      server.closeAllConnections()
      server.close()
      await Promise.all(open)
    },
  }
}

type FakeExchange = { request: FakeRequest; requestNumber: number; outgoing: ServerResponse }

const nothingUsed = {
  cacheReadTokens: 0,
  cacheWriteShortTokens: 0,
  cacheWriteLongTokens: 0,
  outputTokens: 0,
}

async function record(incoming: IncomingMessage): Promise<FakeRequest> {
  const pieces: Buffer[] = []
  for await (const piece of incoming) pieces.push(piece as Buffer)
  const text = Buffer.concat(pieces).toString()
  const { headers, method = '', url = '' } = incoming
  const asked = new URL(url, 'http://fake')
  const bearer = /^Bearer (.*)$/.exec(headers.authorization ?? '')?.[1]
  return {
    method,
    path: asked.pathname,
    query: Object.fromEntries(asked.searchParams),
    headers,
    key: bearer ?? headers['x-api-key']?.toString() ?? null,
    body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
    closedEarly: null,
  }
}

function isLetIn({ key }: FakeRequest, keys: readonly string[] | undefined): boolean {
  return keys === undefined || (key !== null && keys.includes(key))
}

/** Echoes the key, as providers do: the app must not pass it on. */
function keyMessage({ key }: FakeRequest): string {
  return `Incorrect API key provided: ${key ?? 'none'}. You can find your key in the console.`
}

function errorFor({ path }: FakeRequest, status: number, message: string): string {
  return (fakeApis[path] ?? fakeApis['/v1/responses'])?.error(status, message) ?? message
}

function cacheOf(inputTokens: number): CacheTokens {
  return {
    read: Math.floor(inputTokens / 2),
    writeShort: Math.floor(inputTokens / 4),
    writeLong: 0,
  }
}

function modelList({ headers }: FakeRequest, ids: readonly string[]): string {
  if (headers['anthropic-version'] === undefined) {
    const data = ids.map((id) => ({
      id,
      object: 'model',
      created: 1_790_000_000,
      owned_by: 'fake',
    }))
    return JSON.stringify({ object: 'list', data })
  }
  const data = ids.map((id) => ({
    id,
    type: 'model',
    display_name: displayName(id),
    max_tokens: 128_000,
  }))
  return JSON.stringify({
    data,
    has_more: false,
    first_id: ids[0] ?? null,
    last_id: ids.at(-1) ?? null,
  })
}

/** "Claude Sonnet 5" of `claude-sonnet-5`. */
function displayName(id: string): string {
  return id.replaceAll(/(?:^|-)(\w)/gu, (_, first: string) => ` ${first.toUpperCase()}`).trim()
}
