import type { BudgetNotice } from '../../shared/ipc/shapes.ts'
import { call, listenTo } from '../api.ts'
import { say, sayDay } from '../words/say.tsx'
import { daysLeft } from '../words/when.ts'
import { currentBudget } from './budget.ts'
import { notify } from './notices.ts'
import { creditsText } from './profile.ts'
import { showUsage } from './screen.ts'

/**
 * Says what share of the budget is reached: what came while no window was there, and what comes from
 * now on. What is shown is taken, so that it is shown in no other window and at no other start.
 */
export function followBudgetNotices(): void {
  const take = (): void => {
    // Out of sight, in the tray, it would be gone before anybody looked.
    if (!document.hidden) void takeNotice()
  }
  listenTo('budget.reached', take)
  document.addEventListener('visibilitychange', take)
  take()
}

async function takeNotice(): Promise<void> {
  const taken = await call('budget.takeNotice', {})
  if (taken.ok && taken.value) tell(taken.value, Date.now())
}

/** Calmly: half, most or all of a month's budget is spent, and the month goes on. */
function tell(reached: BudgetNotice, nowMs: number): void {
  const { percent, spentNanoUsd, grantedNanoUsd, periodEndsAtMs } = reached
  const text = say(`reached.${percent}`, {
    spent: creditsText(spentNanoUsd),
    granted: creditsText(grantedNanoUsd),
    days: daysLeft(periodEndsAtMs, nowMs),
    date: sayDay(periodEndsAtMs, currentBudget()?.timeZone),
  })
  const action = { label: say('reached.show'), run: showUsage }
  notify(text, { action, topic: 'budget' })
}
