import { createHash } from 'node:crypto'
import SqliteDatabase, { type Database } from 'better-sqlite3'
import type { Counts } from './part.ts'

/*
 * What a bookkeeper would check, written from the rules and with statements of its own: nothing
 * here calls the program, so nothing here believes it.
 */

/** A broken promise, and the wrong count it belongs to. */
export type Wrong = {
  count: keyof Pick<Counts, 'lost' | 'doubleCharged' | 'overspent' | 'unhandled'>
  what: string
  /** Of the pages, not of what is in the ledger: only reading the whole file tells. */
  isOfPages?: boolean
  /** An entry that is gone or is not as it was written. */
  isOfChain?: boolean
}

type AuditedEntry = {
  sequence: number
  kind: string
  periodId: string
  attemptId: string | null
  grantId: string | null
  amountNanoUsd: number
  atMs: number
  chain: string
}

type AuditedAttempt = {
  attemptId: string
  turnId: string
  periodId: string
  state: string
  reservedNanoUsd: number
  spentNanoUsd: number | null
}

type AuditedMessage = { turnId: string; state: string; text: string }

export type Audit = {
  entries: AuditedEntry[]
  attempts: Map<string, AuditedAttempt>
  /** The answer of each turn: how it ended and what text is there. */
  answers: Map<string, AuditedMessage>
  /** Every row of every table, as text; the same for the same contents. */
  contents: string
  wrong: Wrong[]
}

type Sums = { granted: number; added: number; reserved: number; spent: number; overrun: number }

/** Reads a database file, which must not be open elsewhere, and says everything wrong with it. */
export function auditFile(path: string): Audit {
  const database = new SqliteDatabase(path, { fileMustExist: true })
  try {
    return audit(database)
  } finally {
    database.close()
  }
}

/** The same; null where it is not there yet, or has no tables yet. */
export function auditPlainly(path: string): Audit | null {
  try {
    return auditFile(path)
  } catch (error) {
    if (/no such table|unable to open/u.test(String(error))) return null
    throw error
  }
}

function audit(database: Database): Audit {
  const wrong: Wrong[] = []
  const check = (holds: boolean, count: Wrong['count'], what: string): void => {
    if (!holds) wrong.push({ count, what })
  }
  const all = <T>(sql: string): T[] => database.prepare<[], T>(sql).all()

  const pages = String(database.pragma('integrity_check(1)', { simple: true }))
  if (pages !== 'ok') wrong.push({ count: 'lost', what: pages, isOfPages: true })
  if ((database.pragma('foreign_key_check') as []).length > 0) {
    wrong.push({ count: 'lost', what: 'a row points nowhere', isOfPages: true })
  }

  const entries = all<AuditedEntry>(`SELECT sequence, kind, period_id AS periodId,
    attempt_id AS attemptId, grant_id AS grantId, amount_nano_usd AS amountNanoUsd,
    at_ms AS atMs, lower(hex(chain)) AS chain FROM entry ORDER BY sequence`)
  const attempts = new Map(
    all<AuditedAttempt>(`SELECT id AS attemptId, turn_id AS turnId, period_id AS periodId, state,
      reserved_nano_usd AS reservedNanoUsd, spent_nano_usd AS spentNanoUsd
      FROM attempt ORDER BY created_at_ms, number, id`).map((attempt) => [
      attempt.attemptId,
      attempt,
    ]),
  )
  checkChain(entries, (holds, count, what) => {
    if (!holds) wrong.push({ count, what, isOfChain: true })
  })
  const sums = checkSums(entries, attempts, check)
  checkAttempts(entries, attempts, check)
  const kept = all<Sums & { periodId: string }>(`SELECT period_id AS periodId,
    granted_nano_usd AS granted, added_nano_usd AS added, reserved_nano_usd AS reserved,
    spent_nano_usd AS spent, overrun_nano_usd AS overrun FROM balance ORDER BY period_id`)
  for (const { periodId, ...balance } of kept) {
    const sum = sums.get(periodId) ?? noSums()
    const same = (Object.keys(sum) as (keyof Sums)[]).every((name) => sum[name] === balance[name])
    check(same, 'unhandled', `${periodId} keeps ${text(balance)}, its entries are ${text(sum)}`)
  }
  for (const periodId of sums.keys()) {
    check(
      kept.some((balance) => balance.periodId === periodId),
      'lost',
      `${periodId} has no balance`,
    )
  }
  checkEnvelopes(all, check)
  // Of chats, what cannot be read is what the pages were said to be wrong for; of the ledger it is not.
  const readable: All = (sql) => {
    try {
      return all(sql)
    } catch (error) {
      if (pages === 'ok' || !/malformed/u.test(String(error))) throw error
      return []
    }
  }
  const answers = readAnswers(readable)
  return { entries, attempts, answers, contents: readContents(readable), wrong }
}

