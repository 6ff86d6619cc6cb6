import { type ReactNode, useEffect, useState } from 'react'
import type { Usage as UsageShown } from '../../../shared/usage/usage.ts'
import { Button } from '../../parts/button.tsx'
import { ProblemLine } from '../../parts/problem-line.tsx'
import { useBudget } from '../../state/budget.ts'
import { followUsage, readUsage, useUsage } from '../../state/usage.ts'
import { say } from '../../words/say.tsx'
import { CompareLine } from '../usage-check/compare-button.tsx'
import { useAmounts } from './amounts.ts'
import { Balances } from './balances.tsx'
import { BarsBlock } from './bars-block.tsx'
import { DearestConversations } from './dearest-conversations.tsx'
import { EstimatesBlock } from './estimates-block.tsx'
import { GroupsBlock } from './groups-block.tsx'
import { NothingYet } from './nothing-yet.tsx'
import { Outlook } from './outlook.tsx'
import { UsageHead } from './usage-head.tsx'

/** An answer that takes longer is said to be under way. */
const WONDER_MS = 400

/**
 * What was spent, on what, and how the month will end. However many turns there were, what is drawn
 * is a bar a day and a few rows.
 */
export function Usage(): ReactNode {
  const usage = useUsage((state) => state.usage)
  const failure = useUsage((state) => state.failure)
  useEffect(() => followUsage(), [])
  return (
    <main className="flex min-w-0 flex-1 flex-col">
      <UsageHead usage={usage} />
      <div className="@container min-h-0 flex-1 overflow-y-auto">
        {failure && (
          <div className="mx-auto flex max-w-[1100px] items-center justify-between gap-4 px-6 pt-4 @min-[860px]:px-8">
            <ProblemLine role="alert" failure={failure} />
            <Button small onClick={() => void readUsage()}>
              {say('usage.read-again')}
            </Button>
          </div>
        )}
        <Blocks usage={usage} isFailed={failure !== null} />
      </div>
    </main>
  )
}

/** Two columns whose blocks share their edges; one below the other where there is no room. */
function Blocks({
  usage,
  isFailed,
}: {
  /** Null until it was read once: the coin stands at once, and nothing moves it. */
  usage: UsageShown | null
  isFailed: boolean
}): ReactNode {
  const budget = useBudget()
  const amounts = useAmounts()
  return (
    <div className="mx-auto grid max-w-[1100px] grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-7 px-6 pt-3.5 pb-8 @min-[860px]:grid-cols-[minmax(0,556fr)_minmax(300px,356fr)] @min-[860px]:px-8">
      <div className="flex items-center gap-8 @min-[860px]:contents">
        {budget && <Balances budget={budget} month={usage?.month ?? null} amounts={amounts} />}
        {!usage && !isFailed && <Reading />}
        {usage && !hasNothing(usage) && <Outlook usage={usage} amounts={amounts} />}
        {usage && hasNothing(usage) && <NothingSaid />}
      </div>
      {usage && hasNothing(usage) && <NothingYet amounts={amounts} />}
      {usage && !hasNothing(usage) && (
        <>
          <BarsBlock usage={usage} amounts={amounts} />
          <GroupsBlock usage={usage} amounts={amounts} />
          <DearestConversations usage={usage} amounts={amounts} />
          <div className="flex min-w-0 flex-col gap-4">
            <EstimatesBlock />
            <CompareLine />
          </div>
        </>
      )}
    </div>
  )
}

/** Said only where it takes so long that a person would wonder. */
function Reading(): ReactNode {
  const [isLong, setIsLong] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setIsLong(true), WONDER_MS)
    return () => clearTimeout(timer)
  }, [])
  return (
    <p role="status" className="self-center text-ink-2">
      {isLong && say('usage.reading')}
    </p>
  )
}

function NothingSaid(): ReactNode {
  return (
    <section aria-labelledby="usage-outlook" className="-mb-3 min-w-0 self-center">
      <h2 id="usage-outlook" className="text-section">
        {say('usage.nothing-yet')}
      </h2>
      <p className="mt-1 text-ink-2">{say('usage.nothing-yet-note')}</p>
    </section>
  )
}

/** In this span, before it and after it. */
function hasNothing({ total, earlierDay, laterDay }: UsageShown): boolean {
  const isNothing = total.turnCount === 0 && total.spentNanoUsd === 0
  return isNothing && earlierDay === null && laterDay === null
}
