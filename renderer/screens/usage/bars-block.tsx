import { type ReactNode, useMemo, useState } from 'react'
import type { Usage } from '../../../shared/usage/usage.ts'
import { hasNoLimit, useBudget } from '../../state/budget.ts'
import { say } from '../../words/say.tsx'
import type { Amounts } from './amounts.ts'
import { barTable } from './bar-rows.ts'
import { barLine } from './bar-words.ts'
import { BarsChart } from './bars-chart.tsx'
import { BarsTable } from './bars-table.tsx'
import { ViewToggle } from './view-toggle.tsx'

/** What was spent by day, or by month, as bars or as a table of the same numbers. */
export function BarsBlock({ usage, amounts }: { usage: Usage; amounts: Amounts }): ReactNode {
  const [isTable, setIsTable] = useState(false)
  const [pointed, setPointed] = useState<number | null>(null)
  // Of other bars, until the pointer or a key moves.
  const at = pointed !== null && pointed < usage.bars.length ? pointed : null
  const pace = usePace(usage)
  // Not with each step of the pointer.
  const table = useMemo(() => barTable(usage.bars, amounts), [usage, amounts])
  const name = say(usage.span === 'all' ? 'usage.by-month' : 'usage.by-day')
  const row = at === null ? undefined : table.rows[at]
  return (
    <section aria-labelledby="usage-bars" className="min-w-0">
      <div className="mb-2 flex h-7 items-center gap-3">
        <h2 id="usage-bars" className="flex-1 text-section">
          {name}
        </h2>
        {row && !isTable && (
          <p aria-hidden="true" className="figure truncate text-note text-ink-2">
            {barLine(usage, row, amounts.unit)}
          </p>
        )}
        <ViewToggle name={name} isTable={isTable} onChange={setIsTable} />
      </div>
      {isTable ? (
        <BarsTable usage={usage} table={table} amounts={amounts} name={name} />
      ) : (
        <BarsChart
          usage={usage}
          table={table}
          amounts={amounts}
          name={name}
          paceNanoUsd={pace}
          at={at}
          onMove={setPointed}
        />
      )}
    </section>
  )
}

/** An even share of the month a day; null where there is no limit to share out, or no month. */
function usePace({ month }: Usage): number | null {
  const budget = useBudget()
  if (!month || !budget || hasNoLimit(budget) || month.balances.grantedNanoUsd <= 0) return null
  return Math.round(month.balances.grantedNanoUsd / month.dayCount)
}
