import type { StreamEvent } from '../provider.ts'
import {
  isRecord,
  readEvidence,
  readList,
  readName,
  readRecord,
  readText,
} from '../read-loosely.ts'
import type { LooseRecord } from '../read-loosely.ts'
import type { Marker, StreamReader } from '../run-attempt.ts'
import { readContent } from './chat-content.ts'
import { createChatToolCalls } from './chat-tool-calls.ts'
import { readChatUsage } from './chat-usage.ts'
import type { Dialect } from './dialects.ts'

/**
 * Reads the chunks of Chat Completions. A finish reason is the end; usage may ride on that chunk,
 * on one before it or on one of its own after it, so reading goes on until the server closes. A
 * whole answer, as a server sends that does not stream, is read as one chunk.
 */
export function createChatReader(dialect: Dialect): StreamReader {
  let marker: Marker | null = null
  let problem: unknown
  let hasReference = false
  let hasRefused = false
  let hasFigures = false
  const toolCalls = createChatToolCalls()

  /** Usage is cumulative: one that tells nothing does not undo what was told. */
  const readUsage = (reported: unknown): StreamEvent[] => {
    if (!isRecord(reported)) return []
    const usage = readChatUsage(reported, dialect)
    const costNanoUsd = dialect.readCost?.(reported) ?? null
    const tells = costNanoUsd !== null || Object.values(usage).some((count) => (count ?? 0) > 0)
    if (hasFigures && !tells) return []
    hasFigures = tells
    return [{ type: 'usage', usage, costNanoUsd, raw: readEvidence(reported) }]
  }

  const readChoice = (choice: LooseRecord): StreamEvent[] => {
    const said = readRecord(choice['delta'] ?? choice['message'])
    const finishReason = readText(choice['finish_reason']).toLowerCase()
    const { text, thinking } = readContent(said['content'])
    const refusal = readText(said['refusal'])
    const reasoning = readText(said['reasoning']) || readText(said['reasoning_content'])
    const calls = toolCalls.read(said)
    if (refusal !== '') hasRefused = true
    if (errorReasons.has(finishReason)) problem ??= choice['error'] ?? 'server_error'
    else if (finishReason !== '') marker = markerOf(finishReason)
    return [
      ...asEvent('thinking', reasoning + thinking),
      ...asEvent('text', text + refusal),
      ...calls,
      ...readUsage(choice['usage']),
    ]
  }
  return {
    // Some servers call it a plain stop although they want a tool run, or would not answer.
    marker: () => {
      if (marker !== 'completed') return marker
      if (hasRefused) return 'refused'
      return toolCalls.hasCalls() ? 'tool-calls' : marker
    },
    problem: () => problem,
    read: (chunk) => {
      const { id, choices, usage, error, x_groq: ofGroq } = readRecord(chunk)
      const groq = readRecord(ofGroq)
      const events: StreamEvent[] = []
      const reference = readName(id)
      if (reference !== '' && !hasReference) {
        hasReference = true
        events.push({ type: 'reference', reference })
      }
      for (const choice of readList(choices)) events.push(...readChoice(readRecord(choice)))
      // Groq says the same figures in both places; each is the whole, so none is added.
      events.push(...readUsage(groq['usage']), ...readUsage(usage))
      // Groq puts an error beside the choices, Google the error into a list: the SDK sees neither.
      const ofGoogle = readRecord(readList(chunk)[0])['error']
      problem = [error, groq['error'], ofGoogle].find(isProblem) ?? problem
      return events
    },
  }
}

function asEvent(type: 'text' | 'thinking', text: string): StreamEvent[] {
  return text === '' ? [] : [{ type, text }]
}

/** Finish reasons, in lower case, with which a server gives up: `error` of OpenRouter, DeepSeek's. */
const errorReasons: ReadonlySet<string> = new Set(['error', 'insufficient_system_resource'])

/**
 * Finish reasons in lower case. OpenAI's, and what others say in their own words: Mistral's
 * `model_length`, Google's `MAX_TOKENS` and its many filters. What stands nowhere here is a plain
 * end (`eos`, `end_turn`).
 */
const markers: Readonly<Record<string, Marker>> = {
  length: 'length',
  max_tokens: 'length',
  max_output_tokens: 'length',
  model_length: 'length',
  model_context_window_exceeded: 'length',
  tool_calls: 'tool-calls',
  tool_call: 'tool-calls',
  tool_use: 'tool-calls',
  function_call: 'tool-calls',
  pause_turn: 'paused',
  refusal: 'refused',
  content_filter: 'filtered',
  content_filtered: 'filtered',
  safety: 'filtered',
  recitation: 'filtered',
  language: 'filtered',
  blocklist: 'filtered',
  prohibited_content: 'filtered',
  spii: 'filtered',
  image_safety: 'filtered',
  sensitive: 'filtered',
}

/** Gemini prefixes its filters on this API: `content_filter: SAFETY`. */
function markerOf(finishReason: string): Marker {
  const first = /^[a-z_]+/.exec(finishReason)?.[0] ?? ''
  return Object.hasOwn(markers, first) ? (markers[first] ?? 'completed') : 'completed'
}

/** Some servers have the field in every chunk, and nothing in it. */
function isProblem(error: unknown): boolean {
  return error !== undefined && error !== null && error !== false && error !== ''
}
