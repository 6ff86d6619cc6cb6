import { readFileSync } from 'node:fs'
import { wireProvider } from '../../build/wire/providers.ts'
import type { StreamEvent } from '../../main/providers/provider.ts'
import type { FailureKind } from '../../shared/failures.ts'
import { cannedFetch, connectionTo, networkAdapters, requestTo, runToEnd } from './attempt.ts'
import type { NetworkKind, Outcome } from './attempt.ts'

/** A recorded answer and what must come of it. */
export type WireFile = {
  file: string
  api: 'chat' | 'responses' | 'messages' | 'error' | 'models' | 'count_tokens' | 'input_tokens'
  /** Whose answer it is: OpenAI's or Anthropic's if it is not said. */
  provider?: string
  status: number
  headers: Readonly<Record<string, string>>
  end?: 'clean' | 'reset' | 'hang'
  expect?: WireExpectation
}

export type WireExpectation = {
  state:
    | 'completed'
    | 'length'
    | 'tool_calls'
    | 'content_filter'
    | 'refusal'
    | 'pause'
    | 'error'
    | 'truncated'
    | 'stalled'
  text?: string
  thinking?: string
  tools?: readonly (readonly [name: string, args: unknown])[]
  usage: {
    in?: number
    out?: number | null
    cacheRead?: number
    cacheWrite?: number
    cacheWrite5m?: number
    cacheWrite1h?: number
    cacheWrite30m?: number
    cacheWrite12h?: number
    reasoning?: number
    webSearches?: number
  } | null
  /** The cost the provider names, null for none; absent where it does not matter. */
  costNanoUsd?: number | null
  failure?: FailureKind
}

const folder = new URL('../fixtures/wire/', import.meta.url)

export const wireFiles = JSON.parse(readWire('index.json')) as readonly WireFile[]

const kindOfApi = {
  chat: 'compatible',
  responses: 'openai',
  messages: 'anthropic',
} as const satisfies Partial<Record<WireFile['api'], NetworkKind>>

/** Answers to a turn, streamed or whole. */
export type WireAnswer = WireFile & { api: keyof typeof kindOfApi; expect: WireExpectation }

export const wireAnswers = wireFiles.filter(
  (wire): wire is WireAnswer => wire.api in kindOfApi && wire.expect !== undefined,
)

export function readWire(file: string): string {
  return readFileSync(new URL(file, folder), 'utf8')
}

export function wireAnswer(file: string): WireAnswer {
  const found = wireAnswers.find((wire) => wire.file === file)
  if (!found) throw new Error(`There is no recorded answer ${file}`)
  return found
}

/** Runs a recorded answer through its adapter, at its provider's own address unless told. */
export function replay(
  wire: WireAnswer,
  sliceBytes: number,
  { address = addressOf(wire), idleTimeoutMs = 5_000 } = {},
): Promise<Outcome> {
  const kind = kindOfApi[wire.api]
  const { adapter } = networkAdapters.find((one) => one.kind === kind)!
  const body = readWire(wire.file)
  const fetch = cannedFetch({ body, headers: wire.headers, sliceBytes, end: wire.end ?? 'clean' })
  return runToEnd(adapter, requestTo(connectionTo(address, { fetch, idleTimeoutMs })))
}

function addressOf({ api, provider }: WireAnswer): string {
  const name = provider ?? (api === 'messages' ? 'anthropic' : 'openai')
  const found = wireProvider(name)
  if (!found) throw new Error(`There is no provider ${name}`)
  return found.address
}

/** The tool calls of an answer, put together from their pieces as a window would. */
export function toolsOf(events: readonly StreamEvent[]): [name: string, args: unknown][] {
  const calls: { callId: string; name: string; argumentsJson: string }[] = []
  for (const event of events) {
    if (event.type !== 'tool-call') continue
    const known = calls[event.call]
    if (known === undefined) {
      if (event.call !== calls.length) throw new Error('Calls are numbered in order from 0')
      calls.push({ ...event })
      continue
    }
    if (event.callId !== '' || event.name !== '') throw new Error('A call is named once')
    known.argumentsJson += event.argumentsJson
  }
  return calls.map(({ name, argumentsJson }) => [name, JSON.parse(argumentsJson || '{}')])
}
