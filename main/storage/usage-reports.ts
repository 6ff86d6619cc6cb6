import type { Database } from 'better-sqlite3'
import type { Effort } from '../../shared/chat/message.ts'
import type { Usage } from '../../shared/money/usage.ts'

export type UsageReport = {
  source: 'stream' | 'lookup' | 'estimate' | 'person'
  /** What the provider says it costs; null where it does not. */
  costNanoUsd: number | null
  rawJson: string | null
  atMs: number
}

/** A settled answer whose tokens the provider counted, and what was thought of it before. */
export type SettledTurn = {
  providerId: string
  modelId: string
  effort: Effort | null
  /** As o200k counts what was sent; null: it was not counted, or was more than text. */
  textTokens: number | null
  maxOutputTokens: number
  expectedNanoUsd: number
  reservedNanoUsd: number
  spentNanoUsd: number
  createdAtMs: number
  inputTokens: number
  cacheReadTokens: number
  cacheWriteTokens: number
  outputTokens: number
  reasoningTokens: number
  /** Null once its conversation was deleted. */
  conversationId: string | null
  /** The question as it is stored; null once it was deleted. */
  questionBytes: number | null
  /** Its words, at most the first and the last 160 characters of them; null once deleted, or none. */
  questionEnds: string | null
}

/** Evidence of what attempts used, as it was received. Rows are added, never changed. */
export function openUsageReports(database: Database) {
  const insert = database.prepare<UsageReport & Usage & { attemptId: string }>(
    `INSERT INTO usage_report(attempt_id, source, cost_nano_usd, input_tokens, cache_read_tokens,
       cache_write_short_tokens, cache_write_long_tokens, output_tokens, reasoning_tokens,
       search_count, raw_json, at_ms)
     VALUES(@attemptId, @source, @costNanoUsd, @inputTokens, @cacheReadTokens, @cacheWriteShortTokens,
       @cacheWriteLongTokens, @outputTokens, @reasoningTokens, @searchCount, @rawJson, @atMs)`,
  )
  const newest = database.prepare<[string], Usage>(
    `SELECT input_tokens AS inputTokens, cache_read_tokens AS cacheReadTokens,
       cache_write_short_tokens AS cacheWriteShortTokens,
       cache_write_long_tokens AS cacheWriteLongTokens,
       output_tokens AS outputTokens, reasoning_tokens AS reasoningTokens,
       search_count AS searchCount
     FROM usage_report WHERE attempt_id = ? AND source <> 'person' ORDER BY id DESC LIMIT 1`,
  )
  const newestCost = database
    .prepare<[string], number | null>(
      `SELECT cost_nano_usd FROM usage_report
       WHERE attempt_id = ? AND source <> 'person' ORDER BY id DESC LIMIT 1`,
    )
    .pluck()
  const settledTurns = database.prepare<[number], SettledTurn>(
    `SELECT attempt.provider_id AS providerId, attempt.model_id AS modelId, attempt.effort,
       attempt.text_tokens AS textTokens, attempt.max_output_tokens AS maxOutputTokens,
       attempt.expected_nano_usd AS expectedNanoUsd, attempt.reserved_nano_usd AS reservedNanoUsd,
       attempt.spent_nano_usd AS spentNanoUsd, attempt.created_at_ms AS createdAtMs,
       usage_report.input_tokens AS inputTokens,
       coalesce(usage_report.cache_read_tokens, 0) AS cacheReadTokens,
       coalesce(usage_report.cache_write_short_tokens, 0)
         + coalesce(usage_report.cache_write_long_tokens, 0) AS cacheWriteTokens,
       usage_report.output_tokens AS outputTokens,
       coalesce(usage_report.reasoning_tokens, 0) AS reasoningTokens,
       turn.conversation_id AS conversationId,
       octet_length(question.parts_json) AS questionBytes,
       iif(length(words.text) <= 320, words.text,
         substr(words.text, 1, 160) || char(10) || substr(words.text, -160)) AS questionEnds
     FROM usage_report JOIN attempt ON attempt.id = usage_report.attempt_id
       LEFT JOIN turn ON turn.id = attempt.turn_id
       LEFT JOIN message AS question ON question.turn_id = turn.id AND question.role = 'user'
       LEFT JOIN (SELECT id, parts_json ->> '$[#-1].text' AS text FROM message) AS words
         ON words.id = question.id
     WHERE usage_report.id > (SELECT coalesce(max(id), 0) - ? FROM usage_report)
       AND attempt.state = 'settled' AND attempt.quality = 'exact' AND attempt.purpose = 'answer'
       AND usage_report.source IN ('stream','lookup')
       AND usage_report.input_tokens IS NOT NULL AND usage_report.output_tokens IS NOT NULL
       AND usage_report.id = (SELECT max(id) FROM usage_report AS newer
         WHERE newer.attempt_id = attempt.id AND newer.source <> 'person')
       AND NOT EXISTS(SELECT 1 FROM message AS answer
         WHERE answer.turn_id = attempt.turn_id AND answer.attempt_id = attempt.id
           AND answer.state IN ('stopped','truncated','failed','interrupted'))
     ORDER BY usage_report.id`,
  )
  return {
    add: (attemptId: string, usage: Usage, report: UsageReport): void =>
      void insert.run({ ...usage, ...report, attemptId }),
    /** The newest counts of tokens; a figure that a person gave has none. */
    newest: (attemptId: string): Usage | null => newest.get(attemptId) ?? null,
    /** What the provider said with them that it cost; null where it did not. */
    newestCostNanoUsd: (attemptId: string): number | null => newestCost.get(attemptId) ?? null,
    /**
     * Settled turns that the provider counted and ended itself, oldest first, among so many of the
     * newest reports. What was stopped or cut off says nothing of how long answers get.
     */
    settledTurns: (reportCount: number): SettledTurn[] => settledTurns.all(reportCount),
  }
}
