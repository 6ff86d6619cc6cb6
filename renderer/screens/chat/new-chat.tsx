import type { ReactNode } from 'react'
import { modelKeyText } from '../../../shared/chat/message.ts'
import type { Budget } from '../../../shared/ipc/shapes.ts'
import { Button } from '../../parts/button.tsx'
import { Credits } from '../../parts/figure.tsx'
import { spread, type TypicalTurn, typicalTurns } from '../../parts/typical-turn.ts'
import { headlineOf, useBudget } from '../../state/budget.ts'
import { useModels } from '../../state/catalog.ts'
import { useNowMs } from '../../state/clock.ts'
import { isFree, isUsable, useChosenModel } from '../../state/model-choice.ts'
import { showSettings } from '../../state/screen.ts'
import { Say, say, sayDay } from '../../words/say.tsx'
import { daysLeft } from '../../words/when.ts'

/** No greeting: what the budget buys today. */
export function NewChat(): ReactNode {
  const budget = useBudget()
  return (
    <div className="pb-1">
      {budget && <WhatIsLeft budget={budget} />}
      <TypicalQuestion />
    </div>
  )
}

function WhatIsLeft({ budget }: { budget: Budget }): ReactNode {
  const { kind, nanoUsd } = headlineOf(budget)
  const date = sayDay(budget.periodEndsAtMs, budget.timeZone)
  if (kind === 'available') return <Available budget={budget} date={date} />
  const credits = <Credits nanoUsd={nanoUsd} />
  return (
    <>
      <h2 className="text-page">
        <Say id={kind === 'spent' ? 'empty.spent' : 'empty.beyond'} values={{ credits }} />
      </h2>
      <p className="mt-1 text-talk text-ink-2">
        {kind === 'spent'
          ? say('empty.no-limit', { date })
          : say(budget.mode === 'ask' ? 'empty.beyond-asks' : 'empty.beyond-watches', { date })}
      </p>
    </>
  )
}

function Available({ budget, date }: { budget: Budget; date: string }): ReactNode {
  const { availableNanoUsd, periodEndsAtMs } = budget
  const days = daysLeft(periodEndsAtMs, useNowMs())
  if (availableNanoUsd <= 0) {
    return <h2 className="text-page">{say('empty.none', { date })}</h2>
  }
  return (
    <>
      <h2 className="text-page">
        <Say id="empty.title" values={{ credits: <Credits nanoUsd={availableNanoUsd} />, days }} />
      </h2>
      <p className="mt-1 text-talk text-ink-2">
        {days > 1 ? (
          <Say
            id="empty.a-day"
            values={{ credits: <Credits nanoUsd={twoDigits(availableNanoUsd / days)} /> }}
          />
        ) : (
          say('empty.last-day', { date })
        )}
      </p>
    </>
  )
}

function TypicalQuestion(): ReactNode {
  const inUse = useChosenModel()
  const usable = useModels().filter(isUsable)
  const turns = typicalTurns(usable)
  if (turns.length === 0) {
    return (
      <p className="mt-6 text-ink-2">
        {say('empty.no-models')}{' '}
        <Button look="link" onClick={() => showSettings('providers')}>
          {say('empty.add-key')}
        </Button>
      </p>
    )
  }
  const inUseKey = inUse && modelKeyText(inUse.key)
  const isInUse = ({ model }: TypicalTurn): boolean => modelKeyText(model.key) === inUseKey
  const others = turns.filter((turn) => !isInUse(turn))
  const rows = [
    ...turns.filter(isInUse),
    ...spread(
      others.filter(({ model }) => !isFree(model)),
      3,
    ).toReversed(),
    ...others.filter(({ model }) => isFree(model)).slice(0, 1),
  ]
  return (
    <table className="mt-5 w-full">
      <thead>
        <tr className="border-b border-line text-note text-ink-2">
          <th scope="col" colSpan={2} className="h-7 text-left font-medium">
            {say('empty.question')}
          </th>
          <th scope="col" className="pr-3 text-right font-medium">
            {say('empty.about')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((turn) => (
          <Row key={modelKeyText(turn.model.key)} turn={turn} isInUse={isInUse(turn)} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ turn, isInUse }: { turn: TypicalTurn; isInUse: boolean }): ReactNode {
  const { model, costNanoUsd } = turn
  const remark = model.onThisComputer ? say('picker.here') : model.providerName
  return (
    <tr className="h-[31px] border-b border-line last:border-0">
      <th scope="row" className="w-1/3 pr-4 text-left font-normal">
        {model.name}
      </th>
      <td className="text-ink-2">{isInUse ? say('empty.in-use') : remark}</td>
      <td className="w-24 text-right">
        <Credits nanoUsd={costNanoUsd} aligned />
      </td>
    </tr>
  )
}

/** "About 9,000 a day" and not 9,037: the days ahead are not known that well. */
function twoDigits(amountNanoUsd: number): number {
  const digits = Math.max(0, Math.floor(Math.log10(Math.max(1, amountNanoUsd))) - 1)
  return Math.floor(amountNanoUsd / 10 ** digits) * 10 ** digits
}
