import type { Database } from 'better-sqlite3'
import type { Tier } from '../../shared/usage/tier.ts'
import type { Purpose } from '../../shared/usage/usage.ts'
import { CHAIN_START } from './entries.ts'

export type UsageCounts = {
  /** First attempts at an answer. */
  turnCount: number
  attemptCount: number
  spentNanoUsd: number
  savedNanoUsd: number
  inputTokens: number
  cacheReadTokens: number
  outputTokens: number
}

/** What one kind of attempt came to on one day of one period. */
export type UsageDayRow = UsageCounts & {
  periodId: string
  /** YYYY-MM-DD in the time zone of the period. */
  day: string
  providerId: string
  modelId: string
  purpose: Purpose
  tier: Tier
}

/** The first day on which there is anything, and its period. */
export type UsageFirst = { periodId: string; day: string }

export type UsageDaySum = { day: string; spentNanoUsd: number; turnCount: number }

/** How far the rows have come. `chain` is that of the last entry that is in them. */
export type UsageProgress = { sequence: number; chain: Buffer; reportId: number }

const counts = `turn_count AS turnCount, attempt_count AS attemptCount,
  spent_nano_usd AS spentNanoUsd, saved_nano_usd AS savedNanoUsd, input_tokens AS inputTokens,
  cache_read_tokens AS cacheReadTokens, output_tokens AS outputTokens`
const columns = `period_id AS periodId, day, provider_id AS providerId, model_id AS modelId,
  purpose, tier, ${counts}`

/**
 * What entries come to by day, kept beside them. It is made from them, later than they are, and can
 * be emptied at any time.
 */
export function openUsageRows(database: Database) {
  const add = database.prepare<UsageDayRow>(
    `UPDATE usage_day SET turn_count = turn_count + @turnCount,
       attempt_count = attempt_count + @attemptCount,
       spent_nano_usd = spent_nano_usd + @spentNanoUsd,
       saved_nano_usd = saved_nano_usd + @savedNanoUsd,
       input_tokens = input_tokens + @inputTokens,
       cache_read_tokens = cache_read_tokens + @cacheReadTokens,
       output_tokens = output_tokens + @outputTokens
     WHERE period_id = @periodId AND day = @day AND provider_id = @providerId
       AND model_id = @modelId AND purpose = @purpose AND tier = @tier`,
  )
  const insert = database.prepare<UsageDayRow>(
    `INSERT INTO usage_day(period_id, day, provider_id, model_id, purpose, tier, turn_count,
       attempt_count, spent_nano_usd, saved_nano_usd, input_tokens, cache_read_tokens,
       output_tokens)
     VALUES(@periodId, @day, @providerId, @modelId, @purpose, @tier, @turnCount, @attemptCount,
       @spentNanoUsd, @savedNanoUsd, @inputTokens, @cacheReadTokens, @outputTokens)`,
  )
  const ofPeriod = database.prepare<[string], UsageDayRow>(
    `SELECT ${columns} FROM usage_day WHERE period_id = ?`,
  )
  const ofDays = database.prepare<[string, string, string], UsageDayRow>(
    `SELECT ${columns} FROM usage_day WHERE period_id = ? AND day BETWEEN ? AND ?`,
  )
  const byPeriod = database.prepare<[], UsageDayRow>(
    `SELECT period_id AS periodId, period_id AS day, provider_id AS providerId,
       model_id AS modelId, purpose, tier, sum(turn_count) AS turnCount,
       sum(attempt_count) AS attemptCount, sum(spent_nano_usd) AS spentNanoUsd,
       sum(saved_nano_usd) AS savedNanoUsd, sum(input_tokens) AS inputTokens,
       sum(cache_read_tokens) AS cacheReadTokens, sum(output_tokens) AS outputTokens
     FROM usage_day GROUP BY period_id, provider_id, model_id, purpose, tier`,
  )
  const all = database.prepare<[], UsageDayRow>(`SELECT ${columns} FROM usage_day`)
  const daySums = database.prepare<[string, string, string], UsageDaySum>(
    `SELECT day, sum(spent_nano_usd) AS spentNanoUsd, sum(turn_count) AS turnCount
     FROM usage_day WHERE period_id = ? AND day BETWEEN ? AND ? GROUP BY day`,
  )
  const first = database.prepare<[], UsageFirst>(
    'SELECT period_id AS periodId, day FROM usage_day ORDER BY period_id, day LIMIT 1',
  )
  const readProgress = database.prepare<[], UsageProgress>(
    `SELECT entry_sequence AS sequence, entry_chain AS chain, usage_report_id AS reportId
     FROM usage_progress`,
  )
  const writeProgress = database.prepare<UsageProgress>(
    `UPDATE usage_progress SET entry_sequence = @sequence, entry_chain = @chain,
       usage_report_id = @reportId`,
  )
  const none: UsageProgress = { sequence: 0, chain: CHAIN_START, reportId: 0 }

  return {
    /** Adds to the row of this kind and day; there need not be one yet. */
    add(row: UsageDayRow): void {
      if (add.run(row).changes === 0) insert.run(row)
    },
    ofPeriod: (periodId: string): UsageDayRow[] => ofPeriod.all(periodId),
    /** Of some periods, and in them of the days between two, both included. */
    ofDays: (periodIds: readonly string[], first: string, last: string): UsageDayRow[] =>
      periodIds.flatMap((periodId) => ofDays.all(periodId, first, last)),
    /** Of everything, the days of a period in one, which is called by its first. */
    byPeriod: (): UsageDayRow[] => byPeriod.all(),
    all: (): UsageDayRow[] => all.all(),
    /** A day that two periods share has a row for each. */
    daySums: (periodIds: readonly string[], first: string, last: string): UsageDaySum[] =>
      periodIds.flatMap((periodId) => daySums.all(periodId, first, last)),
    first: (): UsageFirst | null => first.get() ?? null,
    progress: (): UsageProgress => readProgress.get() ?? none,
    setProgress: (progress: UsageProgress): void => void writeProgress.run(progress),
    /** All of it is made anew from then on. */
    empty(): void {
      database.exec(
        `DELETE FROM usage_day; DELETE FROM usage_conversation;
         DELETE FROM usage_living; DELETE FROM usage_conversation_month`,
      )
      writeProgress.run(none)
    },
  }
}
