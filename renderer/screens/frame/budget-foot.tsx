import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import type { Budget } from '../../../shared/ipc/shapes.ts'
import { Credits } from '../../parts/figure.tsx'
import { Ring } from '../../parts/ring.tsx'
import { beyondNanoUsd, headlineOf, spentNanoUsd, useBudget } from '../../state/budget.ts'
import { useNowMs } from '../../state/clock.ts'
import { paceOf } from '../../state/pace.ts'
import { useCreditsText } from '../../state/profile.ts'
import { sharesOf } from '../../state/ring-shares.ts'
import { leaveList, showUsage } from '../../state/screen.ts'
import { Say, say } from '../../words/say.tsx'
import { daysLeft } from '../../words/when.ts'

const sentences = {
  available: 'budget.sentence',
  beyond: 'budget.sentence-beyond',
  spent: 'budget.sentence-no-limit',
} as const

const paces = {
  under: 'budget.under-pace',
  ahead: 'budget.ahead-of-pace',
  even: 'budget.even-pace',
} as const

/** The coin, which leads to usage, and the three balances. Their place never changes. */
export function BudgetFoot({ isRail }: { isRail: boolean }): ReactNode {
  const budget = useBudget()
  const sentence = useSentence(budget)
  if (!budget) return null
  return (
    <section aria-label={say('app.budget')} title={sentence} className="flex-none">
      {isRail ? (
        <RailBalances budget={budget} sentence={sentence} />
      ) : (
        <Balances budget={budget} sentence={sentence} />
      )}
    </section>
  )
}

/** The three balances, the days left, and whether what was spent is ahead of the calendar. */
function useSentence(budget: Budget | null): string {
  const credits = useCreditsText()
  const nowMs = useNowMs()
  if (!budget) return ''
  const sentence = say(sentences[headlineOf(budget).kind], {
    available: credits(budget.availableNanoUsd),
    beyond: credits(beyondNanoUsd(budget)),
    spent: credits(spentNanoUsd(budget)),
    reserved: credits(budget.balances.reservedNanoUsd),
    days: daysLeft(budget.periodEndsAtMs, nowMs),
  })
  const pace = paceOf(budget, nowMs)
  return pace ? say(paces[pace.kind], { sentence, credits: credits(pace.nanoUsd) }) : sentence
}

type Foot = { budget: Budget; sentence: string }

function Balances({ budget, sentence }: Foot): ReactNode {
  const { kind, nanoUsd } = headlineOf(budget)
  const reserved = <Credits nanoUsd={budget.balances.reservedNanoUsd} />
  return (
    <div className="flex items-center gap-2.5 px-4 py-3">
      <Coin size={52} budget={budget} sentence={sentence} />
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

function RailBalances({ budget, sentence }: Foot): ReactNode {
  const { kind, nanoUsd } = headlineOf(budget)
  return (
    <div className="flex flex-col items-center gap-1 pt-2 pb-3">
      <Coin size={42} budget={budget} sentence={sentence} />
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

function Coin({ size, budget, sentence }: Foot & { size: 42 | 52 }): ReactNode {
  return (
    <button
      type="button"
      aria-label={say('budget.show', { sentence })}
      className="flex-none rounded-full hover:brightness-90"
      onClick={() => {
        showUsage()
        leaveList()
      }}
    >
      <Ring size={size} shares={sharesOf(budget, useNowMs())} ground="var(--shelf)" />
    </button>
  )
}
