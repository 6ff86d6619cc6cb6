import type { Failure } from '../../shared/failures.ts'
import { readErrorText, readErrorValue } from './error-body.ts'
import type { ErrorBody } from './error-body.ts'
import { isRedirect, isSilence, reasonNotSent } from './not-sent.ts'
import type { Droppable, FailureEvidence } from './provider.ts'
import { redactSecrets } from './redact.ts'
import { unsupportedIn } from './unsupported.ts'

/** A failure with what it says about the bill. */
export type Fault = {
  failure: Failure
  evidence: FailureEvidence
  /** How long the provider asks to be left alone, within a day; absent when it does not say. */
  retryAfterMs?: number
  /** The field it was refused for, if the same can be asked without. */
  unsupported?: Droppable
}

/** Whom the failure is about. `modelName` is null where no model was asked for. */
export type FaultContext = {
  providerName: string
  host: string
  modelName: string | null
  /** Taken out of every message: providers echo them. */
  keys: readonly string[]
}

/** An answer that is not a success, with as much of its body as was read. */
export type ErrorAnswer = { status: number; headers: Headers; body: string }

/** A provider that asks for more patience than a day is not waited for any longer than that. */
const MAX_RETRY_AFTER_MS = 86_400_000

const noMoneyCodes =
  /insufficient_quota|insufficient_balance|exceeded_current_quota|billing|spend_limit_reached|payment_required/
const noMoneyWords =
  /credit balance|insufficient (?:balance|quota|credits?|funds)|(?:any|no|out of) credits|key limit exceeded|spend(?:ing)? limit|usage limits/i
/** Words of a 429 that waiting does not help. */
const allSpentWords =
  /credit balance|insufficient (?:balance|quota|credits?|funds)|all available credits|spend(?:ing)? limit/i
const tooLongCodes = /context_length_exceeded|exceed_context_size|string_above_max_length/
const tooLongWords =
  /prompt is too long|prompt length|context (?:length|window|size|limit)|max_new_tokens\W+must be|too many (?:input |prompt )?tokens|token count .*exceeds|reduce the length/i
/** The model is there, and none of those who run it takes what is sent. */
const noneTakesWords = /no endpoints found (?:that|matching)/i
/** More than is allowed in a minute: no waiting helps. */
const tooLargeWords = /^request too large/i
const badKeyWords =
  /(?:invalid|incorrect|missing|wrong) (?:api[ _-]?key|authorization)|api[ _-]?key (?:is )?(?:not valid|invalid|not found|expired)/i
const noModelWords =
  /(?:invalid|unknown|no such) model|not a valid model|model\b.*\b(?:not found|not exist|unsupported|decommissioned)/i

/** Maps an error status and its body. A 4xx, 429 or 529 refuses; other 5xx leave the bill open. */
export function faultOfAnswer(answer: ErrorAnswer, context: FaultContext, nowMs: number): Fault {
  const { status } = answer
  const said = readErrorText(answer.body)
  const evidence = status < 500 || status === 529 ? 'refused' : 'unknown'
  if (status === 404 && !said.isFromApi) {
    return { evidence, failure: notAnApi(answer.headers.get('content-type'), context) }
  }
  const retryAfterMs = within(said.retryAfterMs ?? readRetryAfter(answer.headers, nowMs))
  const failure = failureOf(status, { ...said, retryAfterMs }, context)
  const fault = { evidence, failure, ...(retryAfterMs !== null && { retryAfterMs }) } as const
  const unsupported = vague.has(failure.kind) ? unsupportedIn(status, said) : undefined
  return unsupported === undefined ? fault : { ...fault, unsupported }
}

/** What a complaint about one field looks like; other failures have reasons of their own. */
const vague: ReadonlySet<Failure['kind']> = new Set(['request-refused', 'model-not-found'])

/**
 * Maps an error that came as an event of a stream that had begun with 200, or as a 200 whose body
 * is an error. It has no status of its own, so one is read from its code.
 */
export function faultOfEvent(error: unknown, context: FaultContext): Fault {
  const said = readErrorValue(error)
  const status = said.status ?? statusOfCodes(said.codes)
  const evidence = status < 500 || status === 529 ? 'refused' : 'unknown'
  const retryAfterMs = within(said.retryAfterMs)
  const failure = failureOf(status, { ...said, retryAfterMs }, context)
  const isBusy = failure.kind === 'provider-busy'
  return {
    evidence,
    failure: isBusy ? { ...failure, status: said.status } : failure,
    ...(retryAfterMs !== null && { retryAfterMs }),
  }
}

