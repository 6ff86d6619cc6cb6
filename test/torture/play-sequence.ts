import { isDeepStrictEqual } from 'node:util'
import SqliteDatabase from 'better-sqlite3'
import type { LedgerBudget } from '../../main/ledger/ledger.ts'
import { chainHolds, type StoredEntry } from '../../main/storage/entries.ts'
import type { Failure } from '../../shared/failures.ts'
import { type Balances, foldBalances } from '../../shared/ledger/balances.ts'
import type { Result } from '../../shared/result.ts'
import { type LedgerModel, type PaperSums, startLedgerModel } from './ledger-model.ts'
import type { Step } from './ledger-steps.ts'
import type { AttemptRow } from './ledger-tables.ts'
import { type MemoryLedger, openMemoryLedger } from './memory-ledger.ts'
import type { Counts } from './part.ts'

/** 10 November 2026, 12:00 UTC. */
export const startOfClock = { atMs: Date.UTC(2026, 10, 10, 12), zone: 'UTC' } as const

/** Where the ledger and the model came apart. */
export class Divergence extends Error {
  /** From 1. */
  readonly stepNumber: number
  /** The broken promise, where one of the counts names it. */
  readonly wrong: keyof Counts | null

  constructor(stepNumber: number, what: string, wrong: keyof Counts | null = null) {
    super(what)
    this.stepNumber = stepNumber
    this.wrong = wrong
  }
}

/**
 * Takes the steps with the real ledger and with the model, and compares everything after each: the
 * answer, what a screen shows, every balance, every attempt, every new entry. At the end the chain
 * and the sums are checked. Throws a `Divergence` at the first difference.
 */
export function playSequence(
  steps: readonly Step[],
  image: Buffer,
  pragmas?: readonly string[],
): void {
  const model = startLedgerModel(startOfClock)
  let rig = openMemoryLedger(image, model.clock, pragmas)
  try {
    for (const [index, step] of steps.entries()) {
      const number = index + 1
      const known = model.entries().length
      const expected = model.take(step)
      if (step.do === 'reopen') rig = reopen(rig, model.clock, pragmas)
      const answer = take(rig, step)
      checkAnswer(number, answer, expected)
      checkBalances(number, rig, model)
      same(number, 'an attempt', rig.tables.attempts(), paperAttempts(model))
      same(number, 'the new entries', rig.tables.entriesAfter(known), model.entries().slice(known))
      same(number, 'what is shown', shown(rig.ledger.budget()), model.look())
    }
    checkWhole(steps.length, rig)
  } finally {
    rig.database.close()
  }
}

function reopen(
  rig: MemoryLedger,
  clock: LedgerModel['clock'],
  pragmas?: readonly string[],
): MemoryLedger {
  const image = rig.database.serialize()
  rig.database.close()
  return openMemoryLedger(image, clock, pragmas)
}

function take(rig: MemoryLedger, step: Step): string {
  try {
    return answerOf(rig, step)
  } catch (error) {
    // What SQLite or the ledger refuses; anything else is a mistake of the program.
    const isRefusal =
      error instanceof SqliteDatabase.SqliteError
        ? error.code.startsWith('SQLITE_CONSTRAINT')
        : error instanceof Error && /was never reserved|has not ended/u.test(error.message)
    if (!isRefusal) throw error
    return 'refused'
  }
}

function answerOf({ ledger, storage }: MemoryLedger, step: Step): string {
  switch (step.do) {
    case 'budget':
      return answered(
        ledger.setMonthlyBudget(step.amount, `change ${storage.entries.last()?.sequence}`),
      )
    case 'top-up':
      return answered(ledger.topUp(step.amount, step.id))
    case 'mode':
      return done(ledger.configure({ mode: step.mode }))
    case 'start-day':
      return done(ledger.configure({ startDay: step.day }))
    case 'carry-over':
      return done(ledger.configure({ carriesOver: step.carries }))
    case 'reserve':
      return answered(ledger.reserve(requestOf(step.who, step.amount), step.allowed))
    case 'dispatch':
      return done(ledger.markDispatched(step.who))
    case 'doubt':
      return done(ledger.markUncertain(step.who))
    case 'settle':
      return ledger.settle(step.who, step.amount, 'exact')
    case 'release':
      return ledger.release(step.who)
    case 'adjust':
      return ledger.adjust(step.who, step.amount, 'estimated')
    case 'confirm-date':
      return done(ledger.confirmDate())
    case 'wait':
    case 'zone':
    case 'reopen':
      return 'done'
  }
}

