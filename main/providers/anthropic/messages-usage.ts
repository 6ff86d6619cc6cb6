import type { Usage } from '../../../shared/money/usage.ts'
import type { StreamEvent } from '../provider.ts'
import { readCount, readSearchCount, restOf, sumCounts } from '../read-count.ts'
import { readEvidence, readRecord } from '../read-loosely.ts'
import type { LooseRecord } from '../read-loosely.ts'

/**
 * Follows the usage of one stream. It is cumulative, and a null means "unchanged". The
 * `output_tokens` of the start is a placeholder (1) and counts for nothing.
 */
export function createMessagesUsage() {
  let figures: LooseRecord = {}
  const report = (): StreamEvent => ({
    type: 'usage',
    usage: normalise(figures),
    costNanoUsd: null,
    raw: readEvidence(figures),
  })
  return {
    start: (reported: LooseRecord): StreamEvent => {
      figures = overlay({}, { ...reported, output_tokens: null })
      return report()
    },
    update: (reported: LooseRecord): StreamEvent => {
      figures = overlay(figures, reported)
      return report()
    },
  }
}

function overlay(before: LooseRecord, reported: LooseRecord): LooseRecord {
  const said = Object.entries(reported).filter(([, value]) => value !== null)
  return { ...before, ...Object.fromEntries(said) }
}

/** `input_tokens` leaves out what was read from or written to the cache: the three are added up. */
function normalise(figures: LooseRecord): Usage {
  const split = readRecord(figures['cache_creation'])
  const uncached = readCount(figures['input_tokens'])
  const cacheRead = readCount(figures['cache_read_input_tokens'])
  const cacheWriteLongTokens = readCount(split['ephemeral_1h_input_tokens'])
  const reportedWrite = figures['cache_creation_input_tokens']
  const cacheWrite =
    reportedWrite === undefined
      ? sumCounts(readCount(split['ephemeral_5m_input_tokens']), cacheWriteLongTokens)
      : readCount(reportedWrite)
  const isNonsense =
    (cacheRead === null && figures['cache_read_input_tokens'] !== undefined) ||
    (cacheWrite === null && reportedWrite !== undefined)
  return {
    inputTokens: isNonsense ? null : sumCounts(uncached, cacheRead, cacheWrite),
    cacheReadTokens: cacheRead,
    cacheWriteShortTokens: restOf(cacheWrite, cacheWriteLongTokens),
    cacheWriteLongTokens,
    outputTokens: readCount(figures['output_tokens']),
    reasoningTokens: readCount(readRecord(figures['output_tokens_details'])['thinking_tokens']),
    searchCount: readSearchCount(readRecord(figures['server_tool_use'])['web_search_requests']),
  }
}
