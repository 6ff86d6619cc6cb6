import type { Database } from 'better-sqlite3'

/** What was asked of one model on one day of UTC, and settled. */
export type SettledDay = {
  /** YYYY-MM-DD */
  day: string
  modelId: string
  attemptCount: number
  spentNanoUsd: number
  /** As was reported last; what was not counted adds nothing. */
  inputTokens: number
  outputTokens: number
  /** Attempts without counts of their input or output. */
  uncountedCount: number
}

/** An attempt whose figure a person may know better. */
export type OpenAttempt = {
  turnId: string
  conversationId: string | null
  title: string | null
  modelId: string
  createdAtMs: number
  isSettled: 0 | 1
  nanoUsd: number
}

export type OpenCounts = {
  uncertainCount: number
  uncertainNanoUsd: number
  estimatedCount: number
}

type Asked = { providerId: string; fromMs: number; untilMs: number }

/** The attempts of one provider by when they were sent, from a moment until before another. Reads only. */
export function openProviderAttempts(database: Database) {
  const ofProvider = `attempt.provider_id = @providerId
    AND attempt.created_at_ms >= @fromMs AND attempt.created_at_ms < @untilMs`
  const isUncertain = "attempt.state IN ('dispatched','uncertain')"
  const isEstimated = "attempt.state = 'settled' AND attempt.quality IN ('partial','estimated')"
  const days = database.prepare<Asked, SettledDay>(
    `SELECT date(attempt.created_at_ms / 1000, 'unixepoch') AS day, attempt.model_id AS modelId,
       count(*) AS attemptCount, sum(attempt.spent_nano_usd) AS spentNanoUsd,
       sum(coalesce(report.input_tokens, 0)) AS inputTokens,
       sum(coalesce(report.output_tokens, 0)) AS outputTokens,
       sum(report.input_tokens IS NULL OR report.output_tokens IS NULL) AS uncountedCount
     FROM attempt LEFT JOIN usage_report AS report ON report.id = (
       SELECT max(id) FROM usage_report WHERE attempt_id = attempt.id AND source <> 'person')
     WHERE ${ofProvider} AND attempt.state = 'settled'
     GROUP BY day, attempt.model_id ORDER BY day, attempt.model_id`,
  )
  const spent = database
    .prepare<Asked, number>(
      `SELECT coalesce(sum(attempt.spent_nano_usd), 0) FROM attempt
       WHERE ${ofProvider} AND attempt.state = 'settled'`,
    )
    .pluck()
  const openCounts = database.prepare<Asked, OpenCounts>(
    `SELECT count(*) FILTER (WHERE ${isUncertain}) AS uncertainCount,
       coalesce(sum(attempt.reserved_nano_usd) FILTER (WHERE ${isUncertain}), 0)
         AS uncertainNanoUsd,
       count(*) FILTER (WHERE ${isEstimated}) AS estimatedCount
     FROM attempt WHERE ${ofProvider}`,
  )
  const open = database.prepare<Asked & { count: number }, OpenAttempt>(
    `SELECT attempt.turn_id AS turnId, conversation.id AS conversationId,
       conversation.title, attempt.model_id AS modelId, attempt.created_at_ms AS createdAtMs,
       attempt.state = 'settled' AS isSettled,
       coalesce(attempt.spent_nano_usd, attempt.reserved_nano_usd) AS nanoUsd
     FROM attempt LEFT JOIN turn ON turn.id = attempt.turn_id
       LEFT JOIN conversation ON conversation.id = turn.conversation_id
         AND conversation.deleted_at_ms IS NULL
     WHERE ${ofProvider} AND (${isUncertain} OR ${isEstimated})
     ORDER BY attempt.created_at_ms DESC, attempt.id DESC LIMIT @count`,
  )
  return {
    days: (asked: Asked): SettledDay[] => days.all(asked),
    /** What all of it came to, as far as it is settled. */
    spentNanoUsd: (asked: Asked): number => spent.get(asked) ?? 0,
    openCounts: (asked: Asked): OpenCounts =>
      openCounts.get(asked) ?? { uncertainCount: 0, uncertainNanoUsd: 0, estimatedCount: 0 },
    /** At most so many of those counted above, newest first. */
    open: (asked: Asked, count: number): OpenAttempt[] => open.all({ ...asked, count }),
  }
}
