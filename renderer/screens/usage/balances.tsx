import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import type { Budget } from '../../../shared/ipc/shapes.ts'
import type { UsageMonth } from '../../../shared/usage/usage.ts'
import { Button } from '../../parts/button.tsx'
import { Figure } from '../../parts/figure.tsx'
import { Ring } from '../../parts/ring.tsx'
import { headlineOf, isWaiting, spentNanoUsd } from '../../state/budget.ts'
import { useNowMs } from '../../state/clock.ts'
import { sharesOf } from '../../state/ring-shares.ts'
import { showSettings } from '../../state/screen.ts'
import { actionWords } from '../../words/failure-actions.ts'
import { say, sayDay } from '../../words/say.tsx'
import type { Amounts } from './amounts.ts'

/** The coin with the balances of the month that is shown, or of the one that is running. */
export function Balances({
  budget,
  month,
  amounts,
}: {
  budget: Budget
  /** Null: the one that is running. */
  month: UsageMonth | null
  amounts: Amounts
}): ReactNode {
  const isPast = month !== null && month.endsAtMs <= budget.periodStartsAtMs
  const shown = month ? budgetOf(budget, month) : budget
  const shares = sharesOf(shown, useNowMs())
  return (
    <section
      aria-label={say('usage.balances')}
      className="-mb-3 -ml-2 flex min-w-0 flex-none items-center gap-5 @min-[860px]:gap-7"
    >
      <Ring
        size={132}
        shares={{ ...shares, ...(isPast && { todayShare: null }) }}
        ground="var(--paper)"
      />
      {isPast ? (
        <PastFigures budget={shown} amounts={amounts} />
      ) : (
        <Figures budget={shown} amounts={amounts} />
      )}
    </section>
  )
}

/** What is set now, over what a month came to. */
function budgetOf(budget: Budget, month: UsageMonth): Budget {
  return {
    ...budget,
    balances: month.balances,
    availableNanoUsd: month.availableNanoUsd,
    periodStartsAtMs: month.startsAtMs,
    periodEndsAtMs: month.endsAtMs,
    timeZone: month.timeZone,
  }
}

function Figures({ budget, amounts }: { budget: Budget; amounts: Amounts }): ReactNode {
  const { kind, nanoUsd } = headlineOf(budget)
  const { unit, short } = amounts
  const labels = {
    available: say('usage.available', { unit, granted: short(budget.balances.grantedNanoUsd) }),
    beyond: say('usage.beyond', { unit }),
    spent: say('usage.spent-no-limit', { unit }),
  }
  return (
    <div className="min-w-0">
      <BigFigure isStop={nanoUsd < 0}>{amounts.figure(nanoUsd)}</BigFigure>
      <p className="text-ink-2">{labels[kind]}</p>
      {isWaiting(budget) && (
        <p className="mt-1 max-w-64 text-note text-ink-2">
          {say('over.text', { date: sayDay(budget.periodEndsAtMs, budget.timeZone) })}
        </p>
      )}
      <dl className="mt-2.5 grid w-fit grid-cols-[auto_auto] gap-x-4 gap-y-0.5">
        {kind !== 'spent' && (
          <Pair name={say('usage.spent')}>{amounts.figure(spentNanoUsd(budget))}</Pair>
        )}
        <Pair name={say('usage.reserved')}>{amounts.figure(budget.balances.reservedNanoUsd)}</Pair>
      </dl>
      {budget.monthlyNanoUsd === null && budget.mode !== 'watch' && (
        <Button look="link" onClick={() => showSettings('budget')}>
          {actionWords('set-budget')}
        </Button>
      )}
    </div>
  )
}

/** Of a month that is over, what was spent is the figure, and what was left is the rest. */
function PastFigures({ budget, amounts }: { budget: Budget; amounts: Amounts }): ReactNode {
  const { balances, availableNanoUsd } = budget
  const spent = spentNanoUsd(budget)
  const { unit, short, figure } = amounts
  return (
    <div className="min-w-0">
      <BigFigure isStop={false}>{figure(spent)}</BigFigure>
      <p className="text-ink-2">
        {say('usage.spent-of', { unit, granted: short(balances.grantedNanoUsd) })}
      </p>
      <dl className="mt-2.5 grid w-fit grid-cols-[auto_auto] gap-x-4 gap-y-0.5">
        <Pair name={say('usage.left')}>{figure(availableNanoUsd)}</Pair>
        {balances.reservedNanoUsd > 0 && (
          <Pair name={say('usage.reserved')}>{figure(balances.reservedNanoUsd)}</Pair>
        )}
      </dl>
    </div>
  )
}

function BigFigure({ isStop, children }: { isStop: boolean; children: ReactNode }): ReactNode {
  return (
    <p className={clsx('text-big', isStop && 'text-stop')}>
      <Figure>{children}</Figure>
    </p>
  )
}

function Pair({ name, children }: { name: string; children: ReactNode }): ReactNode {
  return (
    <>
      <dt className="text-ink-2">{name}</dt>
      <dd className="text-right">
        <Figure>{children}</Figure>
      </dd>
    </>
  )
}
