/** How a request is answered: set for a model id, or queued for the next requests. */
export type Behaviour = AnswerBehaviour | ErrorBehaviour | RawBehaviour | RedirectBehaviour

/** An answer in the provider's own event grammar. */
export type AnswerBehaviour = {
  kind: 'answer'
  /** What the model says; without it, a sentence about what it was asked. */
  text?: string
  /** Between pieces of a word or so. */
  delayMs?: number
  /** Generated and billed, and not shown. */
  reasoningTokens?: number
  cache?: CacheTokens
  /** `none`: never said. `twice`: said half-way and again at the end, cumulative. */
  usage?: 'once' | 'twice' | 'none'
  finish?: 'stop' | 'length' | 'refused' | 'filtered'
  /** Breaks off after so many bytes of the body: a reset, a clean end, or silence for ever. */
  breakOff?: { afterBytes: number; how: 'reset' | 'end' | 'hang' }
  /**
   * Once the client has hung up: `stops` bills what was sent until then, `runs-on` goes on to the
   * end at the same pace and bills the whole answer. Without it, as the provider does.
   */
  afterHangUp?: AfterHangUp
  /** Takes the request and never says a word, not even a status. */
  silent?: boolean
}

export type AfterHangUp = 'stops' | 'runs-on'

type ErrorBehaviour = {
  kind: 'error'
  status: number
  body?: string
  headers?: Readonly<Record<string, string>>
  /** The work was done and is charged although the answer is an error. */
  isBilled?: boolean
}

/** A body as it is: fixtures, web pages, nonsense. Not billed. */
export type RawBehaviour = {
  kind: 'raw'
  body: string
  status?: number
  contentType?: string
  end?: 'reset' | 'end' | 'hang'
}

type RedirectBehaviour = { kind: 'redirect'; to: string }

/** Parts of the input, in tokens, that are read from or written to a cache. */
export type CacheTokens = { read: number; writeShort: number; writeLong: number }

export const htmlPage: RawBehaviour = {
  kind: 'raw',
  contentType: 'text/html; charset=utf-8',
  body: '<!doctype html><html><head><title>Sign in</title></head><body>Welcome</body></html>',
}

/** To queue: so many refusals for want of room, after which the provider is itself again. */
export function busy(
  times: number,
  status: 429 | 503 | 529,
  retryAfterSeconds?: number,
): ErrorBehaviour[] {
  const headers =
    retryAfterSeconds === undefined ? {} : { 'retry-after': retryAfterSeconds.toString() }
  return Array.from({ length: times }, () => ({ kind: 'error', status, headers }))
}
