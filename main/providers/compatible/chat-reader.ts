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
import type { StreamReader } from '../run-attempt.ts'
import { readContent } from './chat-content.ts'
import { readChatUsage } from './chat-usage.ts'
import type { Dialect } from './dialects.ts'

/**
 * Reads the chunks of Chat Completions. A finish reason is the end; usage may ride on that chunk,
 * on one before it or on one of its own after it, so reading goes on until the server closes.
 */
export function createChatReader(dialect: Dialect): StreamReader {
  let marker: ReturnType<StreamReader['marker']> = null
  let problem: unknown
  let hasReference = false
  let hasRefused = false

  const readChoice = (choice: LooseRecord): StreamEvent[] => {
    const delta = readRecord(choice['delta'])
    const finishReason = readText(choice['finish_reason'])
    const refusal = readText(delta['refusal'])
    if (refusal !== '') hasRefused = true
    if (finishReason === 'error') problem = 'server_error'
    else if (finishReason !== '') marker = hasRefused ? 'refused' : markerOf(finishReason)
    const { text, thinking } = readContent(delta['content'])
    const reasoning = readText(delta['reasoning']) || readText(delta['reasoning_content'])
    return [...asEvent('thinking', reasoning + thinking), ...asEvent('text', text + refusal)]
  }
  return {
    marker: () => marker,
    problem: () => problem,
    read: (chunk) => {
      const { id, choices, usage, error, x_groq: groq } = readRecord(chunk)
      const events: StreamEvent[] = []
      const reference = readName(id)
      if (reference !== '' && !hasReference) {
        hasReference = true
        events.push({ type: 'reference', reference })
      }
      for (const choice of readList(choices)) events.push(...readChoice(readRecord(choice)))
      if (isRecord(usage)) events.push(usageEvent(usage, dialect))
      // Groq puts an error beside the choices, where the SDK does not see it.
      problem = error ?? readRecord(groq)['error'] ?? problem
      return events
    },
  }
}

function asEvent(type: 'text' | 'thinking', text: string): StreamEvent[] {
  return text === '' ? [] : [{ type, text }]
}

/** Servers have names of their own for a plain end (`eos`); what is not a bound is an end. */
function markerOf(finishReason: string): 'completed' | 'length' | 'refused' {
  if (finishReason === 'length' || finishReason === 'max_tokens') return 'length'
  return finishReason === 'content_filter' ? 'refused' : 'completed'
}

function usageEvent(reported: LooseRecord, dialect: Dialect): StreamEvent {
  return {
    type: 'usage',
    usage: readChatUsage(reported, dialect),
    costNanoUsd: dialect.readCost?.(reported) ?? null,
    raw: readEvidence(reported),
  }
}
