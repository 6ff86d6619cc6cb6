import type { ReactNode } from 'react'
import type { Usage } from '../../../shared/usage/usage.ts'
import { Figure } from '../../parts/figure.tsx'
import { sayMonthOf, sayShortDay } from '../../words/days.ts'
import { say, sayCount } from '../../words/say.tsx'
import type { Amounts } from './amounts.ts'
import type { BarTable } from './bar-rows.ts'
import { barNanoUsd } from './bars-layout.ts'
import { cells } from './table-look.ts'
import { TierMark } from './tier-mark.tsx'

/** The chart in figures; bars that are nothing are left out, and it is said so. */
export function BarsTable({
  usage,
  table,
  amounts,
  name,
}: {
  usage: Usage
  table: BarTable
  amounts: Amounts
  name: string
}): ReactNode {
  const rows = table.rows.filter(({ bar }) => bar.turnCount > 0 || barNanoUsd(bar) > 0)
  if (rows.length === 0) return <p className="text-ink-2">{say('usage.nothing-spent')}</p>
  return (
    <>
      <table aria-label={name} className={cells.table}>
        <thead>
          <tr className={cells.head}>
            <th scope="col" className={cells.name}>
              {say(usage.span === 'all' ? 'usage.span-month' : 'usage.span-day')}
            </th>
            {table.tiers.map((tier) => (
              <th key={tier} scope="col" className={`${cells.figureHead} w-22`}>
                <span className="inline-flex items-center gap-1.5">
                  <TierMark tier={tier} />
                  {say(`tier.${tier}`)}
                </span>
              </th>
            ))}
            <th scope="col" className={`${cells.figureHead} w-15`}>
              {say('usage.turns')}
            </th>
            <th scope="col" className={`${cells.figureHead} w-20`}>
              {amounts.unit}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.bar.day} className={cells.row}>
              <th scope="row" className={`${cells.name} truncate font-normal`}>
                {usage.span === 'all' ? sayMonthOf(row.bar.day) : sayShortDay(row.bar.day)}
              </th>
              {table.tiers.map((tier, column) => (
                <td key={tier} className={`${cells.figure} text-ink-2`}>
                  <Figure>{row.cells[column]?.text}</Figure>
                </td>
              ))}
              <td className={`${cells.figure} text-ink-2`}>
                <Figure>{sayCount(row.bar.turnCount)}</Figure>
              </td>
              <td className={cells.figure}>
                <Figure>{row.sum.text}</Figure>
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr className={cells.foot}>
            <th scope="row" className={cells.name}>
              {say('usage.together')}
            </th>
            {table.tiers.map((tier, column) => (
              <td key={tier} className={cells.figure}>
                <Figure>{table.tierSums[column]?.text}</Figure>
              </td>
            ))}
            <td className={cells.figure}>
              <Figure>{sayCount(table.turnCount)}</Figure>
            </td>
            <td className={cells.figure}>
              <Figure>{table.total.text}</Figure>
            </td>
          </tr>
        </tfoot>
      </table>
      {rows.length < table.rows.length && usage.span !== 'all' && (
        <p className="mt-1 text-note text-ink-3">{say('usage.idle-days')}</p>
      )}
    </>
  )
}
