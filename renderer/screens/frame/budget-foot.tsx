import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import type { Budget } from '../../../shared/ipc/shapes.ts'
import { Credits } from '../../parts/figure.tsx'
import { Ring } from '../../parts/ring.tsx'
import type { RingShares } from '../../parts/ring-ticks.ts'
import { spentNanoUsd, useBudget } from '../../state/budget.ts'
import { useNowMs } from '../../state/clock.ts'
import { useCreditsText } from '../../state/profile.ts'
import { Say, say } from '../../words/say.tsx'
import { daysLeft } from '../../words/when.ts'

/** The coin and the three balances. Their place never changes. */
export function BudgetFoot({ isRail }: { isRail: boolean }): ReactNode {
  const budget = useBudget()
  const credits = useCreditsText()
  const nowMs = useNowMs()
  if (!budget) return null
  const sentence = say('budget.sentence', {
    available: credits(budget.availableNanoUsd),
    spent: credits(spentNanoUsd(budget)),
    reserved: credits(budget.balances.reservedNanoUsd),
    days: daysLeft(budget.periodEndsAtMs, nowMs),
  })
  return (
    <section aria-label={say('app.budget')} title={sentence} className="flex-none">
      {isRail && <p className="sr-only">{sentence}</p>}
      {isRail ? <RailBalances budget={budget} /> : <Balances budget={budget} />}
    </section>
  )
}

function Balances({ budget }: { budget: Budget }): ReactNode {
  const { balances, availableNanoUsd } = budget
  return (
    <div className="flex items-center gap-2.5 px-4 py-3">
      <Ring size={52} shares={sharesOf(budget, useNowMs())} ground="var(--shelf)" />
      <div className="min-w-0">
        <p className={clsx('text-available', availableNanoUsd < 0 && 'text-stop')}>
          <Say id="budget.available" values={{ credits: <Credits nanoUsd={availableNanoUsd} /> }} />
        </p>
        <p className="text-note text-ink-3">
          <Say
            id="budget.spent-reserved"
            values={{
              spent: <Credits nanoUsd={spentNanoUsd(budget)} />,
              reserved: <Credits nanoUsd={balances.reservedNanoUsd} />,
            }}
          />
        </p>
      </div>
    </div>
  )
}

function RailBalances({ budget }: { budget: Budget }): ReactNode {
  const { availableNanoUsd } = budget
  return (
    <div className="flex flex-col items-center gap-1 pt-2 pb-3">
      <Ring size={42} shares={sharesOf(budget, useNowMs())} ground="var(--shelf)" />
      <Credits
        nanoUsd={availableNanoUsd}
        className={clsx('text-label', availableNanoUsd < 0 ? 'text-stop' : 'text-ink-2')}
      />
    </div>
  )
}

function sharesOf(budget: Budget, nowMs: number): RingShares {
  const { balances, availableNanoUsd, periodStartsAtMs, periodEndsAtMs } = budget
  const granted = Math.max(1, balances.grantedNanoUsd)
  const today = (nowMs - periodStartsAtMs) / Math.max(1, periodEndsAtMs - periodStartsAtMs)
  return {
    spentShare: spentNanoUsd(budget) / granted,
    reservedShare: balances.reservedNanoUsd / granted,
    isAnythingAvailable: availableNanoUsd > 0,
    isOver: balances.overrunNanoUsd > 0 || availableNanoUsd < 0,
    todayShare: Math.min(1, Math.max(0, today)),
  }
}
