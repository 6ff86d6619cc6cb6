import { inspect, isDeepStrictEqual } from 'node:util'
import SqliteDatabase from 'better-sqlite3'
import { checkLedger } from '../../../main/ledger/check-ledger.ts'
import type { LedgerBudget } from '../../../main/ledger/ledger.ts'
import { bringBack } from '../../../main/storage/bring-back.ts'
import { putEnvelopesBack, setEnvelopesAside } from '../../../main/storage/keep-envelopes.ts'
import type { StoredEntry } from '../../../main/storage/entries.ts'
import { addUp } from '../../../main/storage/sound.ts'
import { envelopesOf } from '../../../main/turns/envelopes.ts'
import type { Failure } from '../../../shared/failures.ts'
import type { EnvelopeOf } from '../../../shared/ipc/shapes.ts'
import { type Balances, foldBalances } from '../../../shared/ledger/balances.ts'
import type { Result } from '../../../shared/result.ts'
import { type LedgerModel, startLedgerModel } from './ledger-model.ts'
import type { Step } from './ledger-steps.ts'
import { paperTables, type Tables } from './ledger-tables.ts'
import { type MemoryLedger, openMemoryLedger } from './memory-ledger.ts'
import type { PaperSums } from './paper-book.ts'
import type { Counts } from '../part.ts'
import { imageWithChats } from './chats.ts'
import type { Scope } from './paper-envelopes.ts'

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

export type PlayOptions = {
  pragmas?: readonly string[]
  /** At the end, what the program does with a whole ledger: this takes as long as the steps. */
  isThorough?: boolean
}

/**
 * Takes the steps with the real ledger and with the model, and compares everything after each: the
 * answer, what a screen shows, every balance, every attempt, every new entry. At the end the chain
 * and the sums are checked. Throws a `Divergence` at the first difference.
 */
export function playSequence(
  steps: readonly Step[],
  bareImage: Buffer,
  { pragmas, isThorough = false }: PlayOptions = {},
): void {
  const image = imageWithChats(bareImage)
  const model = startLedgerModel(startOfClock)
  const paper = paperTables(model)
  let rig = openMemoryLedger(image, model.clock, pragmas)
  try {
    for (const [index, step] of steps.entries()) {
      const number = index + 1
      const known = model.entries().length
      const expected = model.take(step)
      if (step.do === 'reopen') rig = reopen(rig, model.clock, pragmas)
      const answer = take(rig, step)
      checkAnswer(number, answer, expected)
      if (step.do === 'reserve' && answer === 'done') checkPromise(number, rig.tables, step.who)
      checkTables(number, rig.tables, paper, known)
      // The other steps of an attempt change nothing that is shown but its balances.
      if (!('who' in step)) same(number, 'shown', shown(rig.ledger.budget()), model.look())
    }
    checkWhole(steps.length, rig)
    if (isThorough) checkThoroughly(steps.length, rig, image)
  } finally {
    rig.database.close()
  }
}

function reopen(
  rig: MemoryLedger,
  clock: LedgerModel['clock'],
  pragmas: readonly string[] | undefined,
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
        : error instanceof Error &&
          /was never reserved|has not ended|A part of a unit/u.test(error.message)
    if (!isRefusal) throw error
    return 'refused'
  }
}

