import type { Usage } from '../../../shared/money/usage.ts'
import type { StreamEvent } from '../provider.ts'
import { readCount, restOf } from '../read-count.ts'
import { isRecord, readEvidence, readName, readRecord, readText } from '../read-loosely.ts'
import type { LooseRecord } from '../read-loosely.ts'
import type { StreamReader } from '../run-attempt.ts'

/** Reads the events of the Responses API. There is no `[DONE]`: three event types are the end. */
export function createResponsesReader(): StreamReader {
  let marker: ReturnType<StreamReader['marker']> = null
  let problem: unknown
  let hasReference = false
  let hasRefused = false

  const readEnd = (type: string, response: LooseRecord): void => {
    if (type === 'response.completed') marker = hasRefused ? 'refused' : 'completed'
    if (type === 'response.incomplete') marker = markerOfIncomplete(response)
    if (type === 'response.failed') problem = response['error'] ?? 'server_error'
  }
  return {
    marker: () => marker,
    problem: () => problem,
    read: (chunk) => {
      const event = readRecord(chunk)
      const response = readRecord(event['response'])
      const type = readText(event['type'])
      const delta = readText(event['delta'])
      const events: StreamEvent[] = []
      const reference = readName(response['id'])
      if (reference !== '' && !hasReference) {
        hasReference = true
        events.push({ type: 'reference', reference })
      }
      if (delta !== '' && textTypes.has(type)) events.push({ type: 'text', text: delta })
      if (delta !== '' && thinkingTypes.has(type)) events.push({ type: 'thinking', text: delta })
      if (type === 'response.refusal.delta') hasRefused = true
      if (isRecord(response['usage'])) events.push(readUsage(response['usage']))
      readEnd(type, response)
      // The SDK throws for an event named `error`; a server may leave the name out.
      if (type === 'error') problem = event['error'] ?? event
      return events
    },
  }
}

const textTypes: ReadonlySet<string> = new Set([
  'response.output_text.delta',
  'response.refusal.delta',
])
const thinkingTypes: ReadonlySet<string> = new Set([
  'response.reasoning_text.delta',
  'response.reasoning_summary_text.delta',
])

function markerOfIncomplete(response: LooseRecord): 'refused' | 'length' {
  const reason = readRecord(response['incomplete_details'])['reason']
  return reason === 'content_filter' ? 'refused' : 'length'
}

/** `input_tokens` includes the cache; a cache write without its split is a short one. */
function readUsage(reported: LooseRecord): StreamEvent {
  const input = readRecord(reported['input_tokens_details'])
  const writes = readRecord(input['cache_write_tokens_details'])
  const cacheWriteLongTokens = readCount(writes['ttl_12h_tokens'])
  const usage: Usage = {
    inputTokens: readCount(reported['input_tokens']),
    cacheReadTokens: readCount(input['cached_tokens']),
    cacheWriteShortTokens: restOf(readCount(input['cache_write_tokens']), cacheWriteLongTokens),
    cacheWriteLongTokens,
    outputTokens: readCount(reported['output_tokens']),
    reasoningTokens: readCount(readRecord(reported['output_tokens_details'])['reasoning_tokens']),
  }
  return { type: 'usage', usage, costNanoUsd: null, raw: readEvidence(reported) }
}
