import type { ReactNode } from 'react'
import { modelKeyText } from '../../../shared/chat/message.ts'
import { Button } from '../../parts/button.tsx'
import { Figure } from '../../parts/figure.tsx'
import { spread, typicalTurns } from '../../parts/typical-turn.ts'
import { hasNoLimit, useBudget } from '../../state/budget.ts'
import { useModels } from '../../state/catalog.ts'
import { isUsable } from '../../state/model-choice.ts'
import { showSettings } from '../../state/screen.ts'
import { say, sayCount } from '../../words/say.tsx'
import type { Amounts } from './amounts.ts'
import { cells } from './table-look.ts'

/** So many models show the range from cheap to dear. */
const MODEL_COUNT = 5

/** Before the first turn: what the budget would buy. */
export function NothingYet({ amounts }: { amounts: Amounts }): ReactNode {
  const budget = useBudget()
  const turns = typicalTurns(useModels().filter(isUsable))
  const rows = spread(turns, MODEL_COUNT).toReversed()
  if (rows.length === 0) {
    return (
      <p className="text-ink-2">
        {say('empty.no-models')}{' '}
        <Button look="link" onClick={() => showSettings('providers')}>
          {say('empty.add-key')}
        </Button>
      </p>
    )
  }
  const availableNanoUsd = budget && !hasNoLimit(budget) ? budget.availableNanoUsd : null
  return (
    <table className={`${cells.table} mt-4`}>
      <thead>
        <tr className={cells.head}>
          <th scope="col" className={cells.name}>
            {availableNanoUsd === null ? say('empty.question') : say('welcome.would-buy')}
          </th>
          <th scope="col" className={`${cells.figureHead} w-28`}>
            {say('welcome.a-turn')}
          </th>
          {availableNanoUsd !== null && (
            <th scope="col" className={`${cells.figureHead} w-24`}>
              {say('welcome.turns')}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ model, costNanoUsd }) => (
          <tr key={modelKeyText(model.key)} className={cells.row}>
            <th scope="row" className={`${cells.name} truncate font-normal`}>
              {model.name}
            </th>
            <td className={`${cells.figure} text-ink-2`}>
              <Figure>{say('welcome.about', { credits: amounts.short(costNanoUsd) })}</Figure>
            </td>
            {availableNanoUsd !== null && (
              <td className={cells.figure}>
                <Figure>
                  {costNanoUsd === 0
                    ? say('usage.any-number')
                    : sayCount(Math.floor(Math.max(0, availableNanoUsd) / costNanoUsd))}
                </Figure>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
