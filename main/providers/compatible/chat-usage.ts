import type { Usage } from '../../../shared/money/usage.ts'
import { readCount, readSearchCount, restOf, sumCounts } from '../read-count.ts'
import { readRecord } from '../read-loosely.ts'
import type { LooseRecord } from '../read-loosely.ts'
import type { Dialect } from './dialects.ts'

/** What a Chat Completions server says it used. `prompt_tokens` includes what the cache gave. */
export function readChatUsage(
  reported: LooseRecord,
  { countsAs }: Pick<Dialect, 'countsAs'>,
): Usage {
  const plain = readPlainUsage(reported)
  switch (countsAs) {
    case 'openai':
      return plain
    case 'xai':
      return readXaiUsage(plain)
    case 'gemini':
      return readGeminiUsage(plain, readCount(reported['total_tokens']))
  }
}

function readPlainUsage(reported: LooseRecord): Usage {
  const input = readRecord(reported['prompt_tokens_details'])
  const details = readRecord(reported['completion_tokens_details'])
  const cacheHits = readCount(reported['prompt_cache_hit_tokens'])
  const cacheMisses = readCount(reported['prompt_cache_miss_tokens'])
  const prompt = readCount(reported['prompt_tokens']) ?? wholeOf(cacheHits, cacheMisses)
  const cacheReadTokens =
    readCount(input['cached_tokens']) ?? cacheHits ?? readCount(reported['num_cached_tokens'])
  // A part is never larger than its whole: then the whole leaves the cache out, as xAI's may.
  const isApart = (cacheReadTokens ?? 0) > (prompt ?? 0)
  return {
    inputTokens: isApart ? sumCounts(prompt, cacheReadTokens) : prompt,
    cacheReadTokens,
    cacheWriteShortTokens: readCount(input['cache_write_tokens']),
    cacheWriteLongTokens: null,
    outputTokens: readCount(reported['completion_tokens']),
    reasoningTokens:
      readCount(details['reasoning_tokens']) ?? readCount(reported['reasoning_tokens']),
    searchCount: readSearches(reported),
  }
}

/** DeepSeek's two parts of the input, of which each must be known. */
function wholeOf(cacheHits: number | null, cacheMisses: number | null): number | null {
  return cacheMisses === null ? null : sumCounts(cacheHits, cacheMisses)
}

/** OpenRouter's count under its two names; Perplexity's own. */
function readSearches(reported: LooseRecord): number | null {
  return (
    readSearchCount(readRecord(reported['server_tool_use_details'])['web_search_requests']) ??
    readSearchCount(readRecord(reported['server_tool_use'])['web_search_requests']) ??
    readSearchCount(reported['num_search_queries'])
  )
}

/** Reasoning comes on top of the output here. */
function readXaiUsage(plain: Usage): Usage {
  return { ...plain, outputTokens: sumCounts(plain.outputTokens, plain.reasoningTokens) }
}

/** Thinking that is not shown is in the total alone: output is what the prompt leaves of it. */
function readGeminiUsage(plain: Usage, totalTokens: number | null): Usage {
  const { inputTokens, outputTokens, reasoningTokens } = plain
  if (inputTokens === null || totalTokens === null || totalTokens < inputTokens) return plain
  const besidesPrompt = restOf(totalTokens, inputTokens)
  if (besidesPrompt === null || besidesPrompt <= (outputTokens ?? 0)) return plain
  const hidden = outputTokens === null ? null : besidesPrompt - outputTokens
  return { ...plain, outputTokens: besidesPrompt, reasoningTokens: reasoningTokens ?? hidden }
}
