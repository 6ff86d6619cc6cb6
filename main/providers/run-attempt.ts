import { openExchange } from './exchange.ts'
import type { Exchange } from './exchange.ts'
import { faultOfEvent, notAnApi } from './failures-of.ts'
import { isSilence } from './not-sent.ts'
import type { ProviderRequest, StreamEnding, StreamEvent } from './provider.ts'
import { isRecord, readName } from './read-loosely.ts'
import { redactSecrets } from './redact.ts'

/**
 * After the terminal marker only usage is due, and then nothing but the close. A slow gateway is
 * given time for the one; a server that forgets the other is not waited for.
 */
const USAGE_DUE_MS = 5_000
const CLOSE_DUE_MS = 500

/** What one provider's format adds to an attempt; all else is the same for every provider. */
export type Dialogue = {
  headers: Readonly<Record<string, string>>
  /** Where the answer's headers name the request, ahead of its first piece; absent if nowhere. */
  referenceHeader?: string | null
  /** Sends the request through the SDK; what it yields is read as if its type were unknown. */
  open: (exchange: Exchange) => Promise<AsyncIterable<unknown>>
  reader: StreamReader
}

/** How an answer can end by itself. */
export type Marker = Exclude<StreamEnding['kind'], 'stopped' | 'truncated' | 'failed'>

/** Reads one stream. Keeps its place in it, so one is made for each attempt. */
export type StreamReader = {
  read: (chunk: unknown) => readonly StreamEvent[]
  /** What the terminal marker said; null while it has not come. */
  marker: () => Marker | null
  /** An error that came as an ordinary chunk; undefined while none has. */
  problem: () => unknown
}

/** Runs one attempt from the first byte to its one named ending. Never throws. */
export async function* runAttempt(
  request: ProviderRequest,
  dialogue: Dialogue,
): AsyncGenerator<StreamEvent, StreamEnding> {
  if (request.signal.aborted) return { kind: 'stopped', isSent: false }
  const { connection, modelName, signal } = request
  const { headers, reader } = dialogue
  const exchange = openExchange(connection, { expects: 'stream', headers, modelName, signal })
  const progress: Progress = { ...freshProgress }
  try {
    if (exchange.fault() === null) {
      const steps = stepThrough(dialogue, exchange)
      for (let chunk = await steps.next(); chunk !== ended; chunk = await steps.next()) {
        if (chunk === begun) {
          yield* referenceIn(dialogue, exchange, progress)
          continue
        }
        const events = reader.read(chunk).filter((event) => isNew(event, progress))
        note(progress, events)
        yield* events
        if (reader.problem() !== undefined) break
        if (reader.marker() === null) continue
        exchange.expectEndWithin(progress.hasUsage ? CLOSE_DUE_MS : USAGE_DUE_MS)
      }
    }
  } catch (error) {
    progress.error = error
  } finally {
    exchange.close()
  }
  yield* referenceIn(dialogue, exchange, progress)
  return endingOf(request, reader, exchange, progress)
}

/** The name a header gives the request, once; also with an error, or when we did not wait for more. */
function referenceIn(
  { referenceHeader }: Dialogue,
  exchange: Exchange,
  progress: Progress,
): StreamEvent[] {
  if (!referenceHeader || progress.hasReference) return []
  const reference = readName(exchange.header(referenceHeader))
  if (reference === '') return []
  progress.hasReference = true
  return [{ type: 'reference', reference }]
}

/** A request keeps its first name: what a header said is not said again by the pieces. */
function isNew({ type }: StreamEvent, progress: Progress): boolean {
  if (type !== 'reference') return true
  const isFirst = !progress.hasReference
  progress.hasReference = true
  return isFirst
}

type Progress = {
  hasReference: boolean
  chunkCount: number
  /** Text, thinking, a tool call or usage has come: the model was at work. */
  hasSubstance: boolean
  /** The output has been counted by the provider. */
  hasUsage: boolean
  error: unknown
}

const freshProgress: Progress = {
  hasReference: false,
  chunkCount: 0,
  hasSubstance: false,
  hasUsage: false,
  error: undefined,
}

