import { failedConnection, faultOfAnswer, faultOfEvent, notAnApi } from './failures-of.ts'
import type { Fault, FaultContext } from './failures-of.ts'
import { guardBody, readBeginning } from './guarded-body.ts'
import type { BodyGuard } from './guarded-body.ts'
import type { Connection } from './provider.ts'
import { readJson } from './read-loosely.ts'
import { tidyEvents } from './tidy-events.ts'
import { eventsOfBody, saysError } from './whole-answer.ts'

/** Enough of an error body to hold any message worth reading. */
const MAX_ERROR_BYTES = 64 * 1024

/** The longest wait a timer can hold. */
export const MAX_TIMER_MS = 2_147_483_647

/** What servers call a stream of events; some call it nothing in particular. */
const streamTypes = /^(?:text\/event-stream|text\/plain|(?:application|binary)\/octet-stream)?$/
const jsonTypes = /^application\/(?:[\w.-]+\+)?json$/

export type ExchangeOptions = {
  expects: 'stream' | 'json'
  /** Sent beside the few headers every request has. What an SDK would add is not sent. */
  headers: Readonly<Record<string, string>>
  /** Null where no model is asked for. */
  modelName: string | null
  /** The person's stop. */
  signal: AbortSignal
}

/** One request on the wire, and what is known of it. The one way out of this program for a key. */
export type Exchange = {
  /** Given to an SDK in place of the real one. */
  fetch: typeof fetch
  /** Aborts on the person's stop, a stall and a limit, that of the whole duration among them. */
  signal: AbortSignal
  context: FaultContext
  /** The first thing that went wrong on the wire; null while nothing has. */
  fault: () => Fault | null
  /** Something may have left this computer. */
  isSent: () => boolean
  /** A header of whatever was answered; null before that, or without it. */
  header: (name: string) => string | null
  /** An answer of the expected kind has begun. */
  isAnswered: () => boolean
  /** The answer said that it is what only an API answers with: events or JSON. */
  isOfApi: () => boolean
  /** The server closed the answer in the middle of an event. */
  isCutShort: () => boolean
  /** From now on silence of this length is the end: all that matters has arrived. */
  expectEndWithin: (limitMs: number) => void
  close: () => void
}

export function openExchange(connection: Connection, options: ExchangeOptions): Exchange {
  const context = contextOf(connection, options.modelName)
  const stopper = new AbortController()
  const stop = (): void => stopper.abort()
  if (options.signal.aborted) stop()
  options.signal.addEventListener('abort', stop, { once: true })
  const { address, idleTimeoutMs } = connection
  const state: State = { ...freshState, idleTimeoutMs, fault: faultOfAddress(address) }

  const fail = (fault: Fault): void => {
    if (!stopper.signal.aborted) state.fault ??= fault
    stop()
  }
  const guard = createGuard(state, context, fail)
  const overdue = limitDuration(connection, fail)
  const send: typeof fetch = async (input, init) => {
    const url = checkOrigin(input, address, fail)
    const headers = headersOf(connection.key, options.headers, init?.body)
    state.isSent = true
    try {
      const answer = await guard.watched(() =>
        connection.fetch(url, { ...init, headers, redirect: 'error' }),
      )
      return await acceptAnswer(answer, { options, context, state, guard, fail })
    } catch (error) {
      fail(failedConnection(error, context, state.idleTimeoutMs))
      throw error
    }
  }
  return {
    fetch: send,
    signal: stopper.signal,
    context,
    fault: () => state.fault,
    isSent: () => state.isSent,
    header: (name) => state.headers?.get(name) ?? null,
    isAnswered: () => state.isAnswered,
    isOfApi: () => state.contentType === 'text/event-stream' || jsonTypes.test(state.contentType),
    isCutShort: () => state.isCutShort,
    expectEndWithin: (limitMs) => {
      state.idleTimeoutMs = Math.min(state.idleTimeoutMs, limitMs)
    },
    close: () => {
      clearTimeout(overdue)
      options.signal.removeEventListener('abort', stop)
      stop()
    },
  }
}

type State = {
  fault: Fault | null
  isSent: boolean
  headers: Headers | null
  isAnswered: boolean
  isCutShort: boolean
  contentType: string
  idleTimeoutMs: number
}

const freshState: Omit<State, 'idleTimeoutMs' | 'fault'> = {
  isSent: false,
  headers: null,
  isAnswered: false,
  isCutShort: false,
  contentType: '',
}

function contextOf(connection: Connection, modelName: string | null): FaultContext {
  const { address, key, providerName } = connection
  const host = URL.canParse(address) ? new URL(address).host : ''
  return { providerName, host, modelName, keys: key === null ? [] : [key] }
}

/** A server that always has one byte more would never be silent, and never done. */
function limitDuration(
  { providerName, maxDurationMs }: Connection,
  fail: (fault: Fault) => void,
): NodeJS.Timeout {
  const limitMs = Math.min(maxDurationMs, MAX_TIMER_MS)
  const failure = { kind: 'answer-too-long', providerName, limitMs } as const
  return setTimeout(() => fail({ evidence: 'unknown', failure }), limitMs)
}

