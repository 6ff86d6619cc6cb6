import type { StreamEvent } from '../provider.ts'
import { readCount, readSearchCount, restOf } from '../read-count.ts'
import { readEvidence, readRecord } from '../read-loosely.ts'
import type { LooseRecord } from '../read-loosely.ts'

/** Reads a server's own cost out of its usage, in nano-USD; null where it gives none to rely on. */
export type ReadCost = (usage: LooseRecord) => number | null

/**
 * What a response says it used. `input_tokens` includes the cache; a cache write without its split
 * is a short one. Searches stand beside the usage, and count only those that are billed.
 */
export function readResponsesUsage(
  reported: LooseRecord,
  { tool_usage: toolUsage }: LooseRecord,
  readCost: ReadCost | null,
): StreamEvent {
  const input = readRecord(reported['input_tokens_details'])
  const writes = readRecord(input['cache_write_tokens_details'])
  const cacheWriteLongTokens = readCount(writes['ttl_12h_tokens'])
  const cacheWriteTokens = readCount(input['cache_write_tokens'])
  const searches = readRecord(readRecord(toolUsage)['web_search'])
  return {
    type: 'usage',
    usage: {
      inputTokens: readCount(reported['input_tokens']),
      cacheReadTokens: readCount(input['cached_tokens']),
      cacheWriteShortTokens:
        restOf(cacheWriteTokens, cacheWriteLongTokens) ?? readCount(writes['ttl_30m_tokens']),
      cacheWriteLongTokens,
      outputTokens: readCount(reported['output_tokens']),
      reasoningTokens: readCount(readRecord(reported['output_tokens_details'])['reasoning_tokens']),
      searchCount: readSearchCount(searches['num_requests']),
    },
    costNanoUsd: readCost?.(reported) ?? null,
    raw: readEvidence(
      'num_requests' in searches ? { ...reported, web_search: searches } : reported,
    ),
  }
}
