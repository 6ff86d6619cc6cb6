import { randomUUID } from 'node:crypto'
import SqliteDatabase from 'better-sqlite3'
import { expect } from 'vitest'
import type { LedgerBudget } from '../../main/ledger/ledger.ts'
import type { EnvelopeOf } from '../../shared/ipc/shapes.ts'
import { availableNanoUsd, type Balances } from '../../shared/ledger/balances.ts'
import type { Result } from '../../shared/result.ts'
import { CREDIT, type ProfileOnDisk, profileOnDisk, reserve } from '../helpers/profile-on-disk.ts'

/**
 * Plays a story as a bookkeeper would write it, on a ledger on disk, from 10 November 2026 on. Each
 * line is one step, what it was answered, and after it the figures that the first line names, of the
 * period in force or of the one that is looked at. Amounts are credits unless a unit is given;
 * `30+10` is an amount and what is allowed beyond the budget; `over` is overrun not covered yet;
 * `left` is what the first envelope has left. Half of what is reserved is expected to be spent.
 */
export function tell(story: string, unitNanoUsd = CREDIT): void {
  const profile = profileOnDisk()
  const [heading = '', ...lines] = story.trim().split('\n')
  const columns = words(heading.split('|')[1] ?? '').slice(1)
  for (const line of lines) {
    const [asked = '', expected = ''] = line.split('|')
    const [step = '', who = '', amounts = ''] = words(asked)
    const [amount, allowed = 0] = amounts.split('+').map((text) => Number(text) * unitNanoUsd)
    const answer = take(profile, { step, who, amount: amount ?? 0, allowed }, unitNanoUsd)
    const figures = figuresOf(profile, step === 'look' ? who : null, unitNanoUsd)
    const found = columns.map((column) => figures[column] ?? `no ${column}`)
    expect([answer, ...found].join(' '), line).toBe(words(expected).join(' '))
  }
  profile.close()
}

function words(text: string): string[] {
  return text.trim().split(/\s+/u)
}

function figuresOf(
  { ledger, storage }: ProfileOnDisk,
  periodId: string | null,
  unitNanoUsd: number,
): Record<string, string> {
  const { balances, period } = ledger.budget()
  const shown: Balances = periodId === null ? balances : storage.periods.balances(periodId)
  const amount = (amountNanoUsd: number): string => String(amountNanoUsd / unitNanoUsd)
  return {
    granted: amount(shown.grantedNanoUsd),
    available: amount(availableNanoUsd(shown)),
    reserved: amount(shown.reservedNanoUsd),
    spent: amount(shown.spentNanoUsd),
    over: amount(shown.overrunNanoUsd),
    left: leftText(ledger.budget(), amount),
    period: periodId ?? period.id,
    ends: timeText(period.endsAtMs),
  }
}

function leftText({ envelopes }: LedgerBudget, amount: (nanoUsd: number) => string): string {
  const [first] = envelopes
  if (!first) return '-'
  return amount(first.monthlyNanoUsd - first.reservedNanoUsd - first.spentNanoUsd)
}

/** A day alone where it is midnight in UTC. */
function timeText(atMs: number): string {
  return new Date(atMs).toISOString().replace('T00:00:00.000Z', '').replace('.000Z', '')
}

type Step = { step: string; who: string; amount: number; allowed: number }

/** `refused` is an error of the database, after which all is as it was. */
function take(profile: ProfileOnDisk, step: Step, unitNanoUsd: number): string {
  try {
    return answerOf(profile, step, unitNanoUsd)
  } catch (error) {
    if (error instanceof SqliteDatabase.SqliteError) return 'refused'
    throw error
  }
}

function answerOf(profile: ProfileOnDisk, step: Step, unitNanoUsd: number): string {
  const { who, amount, allowed } = step
  const { ledger, clock } = profile
  const answered = (result: Result<unknown>): string => answerText(result, unitNanoUsd)
  switch (step.step) {
    case 'budget':
      return answered(ledger.setMonthlyBudget(amount, randomUUID()))
    case 'no-limit':
      return answered(ledger.setMonthlyBudget(null, randomUUID()))
    case 'top-up':
      return answered(ledger.topUp(amount, who))
    case 'mode':
      return shown(ledger.configure({ mode: modes[who] }))
    case 'carry':
      return shown(ledger.configure({ carriesOver: who === 'on' }))
    case 'starts':
      return shown(ledger.configure({ startDay: Number(who) }))
    case 'reserve':
      return answered(reserve(profile, who, amount, allowed))
    case 'agree':
      return answered(reserve(profile, who, amount, allowed, { agreedNanoUsd: amount / 2 }))
    case 'unasked':
      return answered(reserve(profile, who, amount, allowed, { isUnasked: true }))
    case 'limit':
      return shown(ledger.setTurnLimit(amount))
    case 'no-limit-a-turn':
      return shown(ledger.setTurnLimit(null))
    case 'envelope':
      return shown(saveEnvelope(profile, who, amount))
    case 'no-envelope':
      return answered(ledger.removeEnvelope(who))
    case 'dispatch':
      ledger.markDispatched(who)
      return 'done'
    case 'doubt':
      ledger.markUncertain(who)
      return 'done'
    case 'settle':
      return ledger.settle(who, amount, 'exact')
    case 'release':
      return ledger.release(who)
    case 'adjust':
      return ledger.adjust(who, amount, 'exact')
    case 'clock':
      clock.atMs = Date.parse(who)
      return 'done'
    case 'zone':
      clock.zone = who
      return 'done'
    case 'confirm':
      return shown(ledger.confirmDate())
    case 'look':
      return 'seen'
    default:
      throw new Error(`There is no step ${step.step}`)
  }
}

/** `test` is the provider of every attempt in a story, `test/heavy` its model. */
function saveEnvelope({ ledger }: ProfileOnDisk, who: string, amount: number): LedgerBudget {
  const [providerId = '', modelId] = who.split('/')
  const of: EnvelopeOf =
    modelId === undefined
      ? { kind: 'provider', providerId }
      : { kind: 'model', model: { providerId, modelId } }
  return ledger.saveEnvelope({ envelopeId: who, of, monthlyNanoUsd: amount })
}

const modes: Record<string, 'firm' | 'ask' | 'watch' | undefined> = {
  firm: 'firm',
  ask: 'ask',
  watch: 'watch',
}

function shown(_budget: LedgerBudget): string {
  return 'done'
}

function answerText(result: Result<unknown>, unitNanoUsd: number): string {
  if (result.ok) return 'done'
  const { failure } = result
  if (failure.kind === 'not-enough-credits')
    return `${failure.kind} ${failure.shortNanoUsd / unitNanoUsd}`
  if (failure.kind === 'over-budget')
    return `${failure.kind} ${failure.overrunNanoUsd / unitNanoUsd}`
  if (failure.kind === 'envelope-short')
    return `${failure.kind} ${failure.shortNanoUsd / unitNanoUsd}`
  if (failure.kind === 'above-turn-limit')
    return `${failure.kind} ${failure.expectedNanoUsd / unitNanoUsd}`
  if (failure.kind === 'clock-jumped') {
    return `${failure.kind} ${new Date(failure.lastEntryAtMs).toISOString().slice(0, 10)}`
  }
  return failure.kind
}
