import type { StreamEvent } from '../provider.ts'
import { isRecord, readList, readName, readRecord, readText } from '../read-loosely.ts'
import type { LooseRecord } from '../read-loosely.ts'
import type { Marker, StreamReader } from '../run-attempt.ts'
import { createResponsesCalls } from './responses-calls.ts'
import { type ReadCost, readResponsesUsage } from './responses-usage.ts'

/**
 * Reads the events of the Responses API. There is no `[DONE]`: three event types are the end. Each
 * of them holds the whole answer once more; of that only what was not streamed is taken, so that an
 * answer that comes whole, from a server that does not stream, is read as well. `readCost` is for
 * servers that name their cost.
 */
export function createResponsesReader(readCost: ReadCost | null = null): StreamReader {
  let marker: Marker | null = null
  let problem: unknown
  let hasReference = false
  let hasRefused = false
  const streamed = { text: false, thinking: false }
  const calls = createResponsesCalls()

  const asEvent = (type: 'text' | 'thinking', text: string): StreamEvent[] => {
    if (text === '') return []
    streamed[type] = true
    return [{ type, text }]
  }

  const readOutput = (output: readonly LooseRecord[]): StreamEvent[] => {
    const whole = readWhole(output)
    if (whole.hasRefusal) hasRefused = true
    const { thinking, text } = streamed
    return [
      ...(thinking ? [] : asEvent('thinking', whole.thinking)),
      ...(text ? [] : asEvent('text', whole.text)),
      ...output.flatMap((item, index) => calls.whole(item, index)),
    ]
  }

  const readEnd = (type: string, response: LooseRecord): StreamEvent[] => {
    const end = endOf(type)
    if (end === null) return []
    if (end === 'failed') problem = response['error'] ?? 'server_error'
    const events = readOutput(readList(response['output']).map(readRecord))
    if (end === 'completed') marker = hasRefused ? 'refused' : 'completed'
    if (end === 'incomplete') marker = markerOfIncomplete(response)
    return events
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
      if (textTypes.has(type)) events.push(...asEvent('text', delta))
      if (thinkingTypes.has(type)) events.push(...asEvent('thinking', delta))
      if (type === 'response.refusal.delta') hasRefused = true
      events.push(...calls.read(type, event), ...readEnd(type, response))
      if (isRecord(response['usage']))
        events.push(readResponsesUsage(response['usage'], response, readCost))
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

function endOf(type: string): 'completed' | 'incomplete' | 'failed' | null {
  switch (type) {
    case 'response.completed':
      return 'completed'
    case 'response.incomplete':
      return 'incomplete'
    case 'response.failed':
    case 'response.cancelled':
      return 'failed'
    default:
      return null
  }
}

/** `max_output_tokens` and `max_messages` are bounds; `steered` goes on in another response. */
function markerOfIncomplete(response: LooseRecord): Marker {
  switch (readRecord(response['incomplete_details'])['reason']) {
    case 'content_filter':
      return 'filtered'
    case 'steered':
      return 'paused'
    default:
      return 'length'
  }
}

/** The text and the thinking of all items of an output, each joined. */
function readWhole(output: readonly LooseRecord[]) {
  const parts = output.flatMap(({ type, content, summary }) => {
    const own = readList(content).map(readRecord)
    // The thinking itself is rarely given; its summary stands for it.
    return type === 'reasoning' && own.length === 0 ? readList(summary).map(readRecord) : own
  })
  const joined = (...types: readonly string[]): string =>
    parts
      .map((part) => (types.includes(readText(part['type'])) ? readText(part['text']) : ''))
      .join('')
  const refusal = parts.map(({ refusal }) => readText(refusal)).join('')
  return {
    text: joined('output_text') + refusal,
    thinking: joined('reasoning_text', 'summary_text'),
    hasRefusal: refusal !== '',
  }
}
