import type { Budget } from '../../shared/ipc/shapes.ts'
import { beyondNanoUsd, hasNoLimit, isWaiting, spentNanoUsd } from './budget.ts'

/** How far what was spent is from spending the same on each day of the month. */
export type Pace = { kind: 'under' | 'ahead' | 'even'; nanoUsd: number }

/** Less than this part of what was granted is no difference. */
const EVEN_SHARE = 0.005

/** Null where there is nothing to keep pace with: no limit, or more spent than there was. */
export function paceOf(budget: Budget, nowMs: number): Pace | null {
  const { balances, periodStartsAtMs, periodEndsAtMs } = budget
  const { grantedNanoUsd } = balances
  if (hasNoLimit(budget) || isWaiting(budget) || beyondNanoUsd(budget) > 0) return null
  if (grantedNanoUsd <= 0) return null
  const gone = (nowMs - periodStartsAtMs) / Math.max(1, periodEndsAtMs - periodStartsAtMs)
  const evenNanoUsd = Math.round(grantedNanoUsd * Math.min(1, Math.max(0, gone)))
  const aheadNanoUsd = spentNanoUsd(budget) - evenNanoUsd
  if (Math.abs(aheadNanoUsd) < grantedNanoUsd * EVEN_SHARE) return { kind: 'even', nanoUsd: 0 }
  return { kind: aheadNanoUsd > 0 ? 'ahead' : 'under', nanoUsd: Math.abs(aheadNanoUsd) }
}
