import { DAY_MS, type ModelZone, modelZones } from './model-calendar.ts'
import type { LedgerModel } from './ledger-model.ts'
import { type Scope, scopes } from './paper-envelopes.ts'
import type { Random } from '../part.ts'

/** One thing that can be done to a ledger. Amounts are nano-USD. */
export type Step =
  | { do: 'budget'; amount: number | null }
  | { do: 'top-up'; amount: number; id: string }
  | { do: 'mode'; mode: 'firm' | 'ask' | 'watch' }
  | { do: 'start-day'; day: number }
  | { do: 'carry-over'; carries: boolean }
  | {
      do: 'reserve'
      who: string
      amount: number
      allowed: number
      agreed?: number
      isUnasked?: boolean
    }
  | { do: 'limit'; amount: number | null }
  | { do: 'envelope'; scope: Scope; amount: number }
  | { do: 'no-envelope'; scope: Scope }
  | { do: 'settle' | 'adjust'; who: string; amount: number }
  | { do: 'dispatch' | 'doubt' | 'release'; who: string }
  | { do: 'wait'; ms: number }
  | { do: 'zone'; zone: ModelZone }
  | { do: 'confirm-date' | 'reopen' }
  /** As one unit of work: all of it or, if one of them is refused, nothing. */
  | { do: 'together'; steps: readonly Step[] }

const MOST = Number.MAX_SAFE_INTEGER
/** Few, so that steps meet each other's attempts, and what ended is ended again. */
const ATTEMPTS = 14
const SHORTEST = 10
const LONGEST = 60

/**
 * The steps of one case, up to 60. Most make sense where they stand, which the model knows; some
 * never do, and must be refused.
 */
export function drawSteps(random: Random, model: LedgerModel): Step[] {
  const steps: Step[] = []
  const length = random.integer(SHORTEST, LONGEST)
  const first = drawBudget(random)
  for (let number = 0; number < length; number += 1) {
    const step = number === 0 && random.chance(0.9) ? first : drawStep(random, model)
    model.take(step)
    steps.push(step)
  }
  return steps
}

function drawStep(random: Random, model: LedgerModel): Step {
  const point = random.integer(1, 100)
  if (point <= 24) return drawReserve(random, model)
  if (point <= 56) return drawAttemptStep(random, model)
  if (point <= 61) return drawEnvelope(random)
  if (point <= 63) return drawLimit(random)
  if (point <= 70) return drawBudget(random)
  if (point <= 75) return drawTopUp(random)
  if (point <= 78) return { do: 'mode', mode: random.pick(['firm', 'ask', 'watch']) }
  if (point <= 80) return { do: 'carry-over', carries: random.chance(0.6) }
  if (point <= 82) return { do: 'start-day', day: random.pick([1, 2, 15, 16, 27, 28]) }
  if (point <= 85) return { do: 'zone', zone: random.pick(modelZones) }
  if (point <= 87) return { do: 'confirm-date' }
  if (point === 88) return drawTogether(random, model)
  if (point === 89) return random.chance(0.5) ? { do: 'reopen' } : drawReserve(random, model)
  return drawWait(random, model)
}

function drawTogether(random: Random, model: LedgerModel): Step {
  const steps = Array.from({ length: random.integer(2, 3) }, () => {
    return random.pick([drawReserve, drawAttemptStep, drawTopUp])(random, model)
  })
  return { do: 'together', steps }
}

function drawBudget(random: Random): Step {
  if (random.chance(0.1)) return { do: 'budget', amount: null }
  if (random.chance(0.01)) return { do: 'budget', amount: MOST - random.integer(0, 300) }
  return { do: 'budget', amount: random.integer(1, 300) }
}

/** As small as what is reserved at once, or so large that the budget is tighter. */
function drawEnvelope(random: Random): Step {
  const scope = random.pick(scopes)
  if (random.chance(0.15)) return { do: 'no-envelope', scope }
  return { do: 'envelope', scope, amount: random.chance(0.02) ? MOST : random.integer(1, 200) }
}

function drawLimit(random: Random): Step {
  return { do: 'limit', amount: random.chance(0.4) ? null : random.integer(1, 70) }
}

function drawTopUp(random: Random): Step {
  const amount = random.chance(0.02) ? MOST - random.integer(0, 300) : random.integer(0, 120)
  return { do: 'top-up', amount, id: `top-up ${random.integer(1, 4)}` }
}

