import type { Database } from 'better-sqlite3'
import { openIncidents } from './incidents.ts'
import type { EnvelopeSums } from './envelopes.ts'

export type UnequalEnvelope = {
  envelopeId: string
  periodId: string
  kept: EnvelopeSums
  summed: EnvelopeSums
}

type Row = { envelopeId: string; periodId: string } & Record<
  'keptReserved' | 'keptSpent' | 'summedReserved' | 'summedSpent',
  number
>

/** The envelopes whose kept balances are not what the attempts in them sum to. */
export function unequalEnvelopes(database: Database): UnequalEnvelope[] {
  const isAny = database.prepare<[], number>('SELECT 1 FROM envelope LIMIT 1').pluck()
  if (isAny.get() === undefined) return []
  return database
    .prepare<[], Row>(
      `SELECT * FROM (
         SELECT envelope_id AS envelopeId, period_id AS periodId,
           coalesce(kept.reserved_nano_usd, 0) AS keptReserved,
           coalesce(kept.spent_nano_usd, 0) AS keptSpent,
           coalesce(summed.reserved, 0) AS summedReserved, coalesce(summed.spent, 0) AS summedSpent
         FROM envelope_balance AS kept FULL JOIN (
           SELECT envelope_id, period_id,
             sum(iif(spent_nano_usd IS NULL, reserved_nano_usd, 0)) AS reserved,
             sum(coalesce(spent_nano_usd, 0)) AS spent
           FROM envelope_attempt JOIN attempt ON attempt.id = envelope_attempt.attempt_id
           GROUP BY envelope_id, period_id) AS summed USING(envelope_id, period_id))
       WHERE keptReserved <> summedReserved OR keptSpent <> summedSpent
       ORDER BY envelopeId, periodId`,
    )
    .all()
    .map(({ envelopeId, periodId, keptReserved, keptSpent, summedReserved, summedSpent }) => ({
      envelopeId,
      periodId,
      kept: { reservedNanoUsd: keptReserved, spentNanoUsd: keptSpent },
      summed: { reservedNanoUsd: summedReserved, spentNanoUsd: summedSpent },
    }))
}

/** Writes those anew: the attempts win. Each is kept as an incident with both figures. Returns how many. */
export function rebuildEnvelopes(database: Database, nowMs: number): number {
  const unequal = unequalEnvelopes(database)
  if (unequal.length === 0) return 0
  const write = database.prepare<EnvelopeSums & { envelopeId: string; periodId: string }>(
    `INSERT INTO envelope_balance(envelope_id, period_id, reserved_nano_usd, spent_nano_usd)
     VALUES(@envelopeId, @periodId, @reservedNanoUsd, @spentNanoUsd)
     ON CONFLICT(envelope_id, period_id) DO UPDATE SET
       reserved_nano_usd = excluded.reserved_nano_usd, spent_nano_usd = excluded.spent_nano_usd`,
  )
  database
    .transaction(() => {
      for (const { envelopeId, periodId, summed } of unequal) {
        write.run({ envelopeId, periodId, ...summed })
      }
      openIncidents(database).add('balances-rebuilt', { envelopes: unequal }, nowMs)
    })
    .immediate()
  return unequal.length
}
