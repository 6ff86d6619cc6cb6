import { readFileSync } from 'node:fs'
import type { NetworkKind } from './attempt.ts'

/** A recorded answer and what must come of it. */
export type WireFile = {
  file: string
  api: 'chat' | 'responses' | 'messages' | 'error' | 'models'
  status: number
  headers: Readonly<Record<string, string>>
  end?: 'clean' | 'reset' | 'hang'
  expect?: WireExpectation
}

export type WireExpectation = {
  state: 'completed' | 'tool_calls' | 'content_filter' | 'error' | 'truncated' | 'stalled'
  text?: string
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
  } | null
}

const folder = new URL('../fixtures/wire/', import.meta.url)

export const wireFiles = JSON.parse(readWire('index.json')) as readonly WireFile[]

export const wireStreams = wireFiles.filter(({ file }) => file.endsWith('.txt'))

export const kindOfApi = {
  chat: 'compatible',
  responses: 'openai',
  messages: 'anthropic',
} as const satisfies Partial<Record<WireFile['api'], NetworkKind>>

export function readWire(file: string): string {
  return readFileSync(new URL(file, folder), 'utf8')
}
