import { z } from 'zod'
import type { Quality } from '../../shared/chat/receipt.ts'
import { availableNanoUsd, type Balances, noBalances } from '../../shared/ledger/balances.ts'
import type { EntryKind } from '../../shared/ledger/entry.ts'
import { checkNanoUsd } from '../../shared/money/nano-usd.ts'
import { type Result, done, failed } from '../../shared/result.ts'
import type { Attempt, AttemptFacts } from '../storage/attempts.ts'
import type { Period } from '../storage/periods.ts'
import type { Storage } from '../storage/storage.ts'
import { periodAt } from './calendar.ts'

export type Ledger = ReturnType<typeof openLedger>

/** What the caller knows of an attempt before its period is decided. */
export type ReserveRequest = Omit<AttemptFacts, 'periodId' | 'createdAtMs'>

export type LedgerBudget = { monthlyNanoUsd: number | null; balances: Balances; period: Period }

/** `already`: the attempt had ended before, and nothing moved. */
export type Ended = 'ended' | 'already'

const budgetSchema = z.strictObject({
  monthlyNanoUsd: z.number().int().positive().max(Number.MAX_SAFE_INTEGER),
  startDay: z.number().int().min(1).max(28),
})

/**
 * The ledger of one profile: reserve, settle, release. It knows nothing of models, providers or
 * windows. Each function is one transaction, or part of the caller's; none awaits.
 *
 * SQLite holds the rules (see the first migration). What is checked here as well is checked to
 * answer with figures instead of an error.
 */
