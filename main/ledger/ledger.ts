import type { Quality } from '../../shared/chat/receipt.ts'
import { isDeepStrictEqual } from 'node:util'
import type { BudgetMode, Envelope } from '../../shared/ipc/shapes.ts'
import { availableNanoUsd, type Balances, noBalances } from '../../shared/ledger/balances.ts'
import type { EntryKind } from '../../shared/ledger/entry.ts'
import { checkNanoUsd } from '../../shared/money/nano-usd.ts'
import { type Result, done, failed } from '../../shared/result.ts'
import type { Attempt, AttemptFacts } from '../storage/attempts.ts'
import type { BudgetRules } from '../storage/budget-row.ts'
import type { EnvelopeRow } from '../storage/envelopes.ts'
import type { Period } from '../storage/periods.ts'
import type { Storage } from '../storage/storage.ts'
import { nextPeriod } from './calendar.ts'

export type Ledger = ReturnType<typeof openLedger>

/** What the caller knows of an attempt before its period is decided. */
export type ReserveRequest = Omit<AttemptFacts, 'agreedNanoUsd' | 'periodId' | 'createdAtMs'>

/** What a reservation has to keep to, and what the person said about that. */
export type ReserveTerms = {
  /** How far beyond the budget it may go, in the mode `ask`. */
  allowedNanoUsd?: number | undefined
  /** That is for others as well: what the period was granted beyond its budget is taken off it. */
  isAllowedWithOthers?: boolean | undefined
  /** The same of each envelope; absent: as far. */
  allowedOfEnvelopesNanoUsd?: number | undefined
  /** What its turn may be expected to cost although that is above the limit for one. */
  agreedNanoUsd?: number | null | undefined
  /** The envelopes it counts in: it has to fit each. */
  envelopeIds?: readonly string[] | undefined
  /** Nobody was asked or will see it: in no mode does it go beyond a budget or an envelope. */
  isUnasked?: boolean | undefined
}

export type LedgerBudget = BudgetRules & {
  balances: Balances
  period: Period
  envelopes: Envelope[]
}

/** `already`: the attempt had ended before, and nothing moved. */
export type Ended = 'ended' | 'already'

/** A clock that is further ahead of the newest entry than this is asked about first. */
const JUMP_MS = 31 * 24 * 60 * 60 * 1000

/**
 * The ledger of one profile: reserve, settle, release, adjust. It knows nothing of models,
 * providers or windows. Each function is one unit of work, or part of the caller's; none awaits.
 *
 * SQLite holds the rules (see the first migration). What is checked here as well is checked to
 * answer with figures instead of an error.
 */
