import type { ReactNode } from 'react'
import type { Budget } from '../../../shared/ipc/shapes.ts'
import { Button } from '../../parts/button.tsx'
import { Credits } from '../../parts/figure.tsx'
import { beyondNanoUsd, isWaiting, useBudget } from '../../state/budget.ts'
import { useModels } from '../../state/catalog.ts'
import { chooseModel, isFree, isUsable, useChosenModel } from '../../state/model-choice.ts'
import { showTopUp } from '../../state/screen.ts'
import { Say, say, sayDay } from '../../words/say.tsx'

/** One line above the composer: by how much, until when or what then, and what can be done. */
export function OverBudgetLine(): ReactNode {
  const budget = useBudget()
  if (!budget || !isInTheWay(budget)) return null
  const overNanoUsd = isWaiting(budget) ? budget.balances.overrunNanoUsd : beyondNanoUsd(budget)
  return (
    <div className="my-2 flex items-center justify-between gap-4 px-4">
      <p className="text-ink-2">
        <b className="font-semibold text-ink">
          <Say
            id={isWaiting(budget) ? 'over.title' : 'over.title-asks'}
            values={{ over: <Credits nanoUsd={overNanoUsd} /> }}
          />
        </b>{' '}
        {isWaiting(budget)
          ? say('over.text', { date: sayDay(budget.periodEndsAtMs, budget.timeZone) })
          : say('over.asks')}
      </p>
      <Button small onClick={() => showTopUp()}>
        {say('over.add')}
      </Button>
    </div>
  )
}

/** Under the composer while over budget: the free model that is ready, if there is one. */
export function FreeModelLine(): ReactNode {
  const budget = useBudget()
  const chosen = useChosenModel()
  const model = useModels().find((candidate) => isUsable(candidate) && isFree(candidate))
  if (!budget || !isInTheWay(budget) || !model || (chosen && isFree(chosen))) return null
  return (
    <div className="mt-2 flex items-center justify-between gap-4 px-4 text-note text-ink-3">
      <p>{say(model.onThisComputer ? 'over.free-here' : 'over.free', { model: model.name })}</p>
      <Button look="link" onClick={() => chooseModel(model.key)}>
        {say('over.use', { model: model.name })}
      </Button>
    </div>
  )
}

/** Whoever only watches is not held up: the figure beside the coin is enough. */
function isInTheWay(budget: Budget): boolean {
  return isWaiting(budget) || (budget.mode === 'ask' && beyondNanoUsd(budget) > 0)
}
