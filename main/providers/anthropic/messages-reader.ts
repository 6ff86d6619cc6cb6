import type { StreamEvent } from '../provider.ts'
import { isRecord, readList, readName, readRecord, readText } from '../read-loosely.ts'
import type { LooseRecord } from '../read-loosely.ts'
import type { Marker, StreamReader } from '../run-attempt.ts'
import { createMessagesUsage } from './messages-usage.ts'

/**
 * Reads the events of the Messages API. The stop reason is the end: `message_stop` adds nothing. A
 * start that already has one is a whole message, from a server that does not stream.
 */
export function createMessagesReader(): StreamReader {
  let marker: Marker | null = null
  let problem: unknown
  const usage = createMessagesUsage()
  const blocks = createBlocks()

  const readStopReason = ({ stop_reason: reason }: LooseRecord): void => {
    const stopReason = readText(reason)
    if (stopReason !== '') marker = markerOf(stopReason)
  }

  const readByType: Readonly<Record<string, (event: LooseRecord) => StreamEvent[]>> = {
    message_start: (event) => {
      const message = readRecord(event['message'])
      const { id, content, stop_reason: stopReason, usage: reported } = message
      const reference = readName(id)
      const events: StreamEvent[] = reference === '' ? [] : [{ type: 'reference', reference }]
      if (isRecord(reported)) events.push(usage.start(reported))
      if (readText(stopReason) === '') return events
      readStopReason(message)
      events.push(...readList(content).flatMap((block, at) => blocks.start(at, readRecord(block))))
      if (isRecord(reported)) events.push(usage.update(reported))
      return events
    },
    content_block_start: ({ index, content_block: block }) =>
      blocks.start(index, readRecord(block)),
    content_block_delta: ({ index, delta }) => blocks.delta(index, readRecord(delta)),
    message_delta: ({ delta, usage: reported }) => {
      readStopReason(readRecord(delta))
      return isRecord(reported) ? [usage.update(reported)] : []
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

/** Follows the blocks of one message, of which tool calls are told apart by their index. */
function createBlocks() {
  /** The number of the call that began last at an index. */
  const calls = new Map<unknown, number>()
  let callCount = 0

  /** Its input is an empty object to begin with, and then comes in pieces. */
  function startCall(index: unknown, { id, name, input }: LooseRecord): StreamEvent[] {
    const call = callCount
    callCount += 1
    calls.set(index, call)
    const isWhole = Object.keys(readRecord(input)).length > 0
    const argumentsJson = isWhole ? JSON.stringify(input) : ''
    return [{ type: 'tool-call', call, callId: readName(id), name: readName(name), argumentsJson }]
  }

  return {
    /** A block usually starts empty; thinking the provider hides arrives whole, and is kept so. */
    start: (index: unknown, block: LooseRecord): StreamEvent[] => {
      const opaque = block['type'] === 'redacted_thinking' ? readText(block['data']) : ''
      const signature = readText(block['signature'])
      return [
        ...asOpaque('redacted', opaque),
        ...asEvent('thinking', readText(block['thinking'])),
        ...asOpaque('signature', signature),
        ...asEvent('text', readText(block['text'])),
        // Tools of the provider's own (`server_tool_use`) it runs itself.
        ...(block['type'] === 'tool_use' ? startCall(index, block) : []),
      ]
    },
    delta: (index: unknown, delta: LooseRecord): StreamEvent[] => {
      switch (delta['type']) {
        case 'text_delta':
          return asEvent('text', readText(delta['text']))
        case 'thinking_delta':
          return asEvent('thinking', readText(delta['thinking']))
        case 'signature_delta':
          return asOpaque('signature', readText(delta['signature']))
        case 'input_json_delta': {
          const call = calls.get(index)
          const argumentsJson = readText(delta['partial_json'])
          if (call === undefined || argumentsJson === '') return []
          return [{ type: 'tool-call', call, callId: '', name: '', argumentsJson }]
        }
        default:
          return []
      }
    },
  }
}

function asEvent(type: 'text' | 'thinking', text: string): StreamEvent[] {
  return text === '' ? [] : [{ type, text }]
}

function asOpaque(kind: 'redacted' | 'signature', data: string): StreamEvent[] {
  return data === '' ? [] : [{ type: 'opaque', opaque: `${kind}:${data}` }]
}

function markerOf(stopReason: string): Marker {
  switch (stopReason) {
    case 'max_tokens':
    case 'model_context_window_exceeded':
      return 'length'
    case 'tool_use':
      return 'tool-calls'
    case 'pause_turn':
      return 'paused'
    case 'refusal':
      return 'refused'
    default:
      return 'completed'
  }
}