function answerOf(rig: MemoryLedger, step: Step): string {
  const { ledger, storage } = rig
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
      return reserve(rig, step)
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
    case 'limit':
      return done(ledger.setTurnLimit(step.amount))
    case 'envelope':
      return done(
        ledger.saveEnvelope({
          envelopeId: step.scope,
          of: envelopeOf[step.scope],
          monthlyNanoUsd: step.amount,
        }),
      )
    case 'no-envelope':
      return answered(ledger.removeEnvelope(step.scope))
    case 'confirm-date':
      return done(ledger.confirmDate())
    case 'together':
      return storage.transact(() => takeTogether(rig, step.steps))
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

/** Goes on to the end of the unit although a part of it was refused: nothing may come of it. */
function takeTogether(rig: MemoryLedger, steps: readonly Step[]): string {
  const answers: string[] = []
  for (const step of steps) {
    const answer = take(rig, step)
    answers.push(answer)
    if (answer === 'refused') break
  }
  return answers.join(', ')
}

function reserve(
  { ledger, storage }: MemoryLedger,
  { who, amount, allowed, agreed, isUnasked }: Extract<Step, { do: 'reserve' }>,
): string {
  const request = requestOf(who, amount)
  const sent = { conversationId: `chat of ${who}`, model: request }
  const reserved = ledger.reserve(request, {
    allowedNanoUsd: allowed,
    agreedNanoUsd: agreed,
    isUnasked,
    envelopeIds: envelopesOf(storage, sent),
  })
  if (!reserved.ok) return answered(reserved)
  const stored = storage.attempts.find(who)
  return isDeepStrictEqual(reserved.value, stored) ? 'done' : `done, and stored ${inspect(stored)}`
}

const envelopeOf: Record<Scope, EnvelopeOf> = {
  provider: { kind: 'provider', providerId: 'test' },
  model: { kind: 'model', model: { providerId: 'test', modelId: 'heavy' } },
  folder: { kind: 'folder', folderId: 'work' },
  elsewhere: { kind: 'model', model: { providerId: 'elsewhere', modelId: 'heavy' } },
}

/** Every second one is of another model. */
function requestOf(attemptId: string, reservedNanoUsd: number) {
  return {
    attemptId,
    turnId: `turn of ${attemptId}`,
    number: 1,
    purpose: 'answer' as const,
    providerId: 'test',
    modelId: Number(attemptId.slice(1)) % 2 === 0 ? 'heavy' : 'light',
    priceId: 1,
    effort: null,
    textTokens: null,
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
    case 'envelope-short': {
      const { neededNanoUsd, availableNanoUsd, shortNanoUsd, periodEndsAtMs } = failure
      return `envelope-short ${neededNanoUsd} ${availableNanoUsd} ${shortNanoUsd} ${periodEndsAtMs}`
    }
    case 'above-turn-limit': {
      const { expectedNanoUsd, ceilingNanoUsd, limitNanoUsd } = failure
      return `above-turn-limit ${expectedNanoUsd} ${ceilingNanoUsd} ${limitNanoUsd}`
    }
    default:
      return failure.kind
  }
}

function checkAnswer(number: number, answer: string, expected: string): void {
  if (answer === expected) return
  const isOverspent =
    answer === 'done' && /over-budget|not-enough|no-budget|envelope-short/u.test(expected)
  const isSecondEnding = answer === 'ended' && expected === 'already'
  const wrong = isOverspent ? 'overspent' : isSecondEnding ? 'doubleCharged' : null
  throw new Divergence(number, `answered "${answer}" instead of "${expected}"`, wrong)
}

function checkPromise(number: number, tables: Tables, who: string): void {
  const beyond = tables.beyondBudget(who)
  if (beyond) throw new Divergence(number, `${who} is beyond the budget: ${beyond}`, 'overspent')
  const envelope = tables.beyondEnvelope(who)
  if (envelope) {
    throw new Divergence(number, `${who} is beyond an envelope: ${envelope}`, 'overspent')
  }
}

function checkTables(
  number: number,
  tables: Tables,
  paper: ReturnType<typeof paperTables>,
  known: number,
): void {
  const [found, expected] = [tables.balances(), paper.balances()]
  // The model never overspends, so what is equal to it does not either.
  const overspent = found === expected ? null : tables.overspent()
  if (overspent) throw new Divergence(number, `${overspent} is overspent: ${found}`, 'overspent')
  same(number, 'balances', found, expected)
  same(number, 'envelopes', tables.envelopeBalances(), paper.envelopeBalances())
  same(number, 'what counts in envelopes', tables.counted(), paper.counted())
  same(number, 'attempts', tables.attempts(), paper.attempts())
  same(number, 'new entries', tables.entriesAfter(known), paper.entriesAfter(known))
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

function shown(budget: LedgerBudget) {
  const { monthlyNanoUsd, mode, startDay, carriesOver, balances, period } = budget
  const sums = paperSums(balances)
  const envelopes = budget.envelopes.map((envelope) => ({
    id: envelope.envelopeId,
    amount: envelope.monthlyNanoUsd,
    reserved: envelope.reservedNanoUsd,
    spent: envelope.spentNanoUsd,
  }))
  const limit = budget.turnLimitNanoUsd
  return { monthly: monthlyNanoUsd, mode, startDay, carriesOver, limit, envelopes, sums, period }
}

/** The chain, one monthly grant a period, and the sums by their definition. */
function checkWhole(number: number, { database, storage, tables }: MemoryLedger): void {
  if (addUp(database).brokenAtSequence !== null)
    throw new Divergence(number, 'the chain of entries is broken')
  const entries: StoredEntry[] = [...storage.entries.all()]
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
  const entered = tables.envelopesOfEntries()
  same(number, 'the sums of envelopes', tables.envelopeBalances(), entered)
}

/** The program finds nothing wrong, and would bring back every entry after the loss of all of them. */
function checkThoroughly(number: number, rig: MemoryLedger, image: Buffer): void {
  const problems = checkLedger(rig.database)
  if (problems.length > 0) throw new Divergence(number, problems.join('\n'))
  const restored = openMemoryLedger(image, { ...startOfClock })
  try {
    restored.database.transaction(() => {
      const envelopes = setEnvelopesAside(restored.database)
      bringBack(rig.database, restored.database)
      putEnvelopesBack(rig.database, restored.database, envelopes)
    })()
    for (const table of ['envelopeBalances', 'counted'] as const) {
      same(number, `${table} brought back`, restored.tables[table](), rig.tables[table]())
    }
    same(number, 'brought back', restored.tables.entriesAfter(0), rig.tables.entriesAfter(0))
    const wrong = checkLedger(restored.database)
    if (wrong.length > 0) throw new Divergence(number, `brought back: ${wrong.join('\n')}`)
  } finally {
    restored.database.close()
  }
}

function same(number: number, what: string, found: unknown, expected: unknown): void {
  if (found === expected || isDeepStrictEqual(found, expected)) return
  const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))
  throw new Divergence(number, `${what}: found\n${text(found)}\nexpected\n${text(expected)}`)
}
