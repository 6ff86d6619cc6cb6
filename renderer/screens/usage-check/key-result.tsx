import { type ReactNode, useState } from 'react'
import type { KeyDrift, KeyDriftRow } from '../../../shared/usage/drift.ts'
import { Segmented } from '../../parts/segmented.tsx'
import { useNowMs } from '../../state/clock.ts'
import { say } from '../../words/say.tsx'
import { saySince } from '../../words/when.ts'
import { cells } from '../usage/table-look.ts'
import { DifferenceCells } from './difference-cells.tsx'
import { DifferenceLine } from './difference-line.tsx'
import { compared } from './drift-columns.ts'
import { type Measured, useMeasured, type View } from './measures.ts'
import { OpenTurns } from './open-turns.tsx'
import { Reasons } from './reasons.tsx'

/** What a provider says was spent with its key, beside the ledger, by the time it is of. */
export function KeyResult({ drift }: { drift: KeyDrift }): ReactNode {
  const nowMs = useNowMs()
  const all = useMeasured(['costNanoUsd'])
  const [view, setView] = useState<View>('credits')
  const measured = all.find((one) => one.view === view)
  if (!measured) return null
  const { providerName, rows, limitRemainingNanoUsd, open, askedAtMs } = drift
  const month = rows.find(({ span }) => span === 'month')
  const paidElsewhere = rows.find(({ span }) => span === 'ever')?.byokNanoUsd ?? 0
  return (
    <section aria-labelledby="drift-result" className="mt-8">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
        <h2 id="drift-result" tabIndex={-1} className="text-section outline-none">
          {say('drift.from-key', { provider: providerName, when: saySince(askedAtMs, nowMs) })}
        </h2>
        <Segmented
          name={say('drift.measure')}
          choices={all.map(({ view: value, label }) => ({ value, label }))}
          value={measured.view}
          onChange={(chosen) => setView(chosen)}
        />
      </div>
      {month && (
        <div className="mt-3">
          <DifferenceLine
            here={month.hereNanoUsd}
            there={month.thereNanoUsd}
            providerName={providerName}
            measured={measured}
            isOfMonth
          />
        </div>
      )}
      <SpansTable rows={rows} providerName={providerName} measured={measured} />
      <div className="mt-2 text-note text-ink-2">
        <p>{say('drift.utc', { provider: providerName })}</p>
        {paidElsewhere > 0 && (
          <p>
            {say('drift.byok', { amount: measured.whole(paidElsewhere), provider: providerName })}
          </p>
        )}
        {limitRemainingNanoUsd !== null && (
          <p>{say('drift.limit', { amount: measured.whole(limitRemainingNanoUsd) })}</p>
        )}
      </div>
      <OpenTurns open={open} providerName={providerName} />
      <Reasons isOfExport={false} />
    </section>
  )
}

function SpansTable({
  rows,
  providerName,
  measured,
}: {
  rows: readonly KeyDriftRow[]
  providerName: string
  measured: Measured
}): ReactNode {
  return (
    <table aria-labelledby="drift-result" className={`${cells.table} mt-2`}>
      <thead>
        <tr className={cells.head}>
          <th scope="col" className={cells.name}>
            {say('drift.span')}
          </th>
          <th scope="col" className={`${cells.figureHead} w-24`}>
            {say('drift.here')}
          </th>
          <th scope="col" className={`${cells.figureHead} w-24 truncate`}>
            {providerName}
          </th>
          <th scope="col" className={`${cells.figureHead} w-24`}>
            {say('drift.difference')}
          </th>
          <th scope="col" className={`${cells.figureHead} w-24 truncate pl-3`}>
            {say('drift.share', { provider: providerName })}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.span} className={cells.row}>
            <th scope="row" className={`${cells.name} font-normal`}>
              {say(`drift.span-${row.span}`)}
            </th>
            <SpanCells row={row} measured={measured} />
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The rows lie in one another and are no sum: each is rounded by itself. */
function SpanCells({
  row: { hereNanoUsd, thereNanoUsd },
  measured,
}: {
  row: KeyDriftRow
  measured: Measured
}): ReactNode {
  const largest = Math.max(hereNanoUsd, thereNanoUsd ?? 0)
  const unit = measured.unit(largest)
  const there = thereNanoUsd === null ? null : Math.round(thereNanoUsd / unit)
  const row = compared(Math.round(hereNanoUsd / unit), there, hereNanoUsd, thereNanoUsd)
  return <DifferenceCells row={row} measured={measured} largest={largest} />
}