type Check = (holds: boolean, count: Wrong['count'], what: string) => void

function checkChain(entries: readonly AuditedEntry[], check: Check): void {
  let before = Buffer.alloc(32)
  let atMs = 0
  for (const [index, entry] of entries.entries()) {
    const { sequence, kind, periodId, attemptId, grantId, amountNanoUsd } = entry
    const row = [sequence, kind, periodId, attemptId, grantId, amountNanoUsd, entry.atMs]
    const chain = createHash('sha256').update(before).update(JSON.stringify(row)).digest()
    check(sequence === index + 1, 'lost', `entry ${index + 1} is not there`)
    check(entry.chain === chain.toString('hex'), 'lost', `entry ${sequence} is not as written`)
    check(entry.atMs >= atMs, 'unhandled', `entry ${sequence} is before the one it follows`)
    before = Buffer.from(entry.chain, 'hex')
    atMs = entry.atMs
  }
}

/** Adds the entries up one by one: after each, no more is promised away than was granted. */
function checkSums(
  entries: readonly AuditedEntry[],
  attempts: ReadonlyMap<string, AuditedAttempt>,
  check: Check,
): Map<string, Sums> {
  const periods = new Map<string, Sums>()
  for (const { sequence, kind, periodId, attemptId, amountNanoUsd: amount } of entries) {
    const sums = periods.get(periodId) ?? noSums()
    periods.set(periodId, sums)
    const reservation = attempts.get(attemptId ?? '')?.reservedNanoUsd ?? 0
    const free = (): number => sums.granted - sums.reserved - sums.spent
    if (kind === 'grant' || kind === 'allow' || kind === 'topup' || kind === 'carry') {
      sums.granted += amount
    }
    if (kind === 'topup' || kind === 'carry') sums.added += amount
    if (kind === 'lower') sums.granted -= amount
    if (kind === 'reserve') {
      check(amount === 0 || sums.overrun === 0, 'overspent', `entry ${sequence} is over an overrun`)
      sums.reserved += amount
    }
    if (kind === 'settle' || kind === 'release') sums.reserved -= reservation
    if (kind === 'settle') sums.spent += amount
    if (kind === 'overrun') sums.overrun += amount
    if (kind === 'cover') {
      sums.overrun -= amount
      sums.spent += amount
    }
    if (kind === 'adjust') {
      const fits = Math.max(-sums.spent, Math.min(amount, free()))
      sums.spent += fits
      sums.overrun += amount - fits
    }
    check(free() >= 0, 'overspent', `after entry ${sequence} (${kind}) ${-free()} too much is out`)
    const isSane = Object.values(sums).every((sum) => Number.isSafeInteger(sum) && sum >= 0)
    check(isSane, 'overspent', `after entry ${sequence} (${kind}) the sums are ${text(sums)}`)
  }
  return periods
}

