import type { StreamEvent } from '../provider.ts'
import { isRecord, readList, readName, readRecord, readText } from '../read-loosely.ts'
import type { LooseRecord } from '../read-loosely.ts'

type Call = { number: number; callId: string; name: string }

/**
 * Follows the tool calls of one answer. A call is told from the others by its index, by its id, or
 * by nothing but a new name: some servers leave the index out, some give every call the index 0,
 * some repeat the id with each piece, and some send a call whole.
 */
export function createChatToolCalls() {
  const calls: Call[] = []
  const atIndex = new Map<unknown, Call>()

  function begin(index: unknown, callId: string, name: string): Call {
    const call = { number: calls.length, callId, name }
    calls.push(call)
    atIndex.set(index, call)
    return call
  }

  /** The call a piece goes on with; null when it begins a new one. */
  function continued(index: unknown, callId: string, name: string): Call | null {
    const there = typeof index === 'number' ? atIndex.get(index) : undefined
    if (callId !== '') {
      const known = calls.find((call) => call.callId === callId)
      return known ?? (there?.callId === '' ? there : null)
    }
    if (typeof index === 'number') return there ?? null
    return name === '' ? (calls.at(-1) ?? null) : null
  }

  /** Its id or its name may come late; what is said again is not told again. */
  function goOn(call: Call, said: { callId: string; name: string; argumentsJson: string }) {
    const late = {
      callId: call.callId === '' ? said.callId : '',
      name: call.name === '' ? said.name : '',
    }
    call.callId ||= late.callId
    call.name ||= late.name
    const { argumentsJson } = said
    if (late.callId + late.name + argumentsJson === '') return []
    return [{ type: 'tool-call' as const, call: call.number, ...late, argumentsJson }]
  }

  function readPiece(piece: LooseRecord): StreamEvent[] {
    const said = readRecord(piece['function'])
    const callId = readName(piece['id'])
    const name = readName(said['name'])
    const argumentsJson = readArguments(said['arguments'])
    const { index } = piece
    const going = continued(index, callId, name)
    if (going !== null) return goOn(going, { callId, name, argumentsJson })
    if (callId === '' && name === '' && argumentsJson === '') return []
    const { number: call } = begin(index, callId, name)
    return [{ type: 'tool-call', call, callId, name, argumentsJson }]
  }

  return {
    /** Reads `tool_calls` of a delta or a whole message, and the `function_call` before them. */
    read: ({ tool_calls: pieces, function_call: old }: LooseRecord): StreamEvent[] => [
      ...readList(pieces).flatMap((piece) => readPiece(readRecord(piece))),
      ...(isRecord(old) ? readPiece({ index: 0, function: old }) : []),
    ],
    hasCalls: (): boolean => calls.length > 0,
  }
}

/** JSON in pieces; from some servers the value itself. */
function readArguments(value: unknown): string {
  return isRecord(value) ? JSON.stringify(value) : readText(value)
}