export function openLedger(
  storage: Storage,
  clock: { nowMs: () => number; timeZone: () => string },
) {
  const { attempts, budgetRow, entries, envelopes, periods } = storage

  function lastEntryAtMs(): number {
    return entries.last()?.atMs ?? 0
  }

  /**
   * Ledger time: the clock, but never before the newest entry. A clock in doubt dates nothing; it
   * would lead every later entry to where it is.
   */
  function nowMs(): number {
    return isClockInDoubt() ? lastEntryAtMs() : Math.max(clock.nowMs(), lastEntryAtMs())
  }

  /**
   * Whether the clock is so far ahead of the newest entry that a period would open which cannot be
   * closed again. Until the person says that the date is right, nothing is reserved or granted.
   */
  function isClockInDoubt(): boolean {
    if (!entries.last() || clock.nowMs() - lastEntryAtMs() <= JUMP_MS) return false
    return !duePeriod().isOpen
  }

  function append(
    kind: EntryKind,
    amountNanoUsd: number,
    at: { periodId: string; attemptId?: string; grantId?: string },
  ): void {
    entries.append({
      kind,
      amountNanoUsd,
      periodId: at.periodId,
      attemptId: at.attemptId ?? null,
      grantId: at.grantId ?? null,
      atMs: nowMs(),
    })
  }

  /** The period in force now, opened or not. */
  function duePeriod(): { period: Period; isOpen: boolean } {
    const newest = periods.newest()
    const atMs = Math.max(clock.nowMs(), lastEntryAtMs())
    if (newest && atMs < newest.endsAtMs) return { period: newest, isOpen: true }
    const { startDay } = budgetRow.read()
    return { period: nextPeriod(atMs, startDay, clock.timeZone(), newest), isOpen: false }
  }

  /**
   * The period in force, opened when it is due: with its monthly grant, and with what is carried
   * over. A period once opened is never reopened, and the ids of its grants make a second one
   * impossible.
   */
  function currentPeriod(): Period {
    const { period, isOpen } = duePeriod()
    if (isOpen) return period
    const before = periods.newest()
    const { monthlyNanoUsd, carriesOver } = budgetRow.read()
    periods.add(period)
    if (monthlyNanoUsd !== null) {
      append('grant', monthlyNanoUsd, { periodId: period.id, grantId: `month:${period.id}` })
    }
    if (before && carriesOver) carry(before, period)
    return period
  }

  /** What is available at this moment moves over; what is released later stays where it was. */
  function carry(from: Period, to: Period): void {
    const carriedNanoUsd = leftNanoUsd(from)
    if (carriedNanoUsd === 0) return
    append('lower', carriedNanoUsd, { periodId: from.id, grantId: `carried:${to.id}` })
    append('carry', carriedNanoUsd, { periodId: to.id, grantId: `carry:${to.id}` })
  }

  /** The question about the date, while it is open. */
  function clockFailure() {
    if (!isClockInDoubt()) return null
    return failed({
      kind: 'clock-jumped',
      lastEntryAtMs: lastEntryAtMs(),
      nowMs: clock.nowMs(),
    })
  }

  /**
   * The budget in force. Looking opens no period: a clock that is wrong for a moment does no harm
   * before something is sent.
   */
  function budget(): LedgerBudget {
    const { period, isOpen } = duePeriod()
    const rules = budgetRow.read()
    return {
      ...rules,
      balances: isOpen ? periods.balances(period.id) : opening(rules),
      period,
      envelopes: standing(period.id, envelopes.list()),
    }
  }

  /** Envelopes with what is reserved and spent in them in a period. */
  function standing(periodId: string, rows: readonly EnvelopeRow[]): Envelope[] {
    return rows.map((row) => ({ ...row, ...envelopes.sums(row.envelopeId, periodId) }))
  }

  /** What a period will open with. */
  function opening({ monthlyNanoUsd, carriesOver }: BudgetRules): Balances {
    const before = periods.newest()
    const addedNanoUsd = before && carriesOver ? leftNanoUsd(before) : 0
    return { ...noBalances, grantedNanoUsd: (monthlyNanoUsd ?? 0) + addedNanoUsd, addedNanoUsd }
  }

  /** What a period that has ended still has to give. */
  function leftNanoUsd({ id }: Period): number {
    return Math.max(0, availableNanoUsd(periods.balances(id)))
  }

  /**
   * Sets the monthly budget, in nano-USD, from this period on; null is none. Lowering it below what
   * is spent and reserved leaves nothing available, and what is released later is lowered away as
   * well. Raising it again makes up for what could not be lowered.
   */
  function setMonthlyBudget(monthlyNanoUsd: number | null, changeId: string): Result<LedgerBudget> {
    if (monthlyNanoUsd !== null) checkNanoUsd(monthlyNanoUsd)
    return storage.transact(() => {
      const jumped = clockFailure()
      if (jumped) return jumped
      const period = currentPeriod()
      budgetRow.write({ ...budgetRow.read(), monthlyNanoUsd })
      const monthGrantId = `month:${period.id}`
      const balances = periods.balances(period.id)
      const changeNanoUsd = aimNanoUsd(balances) - balances.grantedNanoUsd
      if (monthlyNanoUsd !== null && !entries.hasGrant(monthGrantId)) {
        append('grant', monthlyNanoUsd, { periodId: period.id, grantId: monthGrantId })
      } else if (changeNanoUsd > 0) {
        append('grant', changeNanoUsd, { periodId: period.id, grantId: `raise:${changeId}` })
      }
      balanceBudget(period.id, changeId)
      return done(budget())
    })
  }

  /** Changes rules of the budget. Periods that are open stay as they are. */
  function configure(change: {
    mode?: BudgetMode | undefined
    startDay?: number | undefined
    carriesOver?: boolean | undefined
  }): LedgerBudget {
    return storage.transact(() => {
      const before = budgetRow.read()
      budgetRow.write({
        ...before,
        mode: change.mode ?? before.mode,
        startDay: change.startDay ?? before.startDay,
        carriesOver: change.carriesOver ?? before.carriesOver,
      })
      return budget()
    })
  }

  /** Sets what a turn may be expected to cost without being asked about, in nano-USD; null: anything. */
  function setTurnLimit(turnLimitNanoUsd: number | null): LedgerBudget {
    if (turnLimitNanoUsd !== null) checkNanoUsd(turnLimitNanoUsd)
    return storage.transact(() => {
      budgetRow.write({ ...budgetRow.read(), turnLimitNanoUsd })
      return budget()
    })
  }

  /**
   * Adds an envelope, or changes the amount of the one that is for the same. What this period has
   * reserved and spent in it already counts. One with this id that is for something else makes way.
   */
  function saveEnvelope(wanted: EnvelopeRow): LedgerBudget {
    const { envelopeId, of, monthlyNanoUsd } = wanted
    checkNanoUsd(monthlyNanoUsd)
    return storage.transact(() => {
      const known = envelopes.list()
      const same = known.find((one) => isDeepStrictEqual(one.of, of))
      if (same) {
        envelopes.setAmount(same.envelopeId, monthlyNanoUsd)
        return budget()
      }
      if (known.some((one) => one.envelopeId === envelopeId)) envelopes.remove(envelopeId)
      envelopes.add(wanted, nowMs())
      const newest = periods.newest()
      if (newest) envelopes.countSoFar(envelopeId, newest.id)
      return budget()
    })
  }

  /** Removes an envelope, and nothing that was spent. */
  function removeEnvelope(envelopeId: string): Result<LedgerBudget> {
    return storage.transact(() => {
      const isThere = envelopes.list().some((one) => one.envelopeId === envelopeId)
      if (!isThere) return failed({ kind: 'unknown-envelope' })
      envelopes.remove(envelopeId)
      return done(budget())
    })
  }

  /** Adds an amount to this period, beside its monthly budget. The same id twice adds it once. */
  function topUp(amountNanoUsd: number, topUpId: string): Result<LedgerBudget> {
    checkNanoUsd(amountNanoUsd)
    return storage.transact(() => {
      const jumped = clockFailure()
      if (jumped) return jumped
      const periodId = currentPeriod().id
      const grantId = `topup:${topUpId}`
      if (!entries.hasGrant(grantId)) append('topup', amountNanoUsd, { periodId, grantId })
      balanceBudget(periodId, topUpId)
      return done(budget())
    })
  }

  /** Opens the period due although the clock jumped: the person said that the date is right. */
  function confirmDate(): LedgerBudget {
    return storage.transact(() => {
      currentPeriod()
      return budget()
    })
  }

  /**
   * Sets an amount aside for one attempt, or answers with the shortfall and sets nothing aside (the
   * period that is due is opened all the same). Nothing may be sent before this returned and was
   * committed. Beyond the budget and its envelopes only what the mode permits: in `ask` at most
   * what was allowed, in `watch` whatever is short. Above the limit for a turn only what was agreed.
   */
  function reserve(request: ReserveRequest, terms: ReserveTerms = {}): Result<Attempt> {
    const { attemptId, expectedNanoUsd, reservedNanoUsd } = request
    const { agreedNanoUsd = null, envelopeIds = [] } = terms
    checkNanoUsd(reservedNanoUsd)
    checkNanoUsd(terms.allowedNanoUsd ?? 0)
    return storage.transact(() => {
      const jumped = clockFailure()
      if (jumped) return jumped
      const period = currentPeriod()
      const periodId = period.id
      const balances = periods.balances(periodId)
      const shortNanoUsd = reservedNanoUsd === 0 ? 0 : reservedNanoUsd - availableNanoUsd(balances)
      const rules = budgetRow.read()
      const beyondNanoUsd = balances.grantedNanoUsd - aimNanoUsd(balances)
      const takenNanoUsd = terms.isAllowedWithOthers ? Math.max(0, beyondNanoUsd) : 0
      if (shortNanoUsd > Math.max(0, mayExceedBy(rules, terms) - takenNanoUsd)) {
        return refusalOf(reservedNanoUsd, rules, balances, period)
      }
      const shares = sharesOf(reservedNanoUsd, periodId, envelopeIds)
      const tight = tightest(shares)
      if (tight && tight.shortNanoUsd > mayExceedEnvelopesBy(rules, terms)) {
        return failed({ ...shortfall(tight, reservedNanoUsd), periodEndsAtMs: period.endsAtMs })
      }
      const limitNanoUsd = rules.turnLimitNanoUsd ?? Number.MAX_SAFE_INTEGER
      if (expectedNanoUsd > Math.max(limitNanoUsd, agreedNanoUsd ?? 0)) {
        const ceilingNanoUsd = reservedNanoUsd
        return failed({ kind: 'above-turn-limit', expectedNanoUsd, ceilingNanoUsd, limitNanoUsd })
      }
      const facts = { ...request, agreedNanoUsd, periodId, createdAtMs: nowMs() }
      attempts.add(facts)
      for (const share of shares) {
        envelopes.count(attemptId, share.envelope.envelopeId, Math.max(0, share.shortNanoUsd))
      }
      if (shortNanoUsd > 0) append('allow', shortNanoUsd, { periodId, attemptId })
      if (balances.overrunNanoUsd > 0 && reservedNanoUsd > 0) cover(periodId)
      append('reserve', reservedNanoUsd, { periodId, attemptId })
      return done(newAttempt(facts))
    })
  }

  /** What a reservation lacks in each of its envelopes. */
  function sharesOf(reservedNanoUsd: number, periodId: string, ids: readonly string[]): Share[] {
    if (ids.length === 0) return []
    const rows = envelopes.list().filter(({ envelopeId }) => ids.includes(envelopeId))
    return standing(periodId, rows).map((envelope) => ({
      envelope,
      shortNanoUsd: shortOfEnvelope(envelope, reservedNanoUsd),
    }))
  }

  function refusalOf(
    neededNanoUsd: number,
    { monthlyNanoUsd }: BudgetRules,
    balances: Balances,
    period: Period,
  ) {
    const periodEndsAtMs = period.endsAtMs
    const { overrunNanoUsd } = balances
    if (overrunNanoUsd > 0) return failed({ kind: 'over-budget', overrunNanoUsd, periodEndsAtMs })
    if (monthlyNanoUsd === null && balances.addedNanoUsd === 0) return failed({ kind: 'no-budget' })
    const available = availableNanoUsd(balances)
    return failed({
      kind: 'not-enough-credits',
      neededNanoUsd,
      availableNanoUsd: available,
      shortNanoUsd: neededNanoUsd - available,
      periodEndsAtMs,
    })
  }

  /** Records, durably, that the request is about to leave. From here a crash is uncertain. */
  function markDispatched(attemptId: string): void {
    storage.transact(() => attempts.move(attemptId, 'dispatched', nowMs()))
  }

  /** Keeps the reservation of an attempt whose cost is not known. */
  function markUncertain(attemptId: string): void {
    storage.transact(() => attempts.move(attemptId, 'uncertain', nowMs()))
  }

  /**
   * Ends a reservation by spending what the attempt really cost, in the period that reserved it.
   * Cost above the reservation is recorded in full as overrun and covered as far as it goes. The
   * same attempt settled twice moves nothing the second time.
   */
  function settle(attemptId: string, costNanoUsd: number, quality: Quality): Ended {
    checkNanoUsd(costNanoUsd)
    return storage.transact(() => {
      const open = attempts.setQualityOfOpen(attemptId, quality)
      if (!open) {
        found(attemptId)
        return 'already'
      }
      const { reservedNanoUsd, periodId } = open
      append('settle', Math.min(costNanoUsd, reservedNanoUsd), { periodId, attemptId })
      if (costNanoUsd > reservedNanoUsd) {
        append('overrun', costNanoUsd - reservedNanoUsd, { periodId, attemptId })
      }
      balanceBudget(periodId, attemptId)
      return 'ended'
    })
  }

  /** Ends a reservation with nothing spent. */
  function release(attemptId: string): Ended {
    return storage.transact(() => {
      const { state, reservedNanoUsd, periodId } = found(attemptId)
      if (state === 'settled' || state === 'released') return 'already'
      append('release', reservedNanoUsd, { periodId, attemptId })
      balanceBudget(periodId, attemptId)
      return 'ended'
    })
  }

  /**
   * Corrects an ended attempt to a better figure, in the period that reserved it. The difference is
   * an entry of its own; what does not fit is overrun. The same figure again moves nothing.
   */
  function adjust(attemptId: string, costNanoUsd: number, quality: Quality): 'adjusted' | 'same' {
    checkNanoUsd(costNanoUsd)
    return storage.transact(() => {
      const { spentNanoUsd, periodId } = found(attemptId)
      if (spentNanoUsd === null) throw new Error(`Attempt ${attemptId} has not ended`)
      attempts.setQuality(attemptId, quality)
      if (costNanoUsd === spentNanoUsd) return 'same'
      append('adjust', costNanoUsd - spentNanoUsd, { periodId, attemptId })
      balanceBudget(periodId, `${attemptId}:${entries.last()?.sequence}`)
      return 'adjusted'
    })
  }

  /** Enters a better figure for an attempt, whether it has ended or not. */
  function enterFigure(attemptId: string, costNanoUsd: number, quality: Quality): void {
    storage.transact(() => {
      const isOpen = found(attemptId).spentNanoUsd === null
      if (isOpen) settle(attemptId, costNanoUsd, quality)
      else adjust(attemptId, costNanoUsd, quality)
    })
  }

  /**
   * What came free pays overrun first. What is still granted beyond the budget (because that was
   * lowered meanwhile, or because it was allowed for one attempt) is taken back, so that the newest
   * budget holds; an older period is left as it was.
   */
  function balanceBudget(periodId: string, causeId: string): void {
    const balances = cover(periodId)
    if (periods.newest()?.id !== periodId) return
    const aboveNanoUsd = balances.grantedNanoUsd - aimNanoUsd(balances)
    const loweredNanoUsd = Math.min(aboveNanoUsd, uncommittedNanoUsd(balances))
    const grantId = `lower:${causeId}`
    if (loweredNanoUsd > 0) append('lower', loweredNanoUsd, { periodId, grantId })
  }

  /** Pays overrun as far as it goes. Returns the balances after it. */
  function cover(periodId: string): Balances {
    const balances = periods.balances(periodId)
    const coveredNanoUsd = Math.min(balances.overrunNanoUsd, uncommittedNanoUsd(balances))
    if (coveredNanoUsd === 0) return balances
    append('cover', coveredNanoUsd, { periodId })
    return periods.balances(periodId)
  }

  /** What should be granted in the newest period: the monthly budget and what was added to it. */
  function aimNanoUsd({ addedNanoUsd }: Balances): number {
    return (budgetRow.read().monthlyNanoUsd ?? 0) + addedNanoUsd
  }

  function found(attemptId: string) {
    const attempt = attempts.standing(attemptId)
    if (!attempt) throw new Error(`Attempt ${attemptId} was never reserved`)
    return attempt
  }

  return {
    nowMs,
    budget,
    setMonthlyBudget,
    configure,
    topUp,
    confirmDate,
    setTurnLimit,
    saveEnvelope,
    removeEnvelope,
    reserve,
    markDispatched,
    markUncertain,
    settle,
    release,
    adjust,
    enterFigure,
  }
}

