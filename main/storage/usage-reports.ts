import type { Database } from 'better-sqlite3'
import type { Usage } from '../../shared/money/usage.ts'

export type UsageReport = {
  source: 'stream' | 'lookup' | 'estimate' | 'person'
  /** What the provider says it costs; null where it does not. */
  costNanoUsd: number | null
  rawJson: string | null
  atMs: number
}

type RecentOutput = { providerId: string; modelId: string; outputTokens: number }

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
  const outputs = database.prepare<[number], RecentOutput>(
    `SELECT attempt.provider_id AS providerId, attempt.model_id AS modelId,
       usage_report.output_tokens AS outputTokens
     FROM usage_report JOIN attempt ON attempt.id = usage_report.attempt_id
     WHERE usage_report.id > (SELECT coalesce(max(id), 0) - ? FROM usage_report)
       AND attempt.state = 'settled' AND usage_report.source = 'stream'
       AND usage_report.output_tokens IS NOT NULL
     ORDER BY usage_report.id DESC`,
  )
  return {
    add: (attemptId: string, usage: Usage, report: UsageReport): void =>
      void insert.run({ ...usage, ...report, attemptId }),
    /** The newest counts of tokens; a figure that a person gave has none. */
    newest: (attemptId: string): Usage | null => newest.get(attemptId) ?? null,
    /** What the provider said with them that it cost; null where it did not. */
    newestCostNanoUsd: (attemptId: string): number | null => newestCost.get(attemptId) ?? null,
    /** What models wrote in settled attempts, newest first, among so many of the newest reports. */
    recentOutputs: (reportCount: number): RecentOutput[] => outputs.all(reportCount),
  }
}
