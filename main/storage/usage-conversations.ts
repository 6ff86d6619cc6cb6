import type { Database } from 'better-sqlite3'

type UsageConversationCounts = {
  turnCount: number
  spentNanoUsd: number
  savedNanoUsd: number
}

/** What one model came to in one conversation on one day of one period. */
export type UsageConversationRow = UsageConversationCounts & {
  conversationId: string
  periodId: string
  day: string
  providerId: string
  modelId: string
}

/** Which conversations are meant: of a period, of the days between two, or all. */
export type UsageWithin =
  | { kind: 'period'; periodId: string }
  | { kind: 'days'; firstDay: string; lastDay: string }
  | { kind: 'all' }

export type DearConversation = UsageConversationCounts & { conversationId: string; title: string }

type Where = { period: string; first: string; last: string }
type Sums = UsageConversationCounts & { conversationCount: number }
type Living = Sums & { periodId: string }

const added = `turn_count = turn_count + @turnCount,
  spent_nano_usd = spent_nano_usd + @spentNanoUsd, saved_nano_usd = saved_nano_usd + @savedNanoUsd`
const counts = 'turn_count, spent_nano_usd, saved_nano_usd'
const sums = `sum(turn_count) AS turn_count, sum(spent_nano_usd) AS spent_nano_usd,
  sum(saved_nano_usd) AS saved_nano_usd`

/** Where the sums of a conversation are taken from, one row each. */
const sources = {
  period: `SELECT conversation_id, ${counts} FROM usage_conversation_month
    WHERE period_id = @period`,
  days: `SELECT conversation_id, ${sums} FROM usage_conversation
    WHERE day BETWEEN @first AND @last GROUP BY conversation_id`,
  all: `SELECT conversation_id, ${sums} FROM usage_conversation_month GROUP BY conversation_id`,
} as const satisfies Record<UsageWithin['kind'], string>

/**
 * The same for all of them together. Of everything, one that goes over several months counts in
 * each of them, so those are counted by themselves.
 */
const wholes = {
  period: `SELECT conversation_count AS conversationCount, turn_count AS turnCount,
    spent_nano_usd AS spentNanoUsd, saved_nano_usd AS savedNanoUsd
    FROM usage_living WHERE period_id = @period`,
  days: sumOf(sources.days),
  all: sumOf(sources.all),
} as const satisfies Record<UsageWithin['kind'], string>

function sumOf(source: string, condition = ''): string {
  return `SELECT count(*) AS conversationCount, coalesce(sum(turn_count), 0) AS turnCount,
    coalesce(sum(spent_nano_usd), 0) AS spentNanoUsd,
    coalesce(sum(saved_nano_usd), 0) AS savedNanoUsd FROM (${source}) ${condition}`
}

const inside = {
  period: 'period_id = @period',
  days: 'day BETWEEN @first AND @last',
  all: 'TRUE',
} as const

/**
 * What entries come to by conversation, as far as those are still there: the rows of one that is
 * deleted go with it.
 */
