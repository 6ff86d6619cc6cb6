import type { Database } from 'better-sqlite3'
import type { LedgerBudget } from '../../../main/ledger/ledger.ts'
import type { BudgetMode } from '../../../shared/ipc/shapes.ts'
import type { Counts } from '../part.ts'
import type { Call } from './provider.ts'

export type WrongCount = 'lost' | 'doubleCharged' | 'overspent' | 'billMismatches' | 'unhandled'

/** A promise that does not hold. */
export class Broken extends Error {
  override name = 'Broken'
  readonly count: keyof Counts & WrongCount
  constructor(count: WrongCount, what: string) {
    super(what)
    this.count = count
  }
}

export type AttemptRow = {
  attemptId: string
  turnId: string
  purpose: string
  number: number
  state: 'reserved' | 'dispatched' | 'settled' | 'released' | 'uncertain'
  reservedNanoUsd: number
  spentNanoUsd: number | null
  quality: 'exact' | 'partial' | 'estimated' | 'person' | null
}

type EntryRow = {
  sequence: number
  kind: string
  periodId: string
  attemptId: string | null
  amountNanoUsd: number
}

export type Tables = ReturnType<typeof openTables>

const after: Record<AttemptRow['state'], readonly AttemptRow['state'][]> = {
  reserved: ['reserved', 'dispatched', 'settled', 'released', 'uncertain'],
  dispatched: ['dispatched', 'settled', 'released', 'uncertain'],
  uncertain: ['uncertain', 'settled', 'released'],
  settled: ['settled'],
  released: ['released'],
}

/**
 * Looks at the tables from outside after each step, and adds the entries up by itself. One for each
 * case: it goes on where it was when the program is opened anew.
 */
export function openRules() {
  const periods = new Map<
    string,
    { granted: number; added: number; reserved: number; spent: number }
  >()
  const reservedBy = new Map<string, number>()
  const endings = new Map<string, number>()
  const states = new Map<string, AttemptRow['state']>()
  let seenSequence = 0

  function take({ kind, periodId, attemptId, amountNanoUsd }: EntryRow, mode: BudgetMode): void {
    const period = periods.get(periodId) ?? { granted: 0, added: 0, reserved: 0, spent: 0 }
    periods.set(periodId, period)
    const reserved = reservedBy.get(attemptId ?? '') ?? 0
    if (kind === 'allow' && mode === 'firm') {
      throw new Broken('overspent', `${attemptId} was allowed more than a firm budget`)
    }
    if (kind === 'reserve') {
      if (reservedBy.has(attemptId ?? '')) throw new Broken('doubleCharged', 'reserved twice')
      if (period.granted - period.reserved - period.spent < amountNanoUsd) {
        throw new Broken('overspent', `${attemptId} reserved ${amountNanoUsd}, which was not there`)
      }
      reservedBy.set(attemptId ?? '', amountNanoUsd)
      period.reserved += amountNanoUsd
    }
    if (kind === 'settle' || kind === 'release') {
      const ended = (endings.get(attemptId ?? '') ?? 0) + 1
      endings.set(attemptId ?? '', ended)
      if (ended > 1) throw new Broken('doubleCharged', `${attemptId} ended ${ended} times`)
      period.reserved -= reserved
    }
    if (kind === 'settle' || kind === 'cover') period.spent += amountNanoUsd
    if (['grant', 'topup', 'carry', 'allow'].includes(kind)) period.granted += amountNanoUsd
    if (kind === 'topup' || kind === 'carry') period.added += amountNanoUsd
    if (kind === 'lower') period.granted -= amountNanoUsd
    if (kind === 'adjust') {
      const fits = period.granted - period.reserved - period.spent
      period.spent += Math.max(-period.spent, Math.min(amountNanoUsd, fits))
    }
    if (period.granted - period.reserved - period.spent < 0) {
      throw new Broken('overspent', `${kind} ${amountNanoUsd} spends more than was granted`)
    }
  }

  return {
    /** Everything that must hold at any moment between two steps. */
    afterStep(
      tables: Tables,
      { mode, monthlyNanoUsd }: Pick<LedgerBudget, 'mode' | 'monthlyNanoUsd'>,
      calls: readonly Call[],
    ): void {
      for (const entry of tables.entriesAfter(seenSequence)) {
        if (entry.sequence !== seenSequence + 1) throw new Broken('lost', 'an entry is missing')
        seenSequence = entry.sequence
        take(entry, mode)
      }
      const unequal = tables.unequalEnvelope()
      if (unequal) throw new Broken('unhandled', `an envelope is not what counts in it: ${unequal}`)
      const newest = periods.get(tables.newestPeriodId() ?? '')
      const aim = (monthlyNanoUsd ?? 0) + (newest?.added ?? 0)
      if (newest && newest.granted > Math.max(aim, newest.reserved + newest.spent)) {
        throw new Broken('overspent', `granted ${newest.granted}, where ${aim} is the budget`)
      }
      const attempts = new Map(tables.attempts().map((row) => [row.attemptId, row]))
      for (const { attemptId, state } of attempts.values()) {
        const before = states.get(attemptId) ?? 'reserved'
        if (!after[before].includes(state)) {
          throw new Broken('lost', `${attemptId} went from ${before} to ${state}`)
        }
        states.set(attemptId, state)
      }
      for (const attemptId of states.keys()) {
        if (!attempts.has(attemptId)) throw new Broken('lost', `${attemptId} is gone`)
      }
      for (const summaryId of tables.unpaidSummaries()) {
        throw new Broken('lost', `${summaryId} is written, and its attempt has no ending`)
      }
      for (const { attemptId, isOver } of calls) {
        const state = attempts.get(attemptId)?.state
        if (!isOver && state !== 'dispatched') {
          throw new Broken('lost', `${attemptId} is being answered and is ${state}`)
        }
      }
    },
  }
}

