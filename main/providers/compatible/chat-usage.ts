import type { Usage } from '../../../shared/money/usage.ts'
import { readCount, restOf, sumCounts } from '../read-count.ts'
import { readRecord } from '../read-loosely.ts'
import type { LooseRecord } from '../read-loosely.ts'
import type { Dialect } from './dialects.ts'

/** What a Chat Completions server says it used. `prompt_tokens` includes what the cache gave. */
export function readChatUsage(
  reported: LooseRecord,
  { countsAs }: Pick<Dialect, 'countsAs'>,
): Usage {
  const input = readRecord(reported['prompt_tokens_details'])
  const details = readRecord(reported['completion_tokens_details'])
  const promptTokens = readCount(reported['prompt_tokens'])
  const cacheReadTokens =
    readCount(input['cached_tokens']) ??
    readCount(reported['prompt_cache_hit_tokens']) ??
    readCount(reported['num_cached_tokens'])
  const completionTokens = readCount(reported['completion_tokens'])
  const reasoningTokens = readCount(details['reasoning_tokens'])
  const plain: Usage = {
    inputTokens: promptTokens,
    cacheReadTokens,
    cacheWriteShortTokens: readCount(input['cache_write_tokens']),
    cacheWriteLongTokens: null,
    outputTokens: completionTokens,
    reasoningTokens,
  }
  switch (countsAs) {
    case 'openai':
      return plain
    case 'xai':
      return {
        ...plain,
        // A part is never larger than its whole: then the whole leaves the cache out.
        inputTokens:
          (cacheReadTokens ?? 0) > (promptTokens ?? 0)
            ? sumCounts(promptTokens, cacheReadTokens)
            : promptTokens,
        outputTokens: sumCounts(completionTokens, reasoningTokens),
      }
    case 'gemini': {
      const besidesPrompt = restOf(readCount(reported['total_tokens']), promptTokens ?? 0)
      if (promptTokens === null || completionTokens === null) return plain
      if (besidesPrompt === null || besidesPrompt <= completionTokens) return plain
      return {
        ...plain,
        outputTokens: besidesPrompt,
        reasoningTokens: reasoningTokens ?? besidesPrompt - completionTokens,
      }
    }
  }
}