export function openLedger(
  storage: Storage,
  clock: { nowMs: () => number; timeZone: () => string },
) {
  const { attempts, entries, periods, settings } = storage

  /** Ledger time: the clock, but never before the newest entry. */
  function nowMs(): number {
    return Math.max(clock.nowMs(), entries.lastAtMs())
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

  function monthlyBudget(): { monthlyNanoUsd: number | null; startDay: number } {
    return settings.read('budget', budgetSchema) ?? { monthlyNanoUsd: null, startDay: 1 }
  }

  /**
   * The period in force now, opened or not. In a time zone west of the last period's own, its
   * month may not be over yet although it has ended: then its own zone counts on.
   */
  function duePeriod(): { period: Period; isOpen: boolean } {
    const newest = periods.newest()
    const atMs = nowMs()
    if (newest && atMs < newest.endsAtMs) return { period: newest, isOpen: true }
    const { startDay } = monthlyBudget()
    const here = periodAt(atMs, startDay, clock.timeZone())
    if (!newest) return { period: here, isOpen: false }
    const due = here.id <= newest.id ? periodAt(atMs, startDay, newest.timeZone) : here
    const startsAtMs = Math.max(due.startsAtMs, newest.endsAtMs)
    return { period: { ...due, startsAtMs }, isOpen: false }
  }

  /**
   * The period in force, opened with its monthly grant when it is due. A period once opened is
   * never reopened, and the id of its grant makes a second grant impossible.
   */
  function currentPeriod(): Period {
    const { period, isOpen } = duePeriod()
    if (isOpen) return period
    const { monthlyNanoUsd } = monthlyBudget()
    periods.add(period)
    if (monthlyNanoUsd !== null) {
      append('grant', monthlyNanoUsd, { periodId: period.id, grantId: `month:${period.id}` })
    }
    return period
  }

  /**
   * The budget in force. Looking opens no period: a clock that is wrong for a moment does no harm
   * before something is sent.
   */
  function budget(): LedgerBudget {
    const { period, isOpen } = duePeriod()
    const { monthlyNanoUsd } = monthlyBudget()
    const unopened = { ...noBalances, grantedNanoUsd: monthlyNanoUsd ?? 0 }
    return { monthlyNanoUsd, balances: isOpen ? periods.balances(period.id) : unopened, period }
  }

  /**
   * Sets the monthly budget, in nano-USD, from this period on. Lowering it below what is spent
   * and reserved leaves nothing available, and what is released later is lowered away as well.
   * Raising it again makes up for what could not be lowered.
   */
  function setMonthlyBudget(monthlyNanoUsd: number, changeId: string): LedgerBudget {
    checkNanoUsd(monthlyNanoUsd)
    return storage.transact(() => {
      const before = monthlyBudget()
      const period = currentPeriod()
      settings.write('budget', { monthlyNanoUsd, startDay: before.startDay })
      const monthGrantId = `month:${period.id}`
      const changeNanoUsd = monthlyNanoUsd - periods.balances(period.id).grantedNanoUsd
      if (!entries.hasGrant(monthGrantId)) {
        append('grant', monthlyNanoUsd, { periodId: period.id, grantId: monthGrantId })
      } else if (changeNanoUsd > 0) {
        append('grant', changeNanoUsd, { periodId: period.id, grantId: `raise:${changeId}` })
      }
      balanceBudget(period.id, changeId)
      return budget()
    })
  }

  /**
   * Sets an amount aside for one attempt, or answers with the shortfall and changes nothing.
   * Nothing may be sent before this returned and was committed.
   */
  function reserve(request: ReserveRequest): Result<Attempt> {
    checkNanoUsd(request.reservedNanoUsd)
    return storage.transact(() => {
      const period = currentPeriod()
      const balances = periods.balances(period.id)
      const neededNanoUsd = request.reservedNanoUsd
      const refusal = refusalOf(neededNanoUsd, balances, period)
      if (refusal) return refusal
      attempts.add({ ...request, periodId: period.id, createdAtMs: nowMs() })
      append('reserve', neededNanoUsd, { periodId: period.id, attemptId: request.attemptId })
      return done(found(request.attemptId))
    })
  }

  function refusalOf(neededNanoUsd: number, balances: Balances, period: Period) {
    if (neededNanoUsd === 0) return null
    const periodEndsAtMs = period.endsAtMs
    if (balances.overrunNanoUsd > 0) {
      return failed({
        kind: 'over-budget',
        overrunNanoUsd: balances.overrunNanoUsd,
        periodEndsAtMs,
      })
    }
    if (monthlyBudget().monthlyNanoUsd === null) return failed({ kind: 'no-budget' })
    const available = availableNanoUsd(balances)
    if (neededNanoUsd <= available) return null
    const shortNanoUsd = neededNanoUsd - available
    return failed({
      kind: 'not-enough-credits',
      neededNanoUsd,
      availableNanoUsd: available,
      shortNanoUsd,
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
      const { state, reservedNanoUsd, periodId } = found(attemptId)
      if (state === 'settled' || state === 'released') return 'already'
      attempts.setQuality(attemptId, quality)
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
   * What came free pays overrun first. What is still granted beyond a budget that was lowered
   * meanwhile is lowered away, so that the newest budget holds; an older period is left as it was.
   */
  function balanceBudget(periodId: string, causeId: string): void {
    const before = periods.balances(periodId)
    const coveredNanoUsd = Math.min(before.overrunNanoUsd, uncommittedNanoUsd(before))
    if (coveredNanoUsd > 0) append('cover', coveredNanoUsd, { periodId })
    const { monthlyNanoUsd } = monthlyBudget()
    if (monthlyNanoUsd === null || periods.newest()?.id !== periodId) return
    const balances = periods.balances(periodId)
    const aboveNanoUsd = balances.grantedNanoUsd - monthlyNanoUsd
    const loweredNanoUsd = Math.min(aboveNanoUsd, uncommittedNanoUsd(balances))
    const grantId = `lower:${causeId}`
    if (loweredNanoUsd > 0) append('lower', loweredNanoUsd, { periodId, grantId })
  }

  function found(attemptId: string): Attempt {
    const attempt = attempts.find(attemptId)
    if (!attempt) throw new Error(`Attempt ${attemptId} was never reserved`)
    return attempt
  }

  return { budget, setMonthlyBudget, reserve, markDispatched, markUncertain, settle, release }
}

/** Granted and neither reserved nor spent; overrun, which is outside the grant, not yet taken off. */
function uncommittedNanoUsd(balances: Balances): number {
  return balances.grantedNanoUsd - balances.reservedNanoUsd - balances.spentNanoUsd
}