function drawReserve(random: Random, model: LedgerModel): Step {
  const unused = model.attemptNames(ATTEMPTS).filter((name) => !model.stateOf(name))
  const who = (random.chance(0.95) ? unused[0] : undefined) ?? drawName(random)
  const available = tightestFor(random, model, who)
  const edge = Math.max(0, available) + random.integer(-1, 1)
  const amount = random.chance(0.3)
    ? Math.max(0, Math.min(MOST, edge))
    : random.chance(0.01)
      ? MOST - random.integer(0, 1)
      : random.integer(0, 120)
  const short = Math.min(MOST, Math.max(0, amount - available))
  const allowed = random.pick([0, 0, short, Math.max(0, short - 1), random.integer(0, 200)])
  const agreed = drawAgreed(random, model, Math.floor(amount / 2))
  const isUnasked = random.chance(0.15)
  return { do: 'reserve', who, amount, allowed, ...agreed, ...(isUnasked && { isUnasked }) }
}

/** What is left of the budget, or mostly, where there is one, of an envelope. */
function tightestFor(random: Random, model: LedgerModel, who: string): number {
  const left = model.leftFor(who)
  return left !== null && random.chance(0.6) ? left : model.availableNow()
}

/** Where there is a limit, mostly what is expected, or something beside it. */
function drawAgreed(random: Random, model: LedgerModel, expected: number): { agreed?: number } {
  if (model.limit() === null || random.chance(0.4)) return {}
  return { agreed: Math.max(0, expected + random.pick([0, 0, -1, 1])) }
}

/** Something that is done to an attempt, four times out of five a thing that can be. */
function drawAttemptStep(random: Random, model: LedgerModel): Step {
  const known = model.attemptNames(ATTEMPTS).filter((name) => model.stateOf(name))
  const open = known.filter((name) => !isEnded(model, name))
  const [one, ...others] = open.length > 0 && random.chance(0.7) ? open : known
  if (!one) return drawReserve(random, model)
  const who = random.chance(0.98) ? random.pick([one, ...others]) : drawName(random)
  const amount = drawCost(random, model.reservedOf(who))
  const anything = ['dispatch', 'doubt', 'release', 'settle', 'adjust'] as const
  const next = random.chance(0.1) ? anything : nextOf(model.stateOf(who))
  return attemptStep(random.pick(next), who, amount)
}

function isEnded(model: LedgerModel, who: string): boolean {
  const state = model.stateOf(who)
  return state === 'settled' || state === 'released'
}

function nextOf(state: ReturnType<LedgerModel['stateOf']>): readonly [AttemptDo, ...AttemptDo[]] {
  if (state === 'reserved') return ['dispatch', 'dispatch', 'dispatch', 'release']
  if (state === 'dispatched') return ['settle', 'settle', 'settle', 'doubt', 'release']
  if (state === 'uncertain') return ['settle', 'settle', 'release']
  return ['adjust', 'adjust', 'adjust', 'settle', 'release']
}

type AttemptDo = 'dispatch' | 'doubt' | 'release' | 'settle' | 'adjust'

function attemptStep(what: AttemptDo, who: string, amount: number): Step {
  return what === 'settle' || what === 'adjust' ? { do: what, who, amount } : { do: what, who }
}

/** Nothing, below what was reserved, that very amount, above it, far above, and near 2^53. */
function drawCost(random: Random, reserved: number): number {
  const point = random.integer(1, 100)
  if (point <= 12) return 0
  if (point <= 50) return random.integer(0, Math.min(reserved, 1000))
  if (point <= 65) return reserved
  if (point <= 75) return Math.min(MOST, reserved + 1)
  if (point <= 98) return Math.min(MOST, reserved + random.integer(1, 150))
  return MOST - random.integer(0, 200)
}

function drawName(random: Random): string {
  return `a${random.integer(1, ATTEMPTS + 1)}`
}

/** Minutes, days, to just around the end of a period, over it, far ahead, and back. */
function drawWait(random: Random, model: LedgerModel): Step {
  const point = random.integer(1, 100)
  const toEndMs = model.endsInMs()
  if (point <= 20) return { do: 'wait', ms: random.integer(0, 3_600_000) }
  if (point <= 40) return { do: 'wait', ms: random.integer(1, 20) * DAY_MS }
  if (point <= 65) return { do: 'wait', ms: toEndMs + random.integer(-1, 1) }
  if (point <= 75) return { do: 'wait', ms: toEndMs + random.integer(0, 4) * DAY_MS }
  if (point <= 85) return { do: 'wait', ms: 40 * DAY_MS }
  if (point <= 90) return { do: 'wait', ms: 31 * DAY_MS + random.integer(-1, 1) }
  return { do: 'wait', ms: -random.pick([1, 3_600_000, DAY_MS, 30 * DAY_MS, 365 * DAY_MS]) }
}
