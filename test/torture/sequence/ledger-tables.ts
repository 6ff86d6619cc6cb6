import type { Database } from 'better-sqlite3'
import type { LedgerModel } from './ledger-model.ts'

export type Tables = ReturnType<typeof openTables>

/**
 * The ledger's tables as text, read past the program. As text, because a hundred thousand
 * comparisons are to be quick.
 */
export function openTables(database: Database) {
  const text = (sql: string) => database.prepare<[], string | null>(sql).pluck()
  const balances = text(
    `SELECT group_concat(period_id || ': granted ' || granted_nano_usd || ', added '
       || added_nano_usd || ', reserved ' || reserved_nano_usd || ', spent ' || spent_nano_usd
       || ', overrun ' || overrun_nano_usd, char(10) ORDER BY period_id) FROM balance`,
  )
  const attempts = text(
    `SELECT group_concat(id || ' of ' || period_id || ': ' || state || ', reserved '
       || reserved_nano_usd || ', cost ' || coalesce(spent_nano_usd, 'unknown') || ', '
       || coalesce(quality, 'no quality'), char(10) ORDER BY id) FROM attempt`,
  )
  const entries = database
    .prepare<[number], string>(
      `SELECT kind || ' ' || amount_nano_usd || ' in ' || period_id || ' for '
         || coalesce(attempt_id, 'nothing') || ' at ' || at_ms
       FROM entry WHERE sequence > ? ORDER BY sequence`,
    )
    .pluck()
  const counted = text(
    `SELECT group_concat(envelope_id || ' counts ' || attempt_id || ', beyond ' || allowed_nano_usd,
       char(10) ORDER BY envelope_id, attempt_id) FROM envelope_attempt`,
  )
  const beyondEnvelope = database
    .prepare<[string], string>(
      `SELECT id || ' holds ' || held || ' of ' || monthly_nano_usd FROM (
         SELECT envelope.id, envelope.monthly_nano_usd,
           (SELECT sum(coalesce(other.spent_nano_usd, other.reserved_nano_usd))
             FROM envelope_attempt AS counted JOIN attempt AS other ON other.id = counted.attempt_id
             WHERE counted.envelope_id = envelope.id AND other.period_id = attempt.period_id) AS held
         FROM attempt JOIN envelope_attempt ON envelope_attempt.attempt_id = attempt.id
           JOIN envelope ON envelope.id = envelope_attempt.envelope_id
         WHERE attempt.id = ? AND reserved_nano_usd > 0 AND allowed_nano_usd = 0)
       WHERE held > monthly_nano_usd`,
    )
    .pluck()
  const envelopesOfEntries = text(
    `SELECT group_concat(line, char(10)) FROM (
       SELECT envelope_id || ' in ' || period_id || ': reserved ' || sum(iif(isOpen, reserved, 0))
         || ', spent ' || sum(spent) AS line
       FROM envelope_attempt JOIN (
         SELECT attempt_id, period_id, sum(kind IN ('settle','release')) = 0 AS isOpen,
           sum(iif(kind = 'reserve', amount_nano_usd, 0)) AS reserved,
           sum(iif(kind IN ('settle','overrun','adjust'), amount_nano_usd, 0)) AS spent
         FROM entry WHERE attempt_id IS NOT NULL GROUP BY attempt_id, period_id
       ) USING(attempt_id) GROUP BY envelope_id, period_id ORDER BY line)`,
  )
  const envelopeBalances = text(
    `SELECT group_concat(envelope_id || ' in ' || period_id || ': reserved ' || reserved_nano_usd
       || ', spent ' || spent_nano_usd, char(10) ORDER BY envelope_id, period_id)
     FROM envelope_balance`,
  )
  const beyondBudget = database
    .prepare<[string], string>(
      `SELECT 'committed ' || committed || ' of ' || budgeted FROM (
         SELECT (SELECT sum(coalesce(spent_nano_usd, reserved_nano_usd)) FROM attempt AS other
             WHERE other.period_id = attempt.period_id) AS committed,
           (SELECT coalesce(monthly_nano_usd, 0) FROM budget)
             + (SELECT coalesce(sum(amount_nano_usd), 0) FROM entry
               WHERE period_id = attempt.period_id AND kind IN ('topup','carry')) AS budgeted
         FROM attempt WHERE id = ? AND reserved_nano_usd > 0
           AND id NOT IN (SELECT attempt_id FROM entry WHERE kind = 'allow'))
       WHERE committed > budgeted`,
    )
    .pluck()
  return {
    /**
     * The promise without any of the bookkeeping, right after a reservation: unless the person
     * allowed it, all that was spent and is set aside is within the budget and what was added to it.
     */
    beyondBudget: (attemptId: string) => beyondBudget.get(attemptId) ?? null,
    /** The same of each of its envelopes. */
    beyondEnvelope: (attemptId: string) => beyondEnvelope.get(attemptId) ?? null,
    envelopeBalances: () => envelopeBalances.get() ?? '',
    /** What counts in each. */
    counted: () => counted.get() ?? '',
    /** The balances of envelopes as nothing but entries has them. */
    envelopesOfEntries: () => envelopesOfEntries.get() ?? '',
    balances: () => balances.get() ?? '',
    attempts: () => attempts.get() ?? '',
    /** A period in which more is promised away than there is. */
    overspent: () =>
      text(
        `SELECT min(period_id) FROM balance
         WHERE granted_nano_usd - reserved_nano_usd - spent_nano_usd < 0`,
      ).get() ?? null,
    entriesAfter: (sequence: number) => entries.all(sequence).join('\n'),
  }
}

/** The same of a model. */
export function paperTables(model: LedgerModel) {
  return {
    balances: () =>
      model
        .pages()
        .map(({ id, granted, added, reserved, spent, overrun }) => {
          const sums = `reserved ${reserved}, spent ${spent}, overrun ${overrun}`
          return `${id}: granted ${granted}, added ${added}, ${sums}`
        })
        .join('\n'),
    envelopeBalances: () =>
      model
        .envelopes()
        .flatMap(({ id, pages }) =>
          pages.map(
            ({ pageId, reserved, spent }) =>
              `${id} in ${pageId}: reserved ${reserved}, spent ${spent}`,
          ),
        )
        .toSorted()
        .join('\n'),
    counted: () =>
      model
        .envelopes()
        .flatMap(({ id, holds }) =>
          [...holds].map(([who, beyond]) => `${id} counts ${who}, beyond ${beyond}`),
        )
        .toSorted()
        .join('\n'),
    attempts: () =>
      [...model.attempts()]
        .map(([who, { page, state, reserved, cost, quality }]) => {
          const figures = `reserved ${reserved}, cost ${cost ?? 'unknown'}`
          return `${who} of ${page.id}: ${state}, ${figures}, ${quality ?? 'no quality'}`
        })
        .toSorted()
        .join('\n'),
    entriesAfter: (sequence: number) =>
      model
        .entries()
        .slice(sequence)
        .map(({ kind, amount, periodId, attemptId, atMs }) => {
          return `${kind} ${amount} in ${periodId} for ${attemptId ?? 'nothing'} at ${atMs}`
        })
        .join('\n'),
  }
}
