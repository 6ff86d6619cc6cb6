import type { Database } from 'better-sqlite3'
import { type Balances, noBalances, startFold } from '../../shared/ledger/balances.ts'
import { BEFORE_THE_FIRST, follows, type Link, openEntries, type StoredEntry } from './entries.ts'
import { balanceColumns } from './periods.ts'

/** What a ledger says of itself, read once from its first entry to its last. */
export type AddedUp = {
  entryCount: number
  last: Link | null
  /** The first entry that is not chained to the one before it; null if every one is. */
  brokenAtSequence: number | null
  /** What the entries of each period sum to. Counts only if the chain is whole. */
  balances: ReadonlyMap<string, Balances>
  /** What the entries of each attempt come to. */
  attempts: ReadonlyMap<string, EnteredAttempt>
}

/** An attempt as its entries have it. */
type EnteredAttempt = { reservedNanoUsd: number; ended: string | null; spentNanoUsd: number }

export type UnequalBalances = { periodId: string; kept: Balances | null; folded: Balances }

/** So many entries are read before others may have their turn: about 10 ms. */
const ENTRIES_AT_ONCE = 2_000

/** Follows the chain and adds every period up, in one pass. Changes nothing. */
export function addUp(database: Database): AddedUp {
  const adding = addingUp(database)
  for (;;) {
    const step = adding.next()
    if (step.done) return step.value
  }
}

/**
 * The same in steps, between which the ledger may go on: entries that come meanwhile are added up
 * as well, and the answer is what the ledger is at that moment.
 */
export function* addingUp(database: Database): Generator<undefined, AddedUp> {
  const entries = openEntries(database)
  const folds = new Map<string, ReturnType<typeof startFold>>()
  const attempts = new Map<string, EnteredAttempt>()
  let entryCount = 0
  let last: Link | null = null
  let brokenAtSequence: number | null = null

  function add(entry: StoredEntry): void {
    let fold = folds.get(entry.periodId)
    if (!fold) folds.set(entry.periodId, (fold = startFold()))
    fold.add(entry)
    if (entry.attemptId !== null) enter(attempts, entry.attemptId, entry)
    entryCount += 1
    if (!follows(last ?? BEFORE_THE_FIRST, entry)) brokenAtSequence = entry.sequence
    last = { sequence: entry.sequence, chain: entry.chain }
  }

  // Below 1 as well: an entry that is numbered so is not chained to any.
  let readTo = Number.MIN_SAFE_INTEGER
  for (;;) {
    const page = entries.after(readTo, ENTRIES_AT_ONCE)
    for (const entry of page) {
      add(entry)
      if (brokenAtSequence !== null) break
    }
    readTo = page.at(-1)?.sequence ?? readTo
    if (brokenAtSequence !== null || page.length < ENTRIES_AT_ONCE) break
    yield
  }
  const balances = new Map([...folds].map(([periodId, fold]) => [periodId, fold.balances]))
  return { entryCount, last, brokenAtSequence, balances, attempts }
}

function enter(
  attempts: Map<string, EnteredAttempt>,
  attemptId: string,
  { kind, amountNanoUsd }: StoredEntry,
): void {
  let attempt = attempts.get(attemptId)
  if (!attempt) {
    attempts.set(attemptId, (attempt = { reservedNanoUsd: 0, ended: null, spentNanoUsd: 0 }))
  }
  if (kind === 'reserve') attempt.reservedNanoUsd += amountNanoUsd
  if (kind === 'settle') attempt.ended = 'settled'
  if (kind === 'release') attempt.ended = 'released'
  if (kind === 'settle' || kind === 'overrun' || kind === 'adjust') {
    attempt.spentNanoUsd += amountNanoUsd
  }
}

/**
 * Whether each attempt says of itself what its entries say: what it reserved, that it ended, and
 * what it spent. Entries are chained and attempts are not: a page of them that is older than its
 * ledger would otherwise be taken for sound.
 */
export function attemptsAgree(
  database: Database,
  { attempts }: Pick<AddedUp, 'attempts'>,
): boolean {
  const rows = database
    .prepare<[], [string, string, number, number | null]>(
      'SELECT id, state, reserved_nano_usd, spent_nano_usd FROM attempt',
    )
    .raw()
  let count = 0
  for (const [attemptId, state, reservedNanoUsd, spentNanoUsd] of rows.iterate()) {
    const entered = attempts.get(attemptId)
    if (!entered || entered.reservedNanoUsd !== reservedNanoUsd) return false
    const isEnded = state === 'settled' || state === 'released'
    if ((isEnded ? state : null) !== entered.ended) return false
    if (isEnded && spentNanoUsd !== entered.spentNanoUsd) return false
    count += 1
  }
  return count === attempts.size
}

/** Whether every period that has entries is there. */
export function periodsAreThere(
  database: Database,
  { balances }: Pick<AddedUp, 'balances'>,
): boolean {
  const periodIds = database.prepare<[], string>('SELECT id FROM period').pluck().all()
  return [...balances.keys()].every((periodId) => periodIds.includes(periodId))
}

/** The periods whose kept balances are not what their entries sum to. */
export function unequalBalances(
  database: Database,
  { balances }: Pick<AddedUp, 'balances'>,
): UnequalBalances[] {
  const kept = new Map(
    database
      .prepare<[], Balances & { periodId: string }>(
        `SELECT period.id AS periodId, ${balanceColumns}
         FROM period JOIN balance ON balance.period_id = period.id`,
      )
      .all()
      .map(({ periodId, ...sums }) => [periodId, sums]),
  )
  const periodIds = database.prepare<[], string>('SELECT id FROM period ORDER BY id').pluck().all()
  return periodIds
    .map((periodId) => ({
      periodId,
      kept: kept.get(periodId) ?? null,
      folded: balances.get(periodId) ?? noBalances,
    }))
    .filter(({ kept: found, folded }) => found === null || !sameBalances(found, folded))
}

/** Whether balances are such as the database keeps: nothing below 0, nothing overspent. */
export function canBeKept(balances: Balances): boolean {
  const uncommittedNanoUsd =
    balances.grantedNanoUsd - balances.reservedNanoUsd - balances.spentNanoUsd
  return [...Object.values(balances), uncommittedNanoUsd].every(
    (amount) => Number.isSafeInteger(amount) && amount >= 0,
  )
}

function sameBalances(one: Balances, other: Balances): boolean {
  return (Object.keys(one) as (keyof Balances)[]).every((name) => one[name] === other[name])
}
