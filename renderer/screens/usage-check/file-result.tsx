import { type ReactNode, useState } from 'react'
import type { FileDrift } from '../../../shared/usage/drift.ts'
import { Segmented } from '../../parts/segmented.tsx'
import { sayLongDay } from '../../words/days.ts'
import { locale, say, sayCount, sayDate } from '../../words/say.tsx'
import { cells } from '../usage/table-look.ts'
import { DifferenceCells } from './difference-cells.tsx'
import { DifferenceLine } from './difference-line.tsx'
import { type DriftLine, driftTable } from './drift-columns.ts'
import { type Measured, useMeasured, type View } from './measures.ts'
import { OpenTurns } from './open-turns.tsx'
import { Reasons } from './reasons.tsx'

/** More would be slow to lay out, and nobody reads them on a screen. */
const MOST_ROWS = 800

/** An export beside the ledger, by day and model. */
export function FileResult({ drift }: { drift: FileDrift }): ReactNode {
  const all = useMeasured(drift.measures)
  const [view, setView] = useState<View | null>(null)
  const measured = all.find((one) => one.view === view) ?? all[0]
  if (!measured) return null
  const { providerName, format, fileName, open } = drift
  return (
    <section aria-labelledby="drift-result" className="mt-8">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
        <div className="min-w-0">
          <h2 id="drift-result" tabIndex={-1} className="text-section outline-none">
            {say(`drift.format-${format}`, { provider: providerName, days: daysOf(drift) })}
          </h2>
          <p className="text-note text-ink-3 wrap-anywhere">
            {say('drift.from-file', { file: fileName })}
          </p>
        </div>
        {all.length > 1 && (
          <Segmented
            name={say('drift.measure')}
            choices={all.map(({ view: value, label }) => ({ value, label }))}
            value={measured.view}
            onChange={(chosen) => setView(chosen)}
          />
        )}
      </div>
      <div className="mt-3">
        <DifferenceLine
          here={drift.here[measured.measure]}
          there={drift.there[measured.measure]}
          providerName={providerName}
          measured={measured}
        />
      </div>
      <DaysTable drift={drift} measured={measured} />
      <OpenTurns open={open} providerName={providerName} />
      <Reasons isOfExport />
    </section>
  )
}

function DaysTable({ drift, measured }: { drift: FileDrift; measured: Measured }): ReactNode {
  const { here, there, providerName } = drift
  const { measure, unit } = measured
  const largest = Math.max(Math.abs(here[measure] ?? 0), Math.abs(there[measure] ?? 0))
  const { lines, total } = driftTable(drift, measure, unit(largest))
  const restCount = lines.length - MOST_ROWS
  return (
    <>
      <table aria-labelledby="drift-result" className={`${cells.table} mt-2`}>
        <thead>
          <tr className={cells.head}>
            <th scope="col" className={cells.name}>
              {say('drift.day-and-model')}
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
          {lines.slice(0, MOST_ROWS).map((line) => (
            <tr key={`${line.kind} ${line.day} ${line.modelName}`} className={cells.row}>
              <LineHead line={line} />
              <DifferenceCells row={line} measured={measured} largest={largest} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr className={cells.foot}>
            <th scope="row" className={`${cells.name} font-semibold`}>
              {say('drift.together')}
            </th>
            <DifferenceCells row={total} measured={measured} largest={largest} />
          </tr>
        </tfoot>
      </table>
      {restCount > 0 && (
        <p className="mt-2 text-note text-ink-3">
          {say('drift.more-rows', { count: restCount, shown: sayCount(restCount) })}
        </p>
      )}
    </>
  )
}

function LineHead({ line: { kind, day, modelName } }: { line: DriftLine }): ReactNode {
  if (kind === 'day') {
    return (
      <th scope="row" className={`${cells.name} truncate`}>
        {sayLongDay(day)}
      </th>
    )
  }
  const name = modelName ?? say('drift.no-model')
  return (
    <th scope="row" title={name} className={`${cells.name} truncate pl-4 font-normal text-ink-2`}>
      <span className="sr-only">{sayLongDay(day)}, </span>
      <bdi>{name}</bdi>
    </th>
  )
}

/** "1 November 2026 to 30 November 2026", or one day. */
function daysOf({ firstDay, lastDay }: FileDrift): string {
  const format = new Intl.DateTimeFormat(locale(), {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
  if (firstDay === lastDay) return sayDate(firstDay)
  return format.formatRange(new Date(`${firstDay}T12:00:00Z`), new Date(`${lastDay}T12:00:00Z`))
}