function newAttempt(facts: AttemptFacts): Attempt {
  const open = { state: 'reserved' as const, spentNanoUsd: null, quality: null, reference: null }
  return { ...facts, ...open, updatedAtMs: facts.createdAtMs }
}

/** How far beyond what is available a reservation may go. */
function mayExceedBy({ mode, monthlyNanoUsd }: BudgetRules, terms: ReserveTerms): number {
  // With no limit, there is nothing to go beyond.
  if (terms.isUnasked && monthlyNanoUsd !== null) return 0
  if (mode === 'firm') return 0
  return mode === 'watch' ? Number.MAX_SAFE_INTEGER : (terms.allowedNanoUsd ?? 0)
}

function mayExceedEnvelopesBy({ mode }: BudgetRules, terms: ReserveTerms): number {
  if (terms.isUnasked || mode === 'firm') return 0
  const { allowedNanoUsd = 0, allowedOfEnvelopesNanoUsd = allowedNanoUsd } = terms
  return mode === 'watch' ? Number.MAX_SAFE_INTEGER : allowedOfEnvelopesNanoUsd
}

/** An envelope and what an amount lacks in it; negative: how much would still be left. */
type Share = { envelope: Envelope; shortNanoUsd: number }

/** What costs nothing is short of nothing. Added from below, so that every sum on the way is exact. */
function shortOfEnvelope(envelope: Envelope, neededNanoUsd: number): number {
  if (neededNanoUsd === 0) return 0
  const { monthlyNanoUsd, reservedNanoUsd, spentNanoUsd } = envelope
  return neededNanoUsd - monthlyNanoUsd + reservedNanoUsd + spentNanoUsd
}

function tightest(shares: readonly Share[]): Share | null {
  return shares.toSorted((one, other) => other.shortNanoUsd - one.shortNanoUsd)[0] ?? null
}

function shortfall({ envelope, shortNanoUsd }: Share, neededNanoUsd: number) {
  const { of } = envelope
  const availableNanoUsd = neededNanoUsd - shortNanoUsd
  return { kind: 'envelope-short' as const, of, neededNanoUsd, availableNanoUsd, shortNanoUsd }
}

/** Granted and neither reserved nor spent; overrun, which is outside the grant, not yet taken off. */
function uncommittedNanoUsd(balances: Balances): number {
  return balances.grantedNanoUsd - balances.reservedNanoUsd - balances.spentNanoUsd
}
