import { z } from 'zod'
import type { BudgetNotice } from '../../shared/ipc/shapes.ts'
import type { LedgerBudget } from '../ledger/ledger.ts'
import type { Storage } from '../storage/storage.ts'
import type { TurnsOptions } from './options.ts'

/** Highest first: of those that are reached at once, only that one is told. */
const shares = [100, 80, 50] as const

const noticeSchema = z.object({
  percent: z.literal(shares),
  spentNanoUsd: z.number(),
  grantedNanoUsd: z.number(),
  periodEndsAtMs: z.number(),
}) satisfies z.ZodType<BudgetNotice>

/** The last notice there was: of its period, no lower share is told any more. */
const lastSchema = z.object({
  periodId: z.string(),
  notice: noticeSchema,
  /** No window has shown it yet. */
  isWaiting: z.boolean(),
})

/** What of a budget it is measured by. */
type Measured = Pick<LedgerBudget, 'monthlyNanoUsd' | 'mode' | 'balances'>

/**
 * Tells how much of the budget is spent, once a period at each share: also over restarts, and
 * however far the budget is raised and lowered in between. Kept in a commit of its own, after the
 * one that spent it.
 */
export function openBudgetNotices({
  storage,
  tell,
  report,
}: Pick<TurnsOptions, 'tell' | 'report'> & {
  storage: { settings: Pick<Storage['settings'], 'read' | 'write'> }
}) {
  let last = storage.settings.read('budgetNotice', lastSchema)

  /** A disk that refuses it keeps nobody from being told. */
  function keep(next: z.infer<typeof lastSchema>): void {
    last = next
    try {
      storage.settings.write('budgetNotice', next)
    } catch (error) {
      report(error)
    }
  }

  function look({ period, ...budget }: Measured & Pick<LedgerBudget, 'period'>): void {
    const grantedNanoUsd = budgeted(budget)
    const { balances } = budget
    const spentNanoUsd = balances.spentNanoUsd + balances.overrunNanoUsd
    const percent = shares.find((share) => isReached(share, spentNanoUsd, grantedNanoUsd))
    const toldPercent = last?.periodId === period.id ? last.notice.percent : 0
    if (percent === undefined || percent <= toldPercent) return
    const notice = { percent, spentNanoUsd, grantedNanoUsd, periodEndsAtMs: period.endsAtMs }
    keep({ periodId: period.id, notice, isWaiting: true })
    tell('budget.reached', notice)
  }

  return {
    /** Tells what was reached since, if anything was. */
    look,
    /** What was told of this period and no window has taken yet, once; null: nothing. */
    take({ period }: Pick<LedgerBudget, 'period'>): BudgetNotice | null {
      if (!last?.isWaiting) return null
      keep({ ...last, isWaiting: false })
      return last.periodId === period.id ? last.notice : null
    },
  }
}

/** The budget and what was added to it; 0 where nothing is measured. */
function budgeted({ monthlyNanoUsd, mode, balances }: Measured): number {
  const hasNoLimit = monthlyNanoUsd === null && mode === 'watch'
  return hasNoLimit ? 0 : (monthlyNanoUsd ?? 0) + balances.addedNanoUsd
}

/** In integers that cannot be too large: a hundred times an amount may be. */
function isReached(percent: number, spentNanoUsd: number, grantedNanoUsd: number): boolean {
  return (
    grantedNanoUsd > 0 && BigInt(spentNanoUsd) * 100n >= BigInt(grantedNanoUsd) * BigInt(percent)
  )
}