/** Each attempt: one reservation, at most one ending, and what it spent is what its entries say. */
function checkAttempts(
  entries: readonly AuditedEntry[],
  attempts: ReadonlyMap<string, AuditedAttempt>,
  check: Check,
): void {
  const byAttempt = Map.groupBy(
    entries.filter((entry) => entry.attemptId !== null),
    (entry) => entry.attemptId ?? '',
  )
  for (const { attemptId, state, reservedNanoUsd, spentNanoUsd, periodId } of attempts.values()) {
    const own = byAttempt.get(attemptId) ?? []
    const of = (kind: string): AuditedEntry[] => own.filter((entry) => entry.kind === kind)
    const sum = (kind: string): number =>
      of(kind).reduce((total, entry) => total + entry.amountNanoUsd, 0)
    const said = `attempt ${attemptId} (${state})`
    const isEnded = state === 'settled' || state === 'released'
    check(of('reserve').length === 1, 'unhandled', `${said} has ${of('reserve').length} reserves`)
    check(sum('reserve') === reservedNanoUsd, 'unhandled', `${said} reserved something else`)
    check(of('settle').length === (state === 'settled' ? 1 : 0), 'doubleCharged', `${said}: settle`)
    check(
      of('release').length === (state === 'released' ? 1 : 0),
      'doubleCharged',
      `${said}: release`,
    )
    check(sum('settle') <= reservedNanoUsd, 'overspent', `${said} settled above its reservation`)
    check(of('overrun').length <= 1, 'doubleCharged', `${said} overran twice`)
    check(
      spentNanoUsd === (isEnded ? sum('settle') + sum('overrun') + sum('adjust') : null),
      'doubleCharged',
      `${said} spent ${spentNanoUsd}, its entries say otherwise`,
    )
    check(
      own.every((entry) => entry.periodId === periodId),
      'doubleCharged',
      `${said} is entered in two periods`,
    )
  }
  for (const attemptId of byAttempt.keys()) {
    check(attempts.has(attemptId), 'lost', `attempt ${attemptId} is not there`)
  }
  const grants = entries.flatMap((entry) => entry.grantId ?? [])
  check(new Set(grants).size === grants.length, 'doubleCharged', 'a grant was given twice')
}

/** Each envelope holds what the entries of the attempts in it come to. */
function checkEnvelopes(all: All, check: Check): void {
  const kept = all<{ line: string }>(
    `SELECT envelope_id || ' in ' || period_id || ': ' || reserved_nano_usd || ' reserved, '
       || spent_nano_usd || ' spent' AS line FROM envelope_balance ORDER BY line`,
  )
  const entered = all<{ line: string }>(
    `SELECT envelope_id || ' in ' || period_id || ': ' || sum(iif(is_open, reserved, 0))
       || ' reserved, ' || sum(spent) || ' spent' AS line
     FROM envelope_attempt JOIN (
       SELECT attempt_id, period_id, count(*) FILTER (WHERE kind IN ('settle','release')) = 0 AS is_open,
         sum(amount_nano_usd * (kind = 'reserve')) AS reserved,
         sum(amount_nano_usd * (kind IN ('settle','overrun','adjust'))) AS spent
       FROM entry WHERE attempt_id IS NOT NULL GROUP BY attempt_id, period_id) USING(attempt_id)
     GROUP BY envelope_id, period_id ORDER BY line`,
  )
  const [found, expected] = [kept, entered].map((rows) => rows.map(({ line }) => line).join('; '))
  check(found === expected, 'unhandled', `envelopes keep ${found}, their entries are ${expected}`)
}

type All = <T>(sql: string) => T[]

function readAnswers(all: All): Map<string, AuditedMessage> {
  const rows = all<{ id: number; turnId: string; state: string; partsJson: string }>(
    `SELECT id, turn_id AS turnId, state, parts_json AS partsJson FROM message
     WHERE role = 'assistant' ORDER BY id`,
  )
  const chunks = Map.groupBy(
    all<{ id: number; text: string }>(
      'SELECT message_id AS id, text FROM message_chunk ORDER BY message_id, number',
    ),
    ({ id }) => id,
  )
  return new Map(
    rows.map(({ id, turnId, state, partsJson }) => {
      const pieces = state === 'writing' ? (chunks.get(id) ?? []) : partsOf(partsJson)
      return [turnId, { turnId, state, text: pieces.map((piece) => piece.text ?? '').join('') }]
    }),
  )
}

/** What cannot be read is no text; that it cannot be read is said by the check of the pages. */
function partsOf(json: string): { text?: string }[] {
  try {
    return JSON.parse(json) as { text?: string }[]
  } catch {
    return []
  }
}

function readContents(all: All): string {
  const tables = all<{ name: string }>(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
  )
  return tables
    .map(({ name }) => {
      const rows = all<Record<string, unknown>>(`SELECT * FROM "${name}"`)
      return [name, ...rows.map((row) => JSON.stringify(row)).sort()].join('\n')
    })
    .join('\n\n')
}

function noSums(): Sums {
  return { granted: 0, added: 0, reserved: 0, spent: 0, overrun: 0 }
}

function text(sums: Sums): string {
  return JSON.stringify(sums)
}
