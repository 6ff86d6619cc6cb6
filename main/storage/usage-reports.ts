import type { Database } from 'better-sqlite3'
import type { Usage } from '../../shared/money/usage.ts'

export type UsageSource = 'stream' | 'lookup' | 'estimate' | 'person'

/** Evidence of what attempts used, as it was received. Rows are added, never changed. */
export function openUsageReports(database: Database) {
  const insert = database.prepare<
    Usage & { attemptId: string; source: UsageSource; rawJson: string | null; atMs: number }
  >(
    `INSERT INTO usage_report(attempt_id, source, input_tokens, cache_read_tokens,
       cache_write_short_tokens, cache_write_long_tokens, output_tokens, reasoning_tokens,
       raw_json, at_ms)
     VALUES(@attemptId, @source, @inputTokens, @cacheReadTokens, @cacheWriteShortTokens,
       @cacheWriteLongTokens, @outputTokens, @reasoningTokens, @rawJson, @atMs)`,
  )
  const newest = database.prepare<[string], Usage>(
    `SELECT input_tokens AS inputTokens, cache_read_tokens AS cacheReadTokens,
       cache_write_short_tokens AS cacheWriteShortTokens,
       cache_write_long_tokens AS cacheWriteLongTokens,
       output_tokens AS outputTokens, reasoning_tokens AS reasoningTokens
     FROM usage_report WHERE attempt_id = ? ORDER BY id DESC LIMIT 1`,
  )
  const outputs = database
    .prepare<[string, string, number], number>(
      `SELECT usage_report.output_tokens FROM attempt
       JOIN usage_report ON usage_report.attempt_id = attempt.id
       WHERE attempt.state = 'settled' AND attempt.provider_id = ? AND attempt.model_id = ?
         AND usage_report.source = 'stream' AND usage_report.output_tokens IS NOT NULL
       ORDER BY attempt.created_at_ms DESC LIMIT ?`,
    )
    .pluck()
  return {
    add: (
      attemptId: string,
      report: { source: UsageSource; usage: Usage; rawJson: string | null; atMs: number },
    ): void => {
      const { source, usage, rawJson, atMs } = report
      insert.run({ ...usage, attemptId, source, rawJson, atMs })
    },
    newest: (attemptId: string): Usage | null => newest.get(attemptId) ?? null,
    /** Output tokens of a model's newest settled attempts, newest first. */
    recentOutputs: (providerId: string, modelId: string, limit: number): number[] =>
      outputs.all(providerId, modelId, limit),
  }
}