/** Of a step that answers with nothing that is not read afterwards. */
function done(_answer: unknown): 'done' {
  return 'done'
}

function requestOf(attemptId: string, reservedNanoUsd: number) {
  return {
    attemptId,
    turnId: `turn of ${attemptId}`,
    number: 1,
    purpose: 'answer' as const,
    providerId: 'test',
    modelId: 'light',
    priceId: 1,
    inputTokens: 10,
    maxOutputTokens: 100,
    expectedNanoUsd: Math.floor(reservedNanoUsd / 2),
    reservedNanoUsd,
  }
}

function answered(result: Result<unknown>): string {
  return result.ok ? 'done' : refusalText(result.failure)
}

function refusalText(failure: Failure): string {
  switch (failure.kind) {
    case 'clock-jumped':
      return `clock-jumped ${failure.lastEntryAtMs} ${failure.nowMs}`
    case 'over-budget':
      return `over-budget ${failure.overrunNanoUsd} ${failure.periodEndsAtMs}`
    case 'not-enough-credits': {
      const { neededNanoUsd, availableNanoUsd, shortNanoUsd, periodEndsAtMs } = failure
      return `not-enough-credits ${neededNanoUsd} ${availableNanoUsd} ${shortNanoUsd} ${periodEndsAtMs}`
    }
    default:
      return failure.kind
  }
}

function checkAnswer(number: number, answer: string, expected: string): void {
  if (answer === expected) return
  const isOverspent = answer === 'done' && /over-budget|not-enough|no-budget/u.test(expected)
  const isSecondEnding = answer === 'ended' && expected === 'already'
  const wrong = isOverspent ? 'overspent' : isSecondEnding ? 'doubleCharged' : null
  throw new Divergence(number, `answered "${answer}" instead of "${expected}"`, wrong)
}

/** Balances of all periods, and the promise itself: nothing is promised away that is not there. */
function checkBalances(number: number, { tables }: MemoryLedger, model: LedgerModel): void {
  const found = tables.balances()
  for (const balance of found) {
    if (balance.granted - balance.reserved - balance.spent >= 0) continue
    throw new Divergence(number, `overspent: ${JSON.stringify(balance)}`, 'overspent')
  }
  same(number, 'the balances', found, model.pages())
}

function paperSums(balances: Balances): PaperSums {
  return {
    granted: balances.grantedNanoUsd,
    added: balances.addedNanoUsd,
    reserved: balances.reservedNanoUsd,
    spent: balances.spentNanoUsd,
    overrun: balances.overrunNanoUsd,
  }
}

function paperAttempts(model: LedgerModel): AttemptRow[] {
  return [...model.attempts()]
    .map(([id, { page, state, reserved, cost, quality }]) => ({
      id,
      periodId: page.id,
      state,
      reserved,
      cost,
      quality,
    }))
    .toSorted((one, other) => (one.id < other.id ? -1 : 1))
}

function shown({ monthlyNanoUsd, mode, startDay, carriesOver, balances, period }: LedgerBudget) {
  const sums = paperSums(balances)
  return { monthly: monthlyNanoUsd, mode, startDay, carriesOver, sums, period }
}

/** The chain, one monthly grant a period, and the sums as the program itself would add them up. */
function checkWhole(number: number, { storage }: MemoryLedger): void {
  const entries: StoredEntry[] = [...storage.entries.all()]
  if (!chainHolds(entries)) throw new Divergence(number, 'the chain of entries is broken')
  const months = entries.filter(({ grantId }) => grantId?.startsWith('month:'))
  if (months.some(({ grantId, periodId }) => grantId !== `month:${periodId}`)) {
    throw new Divergence(number, 'a monthly grant went to another period')
  }
  if (new Set(months.map(({ periodId }) => periodId)).size < months.length) {
    throw new Divergence(number, 'a month was granted twice', 'overspent')
  }
  for (const periodId of new Set(entries.map((entry) => entry.periodId))) {
    const folded = foldBalances(entries.filter((entry) => entry.periodId === periodId))
    same(number, `the sum of ${periodId}`, folded, storage.periods.balances(periodId))
  }
}

function same(number: number, what: string, found: unknown, expected: unknown): void {
  if (isDeepStrictEqual(found, expected)) return
  throw new Divergence(
    number,
    `${what}: found ${JSON.stringify(found)}, expected ${JSON.stringify(expected)}`,
  )
}
