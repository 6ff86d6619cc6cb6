import type { Database } from 'better-sqlite3'
import { unknownUsage, type Usage } from '../../shared/money/usage.ts'
import type { Purpose } from '../../shared/usage/usage.ts'

/** What usage is told apart by. */
export type UsedAttempt = {
  attemptId: string
  number: number
  purpose: Purpose
  periodId: string
  providerId: string
  modelId: string
  priceId: number
  createdAtMs: number
  /** Null once it was deleted. */
  conversationId: string | null
}

/** An entry that says what an attempt cost. */
export type CostEntry = UsedAttempt & {
  kind: 'settle' | 'release' | 'overrun' | 'adjust'
  amountNanoUsd: number
}

/** An attempt that ended, and what all its entries come to. */
export type EndedAttempt = UsedAttempt & { isSettled: 0 | 1; spentNanoUsd: number; usage: Usage }

const facts = `attempt.id AS attemptId, attempt.number, attempt.purpose,
  attempt.period_id AS periodId, attempt.provider_id AS providerId, attempt.model_id AS modelId,
  attempt.price_id AS priceId, attempt.created_at_ms AS createdAtMs,
  turn.conversation_id AS conversationId`
const tokens = `input_tokens AS inputTokens, cache_read_tokens AS cacheReadTokens,
  cache_write_short_tokens AS cacheWriteShortTokens,
  cache_write_long_tokens AS cacheWriteLongTokens, output_tokens AS outputTokens,
  reasoning_tokens AS reasoningTokens, search_count AS searchCount`

/** What usage is made from: entries that say what an attempt cost, and the evidence beside them. */
export function openUsageEvidence(database: Database) {
  const costs = database.prepare<[number, number], CostEntry>(
    `SELECT entry.kind, entry.amount_nano_usd AS amountNanoUsd, ${facts}
     FROM entry CROSS JOIN attempt ON attempt.id = entry.attempt_id
       LEFT JOIN turn ON turn.id = attempt.turn_id
     WHERE entry.sequence > ? AND entry.sequence <= ?
       AND entry.kind IN ('settle','release','overrun','adjust')`,
  )
  // The kinds first in the words of the index, which is found by them alone.
  const reported = database.prepare<[number, number, number], UsedAttempt>(
    `SELECT DISTINCT ${facts}
     FROM usage_report CROSS JOIN attempt ON attempt.id = usage_report.attempt_id
       LEFT JOIN turn ON turn.id = attempt.turn_id
     WHERE usage_report.id > ? AND usage_report.id <= ? AND usage_report.source <> 'person'
       AND EXISTS(SELECT 1 FROM entry WHERE entry.attempt_id = attempt.id
         AND kind IN ('settle','release') AND kind = 'settle' AND sequence <= ?)`,
  )
  const newest = database.prepare<[string, number], Usage>(
    `SELECT ${tokens} FROM usage_report
     WHERE attempt_id = ? AND source <> 'person' AND id <= ? ORDER BY id DESC LIMIT 1`,
  )
  const lastReportId = database
    .prepare<[], number>('SELECT coalesce(max(id), 0) FROM usage_report')
    .pluck()
  const chain = database
    .prepare<[number], Buffer>('SELECT chain FROM entry WHERE sequence = ?')
    .pluck()
  const ended = database.prepare<[], Omit<EndedAttempt, 'usage'>>(
    `SELECT ${facts}, sums.isSettled, sums.spentNanoUsd FROM (
       SELECT attempt_id, max(kind = 'settle') AS isSettled,
         coalesce(sum(amount_nano_usd) FILTER (WHERE kind IN ('settle','overrun','adjust')), 0)
           AS spentNanoUsd
       FROM entry WHERE attempt_id IS NOT NULL
       GROUP BY attempt_id HAVING max(kind IN ('settle','release'))) AS sums
     JOIN attempt ON attempt.id = sums.attempt_id
     LEFT JOIN turn ON turn.id = attempt.turn_id
       AND turn.conversation_id NOT IN (
         SELECT id FROM conversation WHERE deleted_at_ms IS NOT NULL)`,
  )
  return {
    /** Those after one entry, up to another. */
    costsBetween: (after: number, until: number): CostEntry[] => costs.all(after, until),
    /**
     * Settled attempts of which something was reported after one report, up to another. What was
     * settled after the entry `settledUntil` is not among them.
     */
    reportedBetween: (after: number, until: number, settledUntil: number): UsedAttempt[] =>
      reported.all(after, until, settledUntil),
    /** What an attempt used by its newest report, up to one of them; unknown without one. */
    usageUntil: (attemptId: string, reportId: number): Usage =>
      newest.get(attemptId, reportId) ?? unknownUsage,
    lastReportId: (): number => lastReportId.get() ?? 0,
    /** Null if there is no such entry. */
    chainAt: (sequence: number): Buffer | null => chain.get(sequence) ?? null,
    /** Every attempt that ended. One in a deleted conversation counts as in none. Reads everything. */
    *ended(): Generator<EndedAttempt> {
      const lastId = lastReportId.get() ?? 0
      for (const attempt of ended.all()) {
        yield { ...attempt, usage: newest.get(attempt.attemptId, lastId) ?? unknownUsage }
      }
    },
  }
}
