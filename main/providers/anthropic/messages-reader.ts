import type { StreamEvent } from '../provider.ts'
import { isRecord, readName, readRecord, readText } from '../read-loosely.ts'
import type { LooseRecord } from '../read-loosely.ts'
import type { StreamReader } from '../run-attempt.ts'
import { createMessagesUsage } from './messages-usage.ts'

/** Reads the events of the Messages API. The stop reason is the end: `message_stop` adds nothing. */
export function createMessagesReader(): StreamReader {
  let marker: ReturnType<StreamReader['marker']> = null
  let problem: unknown
  const usage = createMessagesUsage()

  const readByType: Readonly<Record<string, (event: LooseRecord) => StreamEvent[]>> = {
    message_start: (event) => {
      const message = readRecord(event['message'])
      const reference = readName(message['id'])
      const events: StreamEvent[] = reference === '' ? [] : [{ type: 'reference', reference }]
      if (isRecord(message['usage'])) events.push(usage.start(message['usage']))
      return events
    },
    content_block_start: (event) => readBlock(readRecord(event['content_block'])),
    content_block_delta: (event) => readDelta(readRecord(event['delta'])),
    message_delta: (event) => {
      const stopReason = readText(readRecord(event['delta'])['stop_reason'])
      if (stopReason !== '') marker = markerOf(stopReason)
      return isRecord(event['usage']) ? [usage.update(event['usage'])] : []
    },
    // The SDK throws for an event named `error`; a server may leave the name out.
    error: (event) => {
      problem = event['error'] ?? 'api_error'
      return []
    },
  }
  return {
    marker: () => marker,
    problem: () => problem,
    read: (chunk) => {
      const event = readRecord(chunk)
      const type = readText(event['type'])
      return Object.hasOwn(readByType, type) ? (readByType[type]?.(event) ?? []) : []
    },
  }
}

/** A block usually starts empty; thinking the provider hides arrives whole, and is kept as it is. */
function readBlock(block: LooseRecord): StreamEvent[] {
  const opaque = block['type'] === 'redacted_thinking' ? readText(block['data']) : ''
  return [
    ...(opaque === '' ? [] : [{ type: 'opaque' as const, opaque: `redacted:${opaque}` }]),
    ...asEvent('thinking', readText(block['thinking'])),
    ...asEvent('text', readText(block['text'])),
  ]
}

function readDelta(delta: LooseRecord): StreamEvent[] {
  switch (delta['type']) {
    case 'text_delta':
      return asEvent('text', readText(delta['text']))
    case 'thinking_delta':
      return asEvent('thinking', readText(delta['thinking']))
    case 'signature_delta': {
      const signature = readText(delta['signature'])
      return signature === '' ? [] : [{ type: 'opaque', opaque: `signature:${signature}` }]
    }
    default:
      return []
  }
}

function asEvent(type: 'text' | 'thinking', text: string): StreamEvent[] {
  return text === '' ? [] : [{ type, text }]
}

function markerOf(stopReason: string): 'completed' | 'length' | 'refused' {
  if (stopReason === 'max_tokens' || stopReason === 'model_context_window_exceeded') return 'length'
  return stopReason === 'refusal' ? 'refused' : 'completed'
}
