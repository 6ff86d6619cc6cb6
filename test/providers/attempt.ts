import { anthropic } from '../../main/providers/anthropic/anthropic.ts'
import { compatible } from '../../main/providers/compatible/compatible.ts'
import { openAi } from '../../main/providers/openai/openai.ts'
import type {
  Connection,
  ProviderAdapter,
  ProviderMessage,
  ProviderRequest,
  StreamEnding,
  StreamEvent,
} from '../../main/providers/provider.ts'
import type { Failure } from '../../shared/failures.ts'
import type { Usage } from '../../shared/money/usage.ts'

/** The key all these tests use. It looks like none of the patterns, so only exact redaction helps. */
export const secretKey = 'farthing7test4secret2key9value'

export type NetworkKind = 'openai' | 'compatible' | 'anthropic'

/** The adapters that use the network, with the path each asks. */
export const networkAdapters: readonly {
  kind: NetworkKind
  adapter: ProviderAdapter
  path: string
}[] = [
  { kind: 'openai', adapter: openAi, path: '/v1/responses' },
  { kind: 'compatible', adapter: compatible, path: '/v1/chat/completions' },
  { kind: 'anthropic', adapter: anthropic, path: '/v1/messages' },
]

export function connectionTo(address: string, changes: Partial<Connection> = {}): Connection {
  return {
    providerName: 'Fake',
    address,
    key: secretKey,
    fetch: globalThis.fetch,
    idleTimeoutMs: 5_000,
    maxDurationMs: 60_000,
    ...changes,
  }
}

export function requestTo(
  connection: Connection,
  changes: Partial<ProviderRequest> = {},
): ProviderRequest {
  return {
    connection,
    attemptId: 'attempt-1',
    modelId: 'heavy',
    modelName: 'Heavy',
    system: null,
    messages: [says('user', 'How are credits counted?')],
    maxOutputTokens: 1_000,
    effort: null,
    temperature: null,
    without: [],
    signal: new AbortController().signal,
    ...changes,
  }
}

export function says(role: ProviderMessage['role'], text: string): ProviderMessage {
  return { role, parts: [{ type: 'text', text }] }
}

export type Outcome = {
  ending: StreamEnding
  events: readonly StreamEvent[]
  text: string
  thinking: string
  /** The last usage that was said; null when none was. */
  usage: Usage | null
}

/** Runs an attempt to its ending and gathers what came. */
export async function runToEnd(
  adapter: ProviderAdapter,
  request: ProviderRequest,
  onEvent: (event: StreamEvent) => void = () => undefined,
): Promise<Outcome> {
  const events: StreamEvent[] = []
  const stream = adapter.stream(request)
  let step = await stream.next()
  while (!step.done) {
    events.push(step.value)
    onEvent(step.value)
    step = await stream.next()
  }
  return {
    ending: step.value,
    events,
    text: joined(events, 'text'),
    thinking: joined(events, 'thinking'),
    usage: events.findLast((event) => event.type === 'usage')?.usage ?? null,
  }
}

/** The failure of an ending, or null. */
export function failureOf(ending: StreamEnding): Failure | null {
  return 'failure' in ending ? ending.failure : null
}

function joined(events: readonly StreamEvent[], type: 'text' | 'thinking'): string {
  return events.map((event) => (event.type === type ? event.text : '')).join('')
}

export type CannedAnswer = {
  body: string | Uint8Array
  status?: number
  headers?: Readonly<Record<string, string>>
  /** Bytes in each piece the reader gets. */
  sliceBytes?: number
  end?: 'clean' | 'reset' | 'hang'
}

/** A `fetch` that answers from memory, in slices: what the network would do, without its chance. */
export function cannedFetch(canned: CannedAnswer): typeof fetch {
  const { body, status = 200, sliceBytes = 65_536, end = 'clean' } = canned
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  const headers = { 'content-type': 'text/event-stream', ...canned.headers }
  return async (_input, init) => {
    let at = 0
    const signal = init?.signal
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        const stop = (): void => controller.error(new DOMException('Stopped', 'AbortError'))
        signal?.addEventListener('abort', stop, { once: true })
      },
      pull(controller) {
        if (at < bytes.length) {
          controller.enqueue(bytes.slice(at, at + sliceBytes))
          at += sliceBytes
        } else if (end === 'clean') controller.close()
        else if (end === 'reset') controller.error(new TypeError('terminated'))
        else return new Promise(() => undefined)
        return undefined
      },
    })
    return new Response(stream, { status, headers })
  }
}
