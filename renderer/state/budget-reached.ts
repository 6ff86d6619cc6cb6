import type { BudgetNotice } from '../../shared/ipc/shapes.ts'
import { say, sayDay } from '../words/say.tsx'
import { daysLeft } from '../words/when.ts'
import { currentBudget } from './budget.ts'
import { notify } from './notices.ts'
import { creditsText } from './profile.ts'
import { showUsage } from './screen.ts'

/** Says calmly, once, that half, most or all of the month's budget is spent. */
export function tellBudgetReached(reached: BudgetNotice, nowMs = Date.now()): void {
  const { percent, spentNanoUsd, grantedNanoUsd, periodEndsAtMs } = reached
  const text = say(`reached.${percent}`, {
    spent: creditsText(spentNanoUsd),
    granted: creditsText(grantedNanoUsd),
    days: daysLeft(periodEndsAtMs, nowMs),
    date: sayDay(periodEndsAtMs, currentBudget()?.timeZone),
  })
  notify(text, { action: { label: say('reached.show'), run: showUsage } })
}
