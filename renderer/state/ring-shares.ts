import type { Budget } from '../../shared/ipc/shapes.ts'
import type { RingShares } from '../parts/ring-ticks.ts'
import { hasNoLimit, isWaiting, spentNanoUsd } from './budget.ts'

/** Without a limit there is nothing to take a share of: the coin shows the day alone. */
export function sharesOf(budget: Budget, nowMs: number): RingShares {
  const { balances, availableNanoUsd, periodStartsAtMs, periodEndsAtMs } = budget
  const today = (nowMs - periodStartsAtMs) / Math.max(1, periodEndsAtMs - periodStartsAtMs)
  const todayShare = Math.min(1, Math.max(0, today))
  if (hasNoLimit(budget)) {
    const reservedShare = balances.reservedNanoUsd > 0 ? Number.MIN_VALUE : 0
    return { spentShare: 0, reservedShare, isAnythingAvailable: true, isOver: false, todayShare }
  }
  const granted = Math.max(1, balances.grantedNanoUsd)
  return {
    spentShare: spentNanoUsd(budget) / granted,
    reservedShare: balances.reservedNanoUsd / granted,
    isAnythingAvailable: availableNanoUsd > 0,
    isOver: isWaiting(budget) || (budget.mode === 'firm' && availableNanoUsd < 0),
    todayShare,
  }
}