/** Asked the moment before the first byte of a request leaves. */
export function checkLeaving(tables: Tables, call: Call, calls: readonly Call[]): void {
  const { attemptId } = call
  if (!tables.isCommitted()) throw new Broken('lost', `${attemptId} is sent and not committed`)
  const rows = tables.attempts()
  const row = rows.find((one) => one.attemptId === attemptId)
  const reserves = tables.reserves(attemptId)
  if (row?.state !== 'dispatched' || reserves !== 1) {
    throw new Broken(
      'lost',
      `${attemptId} is sent and is ${row?.state}, reserved ${reserves} times`,
    )
  }
  // Each summary is asked for by itself, and never a second time.
  if (row.purpose === 'summary') return
  const others = rows.filter(
    ({ turnId, purpose }) => turnId === row.turnId && purpose !== 'summary',
  )
  if (others.length > 2) throw new Broken('doubleCharged', `${row.turnId} is sent a third time`)
  if (calls.filter((one) => one.attemptId === attemptId).length > 1) {
    throw new Broken('doubleCharged', `${attemptId} is sent twice`)
  }
  const first = others.find((one) => one.attemptId !== attemptId)
  if (!first) return
  checkRetry(
    call,
    first,
    calls.find((one) => one.attemptId === first.attemptId),
  )
}

/** A second attempt comes once, after a refusal without a word, and not before it was asked to. */
function checkRetry(call: Call, first: AttemptRow, before: Call | undefined): void {
  const what = `${call.attemptId} after ${first.attemptId}`
  const ending = before?.ending
  if (!before || ending?.kind !== 'failed' || before.hasContent || before.costNanoUsd() > 0) {
    throw new Broken('doubleCharged', `${what}, which may be billed, is a retry`)
  }
  if (ending.evidence === 'unknown' || first.state !== 'released' || first.number !== 1) {
    throw new Broken('doubleCharged', `${what}, which is ${first.state}, is a retry`)
  }
  if (call.startedAtMs - before.startedAtMs < (ending.retryAfterMs ?? 0)) {
    throw new Broken('lost', `${what} comes before it was asked to`)
  }
}

/** What the rules read, past everything that stands between the program and its disk. */
export function openTables(database: Database) {
  const attempts = database.prepare<[], AttemptRow>(
    `SELECT id AS attemptId, turn_id AS turnId, purpose, number, state, quality,
       reserved_nano_usd AS reservedNanoUsd, spent_nano_usd AS spentNanoUsd FROM attempt`,
  )
  const entries = database.prepare<[number], EntryRow>(
    `SELECT sequence, kind, period_id AS periodId, attempt_id AS attemptId,
       amount_nano_usd AS amountNanoUsd FROM entry WHERE sequence > ? ORDER BY sequence`,
  )
  const newestPeriod = database
    .prepare<[], string>('SELECT id FROM period ORDER BY starts_at_ms DESC LIMIT 1')
    .pluck()
  const unpaidSummaries = database
    .prepare<[], string>(
      `SELECT summary.id FROM summary JOIN attempt ON attempt.id = attempt_id
       WHERE text IS NOT NULL AND state IN ('reserved','dispatched')`,
    )
    .pluck()
  const reserves = database
    .prepare<[string], number>(
      "SELECT count(*) FROM entry WHERE attempt_id = ? AND kind = 'reserve'",
    )
    .pluck()
  const unequalEnvelope = database
    .prepare<[], string>(
      `SELECT envelope_id || ' ' || period_id FROM envelope_balance AS kept
       WHERE (reserved_nano_usd, spent_nano_usd) <> (
         SELECT sum(iif(spent_nano_usd IS NULL, reserved_nano_usd, 0)),
           sum(coalesce(spent_nano_usd, 0))
         FROM envelope_attempt JOIN attempt ON attempt.id = envelope_attempt.attempt_id
         WHERE envelope_id = kept.envelope_id AND period_id = kept.period_id)`,
    )
    .pluck()
  return {
    unequalEnvelope: (): string | null => unequalEnvelope.get() ?? null,
    newestPeriodId: (): string | null => newestPeriod.get() ?? null,
    isCommitted: (): boolean => !database.inTransaction,
    attempts: (): AttemptRow[] => attempts.all(),
    entriesAfter: (sequence: number): EntryRow[] => entries.all(sequence),
    /** Summaries that are kept before what they cost is. */
    unpaidSummaries: (): string[] => unpaidSummaries.all(),
    reserves: (attemptId: string): number => reserves.get(attemptId) ?? 0,
  }
}
