import { type ReactNode, useState } from 'react'
import type { Usage } from '../../../shared/usage/usage.ts'
import { Button } from '../../parts/button.tsx'
import { Figure } from '../../parts/figure.tsx'
import { Segmented } from '../../parts/segmented.tsx'
import { type Grouping, groupUsage, useUsage } from '../../state/usage.ts'
import { say, sayCount } from '../../words/say.tsx'
import { type Aligned, aligned, type Amounts } from './amounts.ts'
import { foldedGroups, groupRows, groupsOf, perTurnNanoUsd } from './group-rows.ts'
import { cells } from './table-look.ts'
import { TierMark } from './tier-mark.tsx'

const groupings = ['tier', 'model', 'provider', 'purpose'] as const satisfies readonly Grouping[]

/** What was spent by tier, model, provider or purpose; each adds up to the same total. */
export function GroupsBlock({ usage, amounts }: { usage: Usage; amounts: Amounts }): ReactNode {
  const grouping = useUsage((state) => state.grouping)
  return (
    <section aria-labelledby="usage-groups" className="min-w-0">
      <div className="mb-2 flex min-h-7 flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <h2 id="usage-groups" className="text-section">
          {say(`usage.by-${grouping}`)}
        </h2>
        <Segmented
          name={say('usage.by')}
          choices={groupings.map((value) => ({ value, label: say(`usage.${value}`) }))}
          value={grouping}
          onChange={groupUsage}
        />
      </div>
      <GroupsTable key={grouping} usage={usage} grouping={grouping} amounts={amounts} />
      <Saved usage={usage} amounts={amounts} />
    </section>
  )
}

function GroupsTable({
  usage,
  grouping,
  amounts,
}: {
  usage: Usage
  grouping: Grouping
  amounts: Amounts
}): ReactNode {
  const [isWhole, setIsWhole] = useState(false)
  const { total } = usage
  const all = groupsOf(usage, grouping)
  const folded = foldedGroups(all, (count) => say('usage.others', { count }))
  const rows = groupRows(isWhole ? all : folded, total.spentNanoUsd, amounts)
  const perTurn = aligned([...rows.map(({ group }) => group), total].map(perTurnNanoUsd), amounts)
  const unit = amounts.unitNanoUsd(total.spentNanoUsd)
  const totalUnits = Math.round(total.spentNanoUsd / unit)
  return (
    <>
      <table aria-label={say(`usage.by-${grouping}`)} className={cells.table}>
        <thead>
          <tr className={cells.head}>
            <th scope="col" className={cells.name}>
              {say(`usage.${grouping}`)}
            </th>
            <th scope="col" className={`${cells.figureHead} w-20`}>
              {amounts.unit}
            </th>
            <th scope="col" className={`${cells.figureHead} w-17`}>
              {say('usage.turns')}
            </th>
            <th scope="col" className={`${cells.figureHead} w-20`}>
              {say('usage.per-turn')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ group, spent }, place) => (
            <tr key={group.id} className={cells.row}>
              <th scope="row" title={group.name} className={`${cells.name} truncate font-normal`}>
                {group.tier && (
                  <span className="mr-2">
                    <TierMark tier={group.tier} />
                  </span>
                )}
                {group.name}
              </th>
              <td className={cells.figure}>
                <Figure>{spent.text}</Figure>
              </td>
              <td className={`${cells.figure} text-ink-2`}>
                <Figure>{sayCount(group.turnCount)}</Figure>
              </td>
              <td className={`${cells.figure} text-ink-2`}>
                <PerTurn of={perTurn[place]} />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr className={cells.foot}>
            <th scope="row" className={cells.name}>
              {say('usage.together')}
            </th>
            <td className={cells.figure}>
              <Figure>{amounts.cell(totalUnits, total.spentNanoUsd, total.spentNanoUsd)}</Figure>
            </td>
            <td className={cells.figure}>
              <Figure>{sayCount(total.turnCount)}</Figure>
            </td>
            <td className={cells.figure}>
              <PerTurn of={perTurn[rows.length]} />
            </td>
          </tr>
        </tfoot>
      </table>
      {folded.length < all.length && (
        <Button look="link" className="mt-1 text-note" onClick={() => setIsWhole(!isWhole)}>
          {isWhole ? say('usage.show-fewer') : say('usage.show-all', { count: all.length })}
        </Button>
      )}
    </>
  )
}

function PerTurn({ of }: { of: Aligned | undefined }): ReactNode {
  if (!of) return null
  return (
    <Figure>
      {of.text}
      {of.padding !== '' && (
        <span aria-hidden="true" className="invisible">
          {of.padding}
        </span>
      )}
    </Figure>
  )
}

/** What reading from a cache came to, where anything was read from one or written to it. */
function Saved({ usage: { total }, amounts }: { usage: Usage; amounts: Amounts }): ReactNode {
  const { savedNanoUsd } = total
  if (savedNanoUsd === 0) return null
  const amount = amounts.short(Math.abs(savedNanoUsd))
  return (
    <p className="mt-3 text-note text-ink-3">
      {say(savedNanoUsd > 0 ? 'usage.cache-saved' : 'usage.cache-cost', { amount })}
    </p>
  )
}