/** A request that got no answer at all. In doubt it was sent, and nothing is known. */
export function failedConnection(error: unknown, context: FaultContext, silentMs: number): Fault {
  const { providerName, host } = context
  const reason = reasonNotSent(error)
  if (reason !== null) {
    return { evidence: 'not-sent', failure: { kind: 'unreachable', providerName, host, reason } }
  }
  if (isRedirect(error)) return { evidence: 'refused', failure: notAnApi('redirect', context) }
  if (isSilence(error)) {
    return { evidence: 'unknown', failure: { kind: 'stalled', providerName, silentMs } }
  }
  return { evidence: 'unknown', failure: { kind: 'connection-ended', providerName } }
}

/** A success that is not an answer of an API: a sign-in page, a router, a wrong address. */
export function notAnApi(contentType: string | null, context: FaultContext): Failure {
  const { providerName, host } = context
  const shown = redactSecrets(contentType ?? '', context.keys)
  return { kind: 'not-an-api', providerName, host, contentType: shown }
}

/** `said` with a delay that is within bounds. */
function failureOf(status: number, said: ErrorBody, context: FaultContext): Failure {
  const { providerName } = context
  const message = redactSecrets(said.message, context.keys)
  const kind = kindOf(status, said)
  switch (kind) {
    case 'rate-limited':
      return { kind, providerName, retryAfterMs: said.retryAfterMs }
    case 'provider-busy':
      return { kind, providerName, status }
    case 'request-refused':
      return { kind, providerName, status, message }
    case 'model-not-found': {
      const { modelName } = context
      if (modelName === null) return { kind: 'request-refused', providerName, status, message }
      return { kind, providerName, modelName }
    }
    default:
      return { kind, providerName, message }
  }
}

type AnsweredKind =
  | 'key-refused'
  | 'not-allowed'
  | 'no-money-at-provider'
  | 'rate-limited'
  | 'provider-busy'
  | 'model-not-found'
  | 'context-too-long'
  | 'request-too-large'
  | 'request-refused'

/** Codes before words, words before the bare status; words only where statuses are used loosely. */
function kindOf(status: number, said: ErrorBody): AnsweredKind {
  const named = (pattern: RegExp): boolean => said.codes.some((code) => pattern.test(code))
  // 408: it gave up on a request that it had not read to its end.
  if (status >= 500 || status === 408) return 'provider-busy'
  if (status === 402 || named(noMoneyCodes)) return 'no-money-at-provider'
  if (status === 401) return 'key-refused'
  if (named(tooLongCodes)) return 'context-too-long'
  if (status === 413 || named(/request_too_large/)) {
    return tooLongWords.test(said.message) ? 'context-too-long' : 'request-too-large'
  }
  if (status === 429) {
    if (tooLargeWords.test(said.message)) return 'request-too-large'
    return allSpentWords.test(said.message) ? 'no-money-at-provider' : 'rate-limited'
  }
  if (status === 404 && noneTakesWords.test(said.message)) return 'request-refused'
  if (status === 404 || named(/model_not_found/)) return 'model-not-found'
  if ((status === 400 || status === 403) && noMoneyWords.test(said.message)) {
    return 'no-money-at-provider'
  }
  if (status === 403) return 'not-allowed'
  if (status !== 400 && status !== 422) return 'request-refused'
  if (badKeyWords.test(said.message)) return 'key-refused'
  if (tooLongWords.test(said.message)) return 'context-too-long'
  return noModelWords.test(said.message) ? 'model-not-found' : 'request-refused'
}

/** The status a code in a stream would have come with as an answer of its own. */
function statusOfCodes(codes: readonly string[]): number {
  const table: readonly (readonly [RegExp, number])[] = [
    [/overloaded/, 529],
    [noMoneyCodes, 402],
    [/rate_limit|resource_exhausted|too_many_requests|^tokens$/, 429],
    [/authentication|invalid_api_key|unauthorized/, 401],
    [/permission|forbidden/, 403],
    [/not_found/, 404],
    [/request_too_large/, 413],
    [tooLongCodes, 400],
    [/^invalid_|bad_request/, 400],
  ]
  return table.find(([pattern]) => codes.some((code) => pattern.test(code)))?.[1] ?? 500
}

function within(retryAfterMs: number | null): number | null {
  return retryAfterMs === null ? null : Math.min(retryAfterMs, MAX_RETRY_AFTER_MS)
}

/** `retry-after-ms`, or `retry-after` in seconds or as a date; null when absent or nonsense. */
function readRetryAfter(headers: Headers, nowMs: number): number | null {
  const exact = headers.get('retry-after-ms')
  if (exact !== null && /^\d{1,12}(\.\d+)?$/.test(exact)) return Math.ceil(Number(exact))
  const text = headers.get('retry-after')
  if (text === null) return null
  if (/^\d{1,9}(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000)
  const atMs = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN
  return Number.isFinite(atMs) ? Math.max(0, atMs - nowMs) : null
}