function note(progress: Progress, events: readonly StreamEvent[]): void {
  progress.chunkCount += 1
  for (const event of events) {
    if (event.type !== 'reference') progress.hasSubstance = true
    if (event.type === 'usage' && event.usage.outputTokens !== null) progress.hasUsage = true
  }
}

/** The marker outranks all; then what the wire knows; then the person's stop; then the stream. */
function endingOf(
  request: ProviderRequest,
  reader: StreamReader,
  exchange: Exchange,
  progress: Progress,
): StreamEnding {
  const marker = reader.marker()
  if (marker !== null) return { kind: marker }
  const fault = exchange.fault()
  if (fault !== null) {
    return exchange.isAnswered()
      ? { kind: 'truncated', failure: fault.failure }
      : { kind: 'failed', ...fault }
  }
  if (request.signal.aborted) return { kind: 'stopped', isSent: exchange.isSent() }
  const said = reader.problem() ?? errorInStream(progress.error)
  if (said !== undefined) return endingOfProblem(said, exchange, progress)
  return exchange.isAnswered()
    ? endingOfSilence(request, exchange, progress)
    : endingOfBug(exchange, progress)
}

/** An error inside a stream: what came before it was generated, and probably billed. */
function endingOfProblem(said: unknown, exchange: Exchange, progress: Progress): StreamEnding {
  const fault = faultOfEvent(said, exchange.context)
  return progress.hasSubstance
    ? { kind: 'truncated', failure: fault.failure }
    : { kind: 'failed', ...fault }
}

/** The stream is over without its marker: cut, damaged, or never a stream at all. */
function endingOfSilence(
  { connection }: ProviderRequest,
  exchange: Exchange,
  { chunkCount, error }: Progress,
): StreamEnding {
  const { providerName, idleTimeoutMs } = connection
  if (chunkCount === 0 && !exchange.isOfApi() && error === undefined) {
    return {
      kind: 'failed',
      failure: notAnApi('text/plain', exchange.context),
      evidence: 'refused',
    }
  }
  if (isSilence(error)) {
    return {
      kind: 'truncated',
      failure: { kind: 'stalled', providerName, silentMs: idleTimeoutMs },
    }
  }
  if (error instanceof SyntaxError && !exchange.isCutShort()) {
    const message = 'A piece of the answer is not JSON'
    return { kind: 'truncated', failure: { kind: 'stream-damaged', providerName, message } }
  }
  return { kind: 'truncated', failure: { kind: 'connection-ended', providerName } }
}

/** Neither the wire nor the stream explains it: a mistake in the SDK or in Farthing. */
function endingOfBug(exchange: Exchange, { error }: Progress): StreamEnding {
  const text = error instanceof Error ? error.message : 'The SDK sent nothing'
  const message = redactSecrets(text, exchange.context.keys)
  const evidence = exchange.isSent() ? 'unknown' : 'not-sent'
  return { kind: 'failed', failure: { kind: 'internal', message }, evidence }
}

/** Both SDKs throw an error event as an APIError without a status, its body in `error`. */
function errorInStream(error: unknown): unknown {
  if (!(error instanceof Error) || !('error' in error)) return undefined
  return isRecord(error.error) || typeof error.error === 'string' ? error.error : undefined
}

const begun = Symbol('begun')
const ended = Symbol('ended')

/**
 * Steps through an SDK's stream, and stops at once when the exchange does. An SDK ends its iterator
 * quietly on abort, throws, or goes on waiting; here it makes no difference.
 */
function stepThrough({ open }: Dialogue, exchange: Exchange) {
  let chunks: AsyncIterator<unknown> | null = null
  let wake: (() => void) | null = null
  exchange.signal.addEventListener('abort', () => wake?.(), { once: true })
  const step = async (): Promise<unknown> => {
    if (chunks === null) {
      chunks = (await open(exchange))[Symbol.asyncIterator]()
      return begun
    }
    const { done, value } = await chunks.next()
    return done ? ended : value
  }
  return {
    next: (): Promise<unknown> => {
      if (exchange.signal.aborted) return Promise.resolve(ended)
      return new Promise((resolve, reject) => {
        wake = () => resolve(ended)
        step().then(resolve, reject)
      })
    },
  }
}
