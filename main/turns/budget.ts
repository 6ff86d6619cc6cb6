import type { Input } from '../../shared/ipc/contract.ts'
import type { Budget, BudgetNotice } from '../../shared/ipc/shapes.ts'
import { availableNanoUsd } from '../../shared/ledger/balances.ts'
import { done, failed, type Result } from '../../shared/result.ts'
import type { LedgerBudget } from '../ledger/ledger.ts'
import { openBudgetNotices } from './budget-notices.ts'
import type { TurnsOptions } from './options.ts'

/** The budget as a screen shows it, told to the window whenever it changes. */
export function openBudget({ ledger, storage, newId, tell, report }: TurnsOptions) {
  const notices = openBudgetNotices({ storage, tell, report })
  let shownPeriodId: string | null = null

  function show(now: LedgerBudget): Budget {
    shownPeriodId = now.period.id
    return shown(now)
  }

  function read(): Budget {
    return show(ledger.budget())
  }

  function tellIt(): void {
    const now = ledger.budget()
    tell('budget.changed', show(now))
    notices.look(now)
  }

  function change(work: () => Result<LedgerBudget>): Result<Budget> {
    const changed = work()
    if (!changed.ok) return changed
    tellIt()
    return done(read())
  }

  return {
    read,
    tell: tellIt,
    /** What a turn may cost at most to be sent without being asked about; null: there is no limit. */
    available(): number | null {
      const { mode, balances } = ledger.budget()
      return mode === 'watch' ? null : availableNanoUsd(balances)
    },
    /** A month that ends while the window is open: what it shows is of the new one from now on. */
    tellNewPeriod(): void {
      if (ledger.budget().period.id !== shownPeriodId) tellIt()
    },
    changes: {
      setBudget: (monthlyNanoUsd: number | null): Result<Budget> =>
        change(() => ledger.setMonthlyBudget(monthlyNanoUsd, newId())),
      setNoLimit: (): Result<Budget> =>
        change(() =>
          storage.transact(() => {
            const set = ledger.setMonthlyBudget(null, newId())
            return set.ok ? done(ledger.configure({ mode: 'watch' })) : set
          }),
        ),
      configureBudget: (rules: Input<'budget.configure'>): Result<Budget> =>
        change(() => done(ledger.configure(rules))),
      topUp: (amountNanoUsd: number, topUpId: string): Result<Budget> =>
        change(() => ledger.topUp(amountNanoUsd, topUpId)),
      confirmDate: (): Result<Budget> => change(() => done(ledger.confirmDate())),
      setTurnLimit: (limitNanoUsd: number | null): Result<Budget> =>
        change(() => done(ledger.setTurnLimit(limitNanoUsd))),
      saveEnvelope: (
        { envelopeId, of }: Input<'budget.saveEnvelope'>,
        monthlyNanoUsd: number,
      ): Result<Budget> => {
        const isGone = of.kind === 'folder' && !storage.folders.has(of.folderId)
        if (isGone) return failed({ kind: 'unknown-folder' })
        return change(() => done(ledger.saveEnvelope({ envelopeId, of, monthlyNanoUsd })))
      },
      removeEnvelope: (envelopeId: string): Result<Budget> =>
        change(() => ledger.removeEnvelope(envelopeId)),
    },
    /** What was reached while no window was there to show it; null: nothing. */
    takeNotice(): BudgetNotice | null {
      const now = ledger.budget()
      notices.look(now)
      return notices.take(now)
    },
  }
}

function shown({ balances, period, ...rules }: LedgerBudget): Budget {
  return {
    ...rules,
    balances,
    availableNanoUsd: availableNanoUsd(balances),
    periodStartsAtMs: period.startsAtMs,
    periodEndsAtMs: period.endsAtMs,
    timeZone: period.timeZone,
  }
}