function createGuard(
  state: State,
  { providerName }: FaultContext,
  fail: (fault: Fault) => void,
): BodyGuard {
  return {
    watched: async (wait) => {
      const silentMs = state.idleTimeoutMs
      const evidence = 'unknown'
      const stalled = (): void =>
        fail({ evidence, failure: { kind: 'stalled', providerName, silentMs } })
      const timer = setTimeout(stalled, silentMs)
      try {
        return await wait()
      } finally {
        clearTimeout(timer)
      }
    },
    tooLarge: (limitBytes) =>
      fail({
        evidence: 'unknown',
        failure: { kind: 'answer-too-large', providerName, limitBytes },
      }),
    ended: (betweenEvents) => {
      state.isCutShort = !betweenEvents
    },
  }
}

/** What is wrong with an address that should have been checked long before; null when nothing. */
function faultOfAddress(address: string): Fault | null {
  const url = URL.canParse(address) ? new URL(address) : null
  const hasCredentials = url !== null && (url.username !== '' || url.password !== '')
  if (url !== null && /^https?:$/.test(url.protocol) && !hasCredentials) return null
  const reason = hasCredentials ? 'has-credentials' : 'not-a-url'
  const typed = url?.host ?? ''
  return { evidence: 'not-sent', failure: { kind: 'bad-address', typed, reason } }
}

/**
 * The address an SDK made, if it is on the connection's own origin. An SDK that took another from
 * the environment or from a profile on disk gets no further than this.
 */
function checkOrigin(input: unknown, address: string, fail: (fault: Fault) => void): URL {
  const url = new URL(input instanceof Request ? input.url : String(input))
  if (url.origin === new URL(address).origin && url.username === '') return url
  const message = 'A request was made out to another host than the one its key was given for'
  fail({ evidence: 'not-sent', failure: { kind: 'internal', message } })
  throw new Error(message)
}

/**
 * All the headers of a request. The SDKs' own are left out: they tell of this computer, and part
 * of them comes from environment variables.
 */
function headersOf(
  key: string | null,
  extra: Readonly<Record<string, string>>,
  body: unknown,
): Headers {
  const headers = new Headers({ accept: 'application/json', 'user-agent': 'Farthing', ...extra })
  if (body !== undefined && body !== null) headers.set('content-type', 'application/json')
  if (key !== null) headers.set('authorization', `Bearer ${key}`)
  return headers
}

type Acceptance = {
  options: ExchangeOptions
  context: FaultContext
  state: State
  guard: BodyGuard
  fail: (fault: Fault) => void
}

/**
 * Lets an answer of the expected kind through, guarded. Anything else is a fault, and an error. JSON
 * may be a whole answer from a server that does not stream: that shows when it is read.
 */
async function acceptAnswer(answer: Response, acceptance: Acceptance): Promise<Response> {
  const { options, state, guard } = acceptance
  const { status, headers, body } = answer
  state.headers = headers
  const contentType = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  const mayStream = options.expects === 'stream' && streamTypes.test(contentType)
  if (!answer.ok || !(mayStream || jsonTypes.test(contentType)) || body === null) {
    const beginning = await readBeginning(body, MAX_ERROR_BYTES, guard.watched)
    refuse(answer, contentType, beginning, acceptance)
    throw new Error('The answer is not the one that was asked for')
  }
  state.contentType = contentType
  state.isAnswered = true
  const guarded = guardBody(body, guard)
  if (options.expects === 'json') return new Response(guarded, { status, headers })
  const events = eventsOfBody(guarded, (text) => refuseJson(text, acceptance))
  return new Response(tidyEvents(events), { status, headers })
}

/** JSON that is no answer: an error after all, cut off, or something nobody asked for. */
function refuseJson(text: string, { context, state, fail }: Acceptance): void {
  const value = readJson(text)
  if (value === undefined) {
    const { providerName } = context
    fail({ evidence: 'unknown', failure: { kind: 'connection-ended', providerName } })
    return
  }
  state.isAnswered = false
  fail(faultOfWrongKind(state.contentType, text, context))
}

function refuse(
  answer: Response,
  contentType: string,
  body: string,
  { context, state }: Acceptance,
): void {
  state.fault = answer.ok
    ? faultOfWrongKind(contentType, body, context)
    : faultOfAnswer({ status: answer.status, headers: answer.headers, body }, context, Date.now())
}

/**
 * A success of the wrong kind. JSON may be an error after all; what else it is may have been billed.
 * A page was not.
 */
function faultOfWrongKind(contentType: string, body: string, context: FaultContext): Fault {
  const value = readJson(body)
  if (saysError(value)) return faultOfEvent(value, context)
  const evidence = value !== undefined || jsonTypes.test(contentType) ? 'unknown' : 'refused'
  return { evidence, failure: notAnApi(contentType, context) }
}