export function openUsageConversations(database: Database) {
  const add = database.prepare<UsageConversationRow>(
    `UPDATE usage_conversation SET ${added}
     WHERE conversation_id = @conversationId AND period_id = @periodId AND day = @day
       AND provider_id = @providerId AND model_id = @modelId`,
  )
  const insert = database.prepare<UsageConversationRow>(
    `INSERT INTO usage_conversation(conversation_id, period_id, day, provider_id, model_id, ${counts})
     VALUES(@conversationId, @periodId, @day, @providerId, @modelId, @turnCount, @spentNanoUsd,
       @savedNanoUsd)`,
  )
  const addToMonth = database.prepare<UsageConversationRow>(
    `UPDATE usage_conversation_month SET ${added}
     WHERE conversation_id = @conversationId AND period_id = @periodId`,
  )
  const insertMonth = database.prepare<UsageConversationRow>(
    `INSERT INTO usage_conversation_month(conversation_id, period_id, ${counts})
     VALUES(@conversationId, @periodId, @turnCount, @spentNanoUsd, @savedNanoUsd)`,
  )
  const addToLiving = database.prepare<Living>(
    `UPDATE usage_living SET ${added}, conversation_count = conversation_count + @conversationCount
     WHERE period_id = @periodId`,
  )
  const insertLiving = database.prepare<Living>(
    `INSERT INTO usage_living(period_id, conversation_count, ${counts})
     VALUES(@periodId, @conversationCount, @turnCount, @spentNanoUsd, @savedNanoUsd)`,
  )
  const all = database.prepare<[], UsageConversationRow>(
    `SELECT conversation_id AS conversationId, period_id AS periodId, day,
       provider_id AS providerId, model_id AS modelId, turn_count AS turnCount,
       spent_nano_usd AS spentNanoUsd, saved_nano_usd AS savedNanoUsd
     FROM usage_conversation
     WHERE conversation_id NOT IN (SELECT id FROM conversation WHERE deleted_at_ms IS NOT NULL)`,
  )
  const reads = {
    period: readsOf(database, 'period'),
    days: readsOf(database, 'days'),
    all: readsOf(database, 'all'),
  }

  return {
    /** Adds to the row of this conversation, model and day; there need not be one yet. */
    add(row: UsageConversationRow): void {
      if (add.run(row).changes === 0) insert.run(row)
      const isNew = addToMonth.run(row).changes === 0
      if (isNew) insertMonth.run(row)
      const { periodId, turnCount, spentNanoUsd, savedNanoUsd } = row
      const sums = { periodId, turnCount, spentNanoUsd, savedNanoUsd }
      const living = { ...sums, conversationCount: isNew ? 1 : 0 }
      if (addToLiving.run(living).changes === 0) insertLiving.run(living)
    },
    /** Of every conversation that is not deleted. */
    all: (): UsageConversationRow[] => all.all(),
    /** Those that are not deleted and cost most, so many of them, the dearest first. */
    dearest: (within: UsageWithin, count: number): DearConversation[] =>
      reads[within.kind].dearest.all({ ...whereOf(within), count }),
    /** All that are not deleted, together. */
    together: (within: UsageWithin): Sums => reads[within.kind].together(whereOf(within)),
    /** The model that most was spent on in one of them, or that has most turns where it is free. */
    mostly: (
      within: UsageWithin,
      conversationId: string,
    ): { providerId: string; modelId: string } | null =>
      reads[within.kind].mostly.get({ ...whereOf(within), conversationId }) ?? null,
  }
}

function readsOf(database: Database, kind: UsageWithin['kind']) {
  const source = sources[kind]
  const everyOne = database.prepare<Where, Sums>(wholes[kind])
  // Few, if any: those that can still be brought back.
  const deleted = database.prepare<Where, Sums>(
    sumOf(
      source,
      'WHERE conversation_id IN (SELECT id FROM conversation WHERE deleted_at_ms IS NOT NULL)',
    ),
  )
  const hasDeleted = database
    .prepare<[], number>(
      'SELECT EXISTS(SELECT 1 FROM conversation WHERE deleted_at_ms IS NOT NULL)',
    )
    .pluck()
  return {
    dearest: database.prepare<Where & { count: number }, DearConversation>(
      `SELECT conversation_id AS conversationId, title, sums.turn_count AS turnCount,
         sums.spent_nano_usd AS spentNanoUsd, sums.saved_nano_usd AS savedNanoUsd
       FROM (${source}) AS sums CROSS JOIN conversation ON conversation.id = sums.conversation_id
       WHERE deleted_at_ms IS NULL
       ORDER BY sums.spent_nano_usd DESC, sums.turn_count DESC, conversation_id LIMIT @count`,
    ),
    together(where: Where): Sums {
      const sum = everyOne.get(where) ?? noSums
      if (hasDeleted.get() !== 1) return sum
      const gone = deleted.get(where) ?? noSums
      return {
        conversationCount: sum.conversationCount - gone.conversationCount,
        turnCount: sum.turnCount - gone.turnCount,
        spentNanoUsd: sum.spentNanoUsd - gone.spentNanoUsd,
        savedNanoUsd: sum.savedNanoUsd - gone.savedNanoUsd,
      }
    },
    mostly: database.prepare<
      Where & { conversationId: string },
      { providerId: string; modelId: string }
    >(
      `SELECT provider_id AS providerId, model_id AS modelId FROM usage_conversation
       WHERE conversation_id = @conversationId AND ${inside[kind]}
       GROUP BY provider_id, model_id
       ORDER BY sum(spent_nano_usd) DESC, sum(turn_count) DESC, provider_id, model_id LIMIT 1`,
    ),
  }
}

const noSums: Sums = { conversationCount: 0, turnCount: 0, spentNanoUsd: 0, savedNanoUsd: 0 }

function whereOf(within: UsageWithin): Where {
  return {
    period: within.kind === 'period' ? within.periodId : '',
    first: within.kind === 'days' ? within.firstDay : '',
    last: within.kind === 'days' ? within.lastDay : '',
  }
}
