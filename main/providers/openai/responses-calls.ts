import type { StreamEvent } from '../provider.ts'
import { readName, readRecord, readText } from '../read-loosely.ts'
import type { LooseRecord } from '../read-loosely.ts'

type Call = { callId: string; number: number; hasArguments: boolean }

/**
 * Follows the function calls of one response, each at its place in the output. Its arguments come in
 * pieces, then once more whole; a server that sends no pieces is taken at its whole.
 */
export function createResponsesCalls() {
  const calls = new Map<unknown, Call>()
  let callCount = 0

  /** By its id, for not every server's last list has it at the same place; without one by its place. */
  function sameCall(callId: string, place: unknown): Call | undefined {
    const there = calls.get(place)
    if (callId === '' || there?.callId === '') return there
    return [...calls.values()].find((call) => call.callId === callId)
  }

  /** Begins a call that is not known yet, and adds arguments if it has none yet. */
  function readItem(item: LooseRecord, place: unknown): StreamEvent[] {
    if (item['type'] !== 'function_call') return []
    const argumentsJson = readText(item['arguments'])
    const callId = readName(item['call_id'])
    const known = sameCall(callId, place)
    if (known) return known.hasArguments ? [] : piece(known, argumentsJson)
    const call: Call = { callId, number: callCount, hasArguments: argumentsJson !== '' }
    callCount += 1
    calls.set(place, call)
    return [
      { type: 'tool-call', call: call.number, callId, name: readName(item['name']), argumentsJson },
    ]
  }

  function piece(call: Call | undefined, argumentsJson: string): StreamEvent[] {
    if (!call || argumentsJson === '') return []
    call.hasArguments = true
    return [{ type: 'tool-call', call: call.number, callId: '', name: '', argumentsJson }]
  }

  return {
    read: (type: string, event: LooseRecord): StreamEvent[] => {
      const place = event['output_index']
      const known = calls.get(place)
      switch (type) {
        case 'response.output_item.added':
        case 'response.output_item.done':
          return readItem(readRecord(event['item']), place)
        case 'response.function_call_arguments.delta':
          return piece(known, readText(event['delta']))
        case 'response.function_call_arguments.done':
          return known?.hasArguments ? [] : piece(known, readText(event['arguments']))
        default:
          return []
      }
    },
    /** Of the whole output at the end, what did not come before. */
    whole: (item: LooseRecord, place: number): StreamEvent[] => readItem(item, place),
  }
}
