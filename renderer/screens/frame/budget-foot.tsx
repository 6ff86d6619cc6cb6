import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import type { Budget } from '../../../shared/ipc/shapes.ts'
import { Credits } from '../../parts/figure.tsx'
import { Ring } from '../../parts/ring.tsx'
import { beyondNanoUsd, headlineOf, spentNanoUsd, useBudget } from '../../state/budget.ts'
import { useNowMs } from '../../state/clock.ts'
import { useCreditsText } from '../../state/profile.ts'
import { sharesOf } from '../../state/ring-shares.ts'
import { Say, say } from '../../words/say.tsx'
import { daysLeft } from '../../words/when.ts'

const sentences = {
  available: 'budget.sentence',
  beyond: 'budget.sentence-beyond',
  spent: 'budget.sentence-no-limit',
} as const

/** The coin and the three balances. Their place never changes. */
export function BudgetFoot({ isRail }: { isRail: boolean }): ReactNode {
  const budget = useBudget()
  const credits = useCreditsText()
  const nowMs = useNowMs()
  if (!budget) return null
  const sentence = say(sentences[headlineOf(budget).kind], {
    available: credits(budget.availableNanoUsd),
    beyond: credits(beyondNanoUsd(budget)),
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
  const { kind, nanoUsd } = headlineOf(budget)
  const reserved = <Credits nanoUsd={budget.balances.reservedNanoUsd} />
  return (
    <div className="flex items-center gap-2.5 px-4 py-3">
      <Ring size={52} shares={sharesOf(budget, useNowMs())} ground="var(--shelf)" />
      <div className="min-w-0">
        <p className={clsx('text-available', nanoUsd < 0 && 'text-stop')}>
          <Say id={`budget.${kind}`} values={{ credits: <Credits nanoUsd={nanoUsd} /> }} />
        </p>
        <p className="text-note text-ink-3">
          {kind === 'spent' ? (
            <Say id="budget.no-limit-reserved" values={{ reserved }} />
          ) : (
            <Say
              id="budget.spent-reserved"
              values={{ spent: <Credits nanoUsd={spentNanoUsd(budget)} />, reserved }}
            />
          )}
        </p>
      </div>
    </div>
  )
}

function RailBalances({ budget }: { budget: Budget }): ReactNode {
  const { kind, nanoUsd } = headlineOf(budget)
  return (
    <div className="flex flex-col items-center gap-1 pt-2 pb-3">
      <Ring size={42} shares={sharesOf(budget, useNowMs())} ground="var(--shelf)" />
      <span className={clsx('text-label', nanoUsd < 0 ? 'text-stop' : 'text-ink-2')}>
        {kind === 'beyond' ? (
          <Say id="budget.beyond-short" values={{ credits: <Credits nanoUsd={nanoUsd} /> }} />
        ) : (
          <Credits nanoUsd={nanoUsd} />
        )}
      </span>
    </div>
  )
}
