import type { Database } from 'better-sqlite3'

type Rule = {
  /** Selects the ids of the rows that break it; of an attempt, the condition alone. */
  sql: string
  says: (id: string) => string
}

/** Every rule of the ledger that its rows break, in plain words. */
export function brokenRules(database: Database): string[] {
  const select = (sql: string): string[] => database.prepare<[], string>(sql).pluck().all()
  return [
    ...brokenAttempts(database),
    ...entryRules.flatMap(({ sql, says }) => select(sql).map(says)),
  ]
}

/** Asks every rule of every attempt in one reading. */
function brokenAttempts(database: Database): string[] {
  const flags = attemptRules.map(({ sql }, index) => `coalesce(${sql}, 0) AS rule${index}`)
  const names = attemptRules.map((_, index) => `rule${index}`)
  const rows = database
    .prepare<[], [string, ...number[]]>(
      `SELECT id, ${names.join(', ')} FROM (SELECT id, ${flags.join(', ')} FROM (${attempts}))
       WHERE ${names.join(' OR ')} ORDER BY id`,
    )
    .raw()
    .all()
  return rows.flatMap(([id, ...isBroken]) =>
    attemptRules.filter((_, index) => isBroken[index] === 1).map(({ says }) => says(id)),
  )
}

/** What each attempt has as entries, those first: there is no index from attempt to entry. */
const attempts = `SELECT attempt.*, sums.* FROM (
    SELECT attempt_id,
      count(*) FILTER (WHERE kind = 'reserve') AS reserves,
      count(*) FILTER (WHERE kind = 'settle') AS settles,
      count(*) FILTER (WHERE kind = 'release') AS releases,
      sum(amount_nano_usd) FILTER (WHERE kind = 'reserve') AS reserved,
      sum(amount_nano_usd) FILTER (WHERE kind = 'settle') AS settled,
      sum(amount_nano_usd) FILTER (WHERE kind = 'release') AS released,
      coalesce(sum(amount_nano_usd)
        FILTER (WHERE kind IN ('settle','overrun','adjust')), 0) AS spent,
      min(period_id) AS first_period_id, max(period_id) AS last_period_id
    FROM entry WHERE attempt_id IS NOT NULL GROUP BY attempt_id
  ) AS sums JOIN attempt ON attempt.id = sums.attempt_id`

/**
 * The rules of the ledger that its rows must keep whatever wrote them. The triggers of the database
 * enforce the same; this asks the other way round, of everything that is there.
 */
const attemptRules: readonly Rule[] = [
  {
    sql: 'reserves <> 1',
    says: (id) => `Attempt ${id} does not have exactly one reservation.`,
  },
  {
    sql: 'reserves = 1 AND reserved <> reserved_nano_usd',
    says: (id) => `Attempt ${id}: its reservation is not the amount it was made for.`,
  },
  {
    sql: 'settles + releases > 1',
    says: (id) => `Attempt ${id} ended more than once.`,
  },
  {
    sql: 'settled > reserved',
    says: (id) => `Attempt ${id}: more was settled than was reserved.`,
  },
  {
    sql: 'released <> reserved',
    says: (id) => `Attempt ${id}: its release is not the whole reservation.`,
  },
  {
    sql: "(state = 'settled') <> (settles > 0)",
    says: (id) => `Attempt ${id}: it says settled without an entry, or the other way round.`,
  },
  {
    sql: "(state = 'released') <> (releases > 0)",
    says: (id) => `Attempt ${id}: it says released without an entry, or the other way round.`,
  },
  {
    sql: "state IN ('settled','released') AND spent_nano_usd IS NOT spent",
    says: (id) => `Attempt ${id}: what it says was spent is not the sum of its entries.`,
  },
  {
    sql: 'first_period_id <> period_id OR last_period_id <> period_id',
    says: (id) => `Attempt ${id} has entries in another period than its own.`,
  },
]

const entryRules: readonly Rule[] = [
  {
    sql: `SELECT id FROM attempt
      WHERE id NOT IN (SELECT attempt_id FROM entry WHERE attempt_id IS NOT NULL) ORDER BY id`,
    says: (id) => `Attempt ${id} has no entries at all.`,
  },
  {
    sql: `SELECT sequence FROM entry WHERE attempt_id IS NOT NULL
      AND attempt_id NOT IN (SELECT id FROM attempt) ORDER BY sequence`,
    says: (id) => `Entry ${id} belongs to an attempt that is not there.`,
  },
  {
    sql: `SELECT sequence FROM entry WHERE period_id NOT IN (SELECT id FROM period)
      ORDER BY sequence`,
    says: (id) => `Entry ${id} belongs to a period that is not there.`,
  },
  {
    sql: `SELECT period_id FROM entry WHERE kind = 'grant' AND grant_id LIKE 'month:%'
      GROUP BY period_id HAVING count(*) > 1 OR max(grant_id) <> 'month:' || period_id
      ORDER BY period_id`,
    says: (id) => `Period ${id} was granted its monthly budget twice, or that of another month.`,
  },
  {
    sql: `SELECT sequence FROM (
        SELECT sequence, at_ms, lag(at_ms) OVER (ORDER BY sequence) AS before_ms FROM entry)
      WHERE at_ms < before_ms ORDER BY sequence`,
    says: (id) => `Entry ${id} is dated before the entry it follows.`,
  },
]
