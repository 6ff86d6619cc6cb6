import { type ReactNode, useState } from 'react'
import type { TrackRecord } from '../../../shared/ipc/shapes.ts'
import { Figure } from '../../parts/figure.tsx'
import { useUsage } from '../../state/usage.ts'
import { say, sayCount } from '../../words/say.tsx'
import { estimateDots, type MissedRow, missedRows } from './estimate-dots.ts'
import { cells } from './table-look.ts'
import { useWidth } from './use-width.ts'
import { ViewToggle } from './view-toggle.tsx'

const DOT_PX = { radius: 2.9, pitch: 8.2, leastHeight: 60 } as const

/** How near the last estimates were: a sentence, with a dot a turn or a table below it. */
export function EstimatesBlock(): ReactNode {
  const record = useUsage((state) => state.record)
  const [isTable, setIsTable] = useState(false)
  if (!record) return null
  const name = say('usage.estimates')
  const isKnown = record.withinPercent !== null
  const hasDots = isKnown && record.missedPercents.length > 0
  return (
    <section aria-labelledby="usage-estimates" className="min-w-0">
      <div className="flex min-h-7 items-center justify-between gap-3">
        <h2 id="usage-estimates" className="text-section">
          {name}
        </h2>
        {hasDots && <ViewToggle name={name} isTable={isTable} onChange={setIsTable} />}
      </div>
      <p className="mb-2 text-ink-2">
        {isKnown ? sentenceOf(record) : say('usage.estimates-none')}
      </p>
      {hasDots && !isTable && <Dots record={record} />}
      {hasDots && isTable && <MissedTable record={record} name={name} />}
    </section>
  )
}

function sentenceOf({ turnCount, withinPercent, ceilingHeldCount }: TrackRecord): string {
  const held = ceilingHeldCount === turnCount ? 'all' : sayCount(ceilingHeldCount)
  return say('picker.track', { count: turnCount, percent: withinPercent ?? 0, held })
}

/** A picture only: the sentence above says what it comes to, the table says the rest. */
function Dots({ record }: { record: TrackRecord }): ReactNode {
  const [ref, widthPx] = useWidth<HTMLDivElement>()
  const { endPercent, isBeyond, piles } = estimateDots(record.missedPercents)
  const highest = Math.max(...piles)
  const heightPx = Math.max(DOT_PX.leastHeight, (highest + 1) * DOT_PX.pitch)
  const xOf = (place: number): number => 4 + (place / (piles.length - 1)) * (widthPx - 8)
  const middlePx = xOf((piles.length - 1) / 2)
  return (
    <div ref={ref} style={{ height: heightPx + 24 }}>
      {widthPx > 0 && (
        <svg aria-hidden="true" width={widthPx} height={heightPx + 24} className="block">
          <line
            className="stroke-line-2"
            strokeDasharray="2 3"
            x1={Math.round(middlePx) + 0.5}
            x2={Math.round(middlePx) + 0.5}
            y1={0}
            y2={heightPx}
          />
          <line
            className="stroke-edge"
            x1={0}
            x2={widthPx}
            y1={heightPx + 0.5}
            y2={heightPx + 0.5}
          />
          {piles.map((count, place) =>
            Array.from({ length: count }, (_, dot) => (
              <circle
                // A dot is its place
                key={`${place} ${dot}`}
                className="fill-tier-balanced"
                cx={xOf(place)}
                cy={heightPx - 4.5 - dot * DOT_PX.pitch}
                r={DOT_PX.radius}
              />
            )),
          )}
          <AxisLabel x={0} anchor="start" y={heightPx}>
            {endWords(-endPercent, isBeyond.below)}
          </AxisLabel>
          {!isBeyond.below && (
            <AxisLabel x={middlePx / 2} anchor="middle" y={heightPx}>
              {missed(-endPercent / 2)}
            </AxisLabel>
          )}
          <AxisLabel x={middlePx} anchor="middle" y={heightPx}>
            {say('usage.as-estimated')}
          </AxisLabel>
          {!isBeyond.above && (
            <AxisLabel x={middlePx * 1.5} anchor="middle" y={heightPx}>
              {missed(endPercent / 2)}
            </AxisLabel>
          )}
          <AxisLabel x={widthPx} anchor="end" y={heightPx}>
            {endWords(endPercent, isBeyond.above)}
          </AxisLabel>
        </svg>
      )}
    </div>
  )
}

function AxisLabel({
  x,
  y,
  anchor,
  children,
}: {
  x: number
  y: number
  anchor: 'start' | 'middle' | 'end'
  children: ReactNode
}): ReactNode {
  return (
    <text className="figure fill-ink-2 text-label" x={x} y={y + 16} textAnchor={anchor}>
      {children}
    </text>
  )
}

function MissedTable({ record, name }: { record: TrackRecord; name: string }): ReactNode {
  return (
    <table aria-label={name} className={cells.table}>
      <thead>
        <tr className={cells.head}>
          <th scope="col" className={cells.name}>
            {say('usage.missed')}
          </th>
          <th scope="col" className={`${cells.figureHead} w-20`}>
            {say('usage.turns')}
          </th>
        </tr>
      </thead>
      <tbody>
        {missedRows(record.missedPercents).map((row) => (
          <tr key={`${row.direction} ${row.overPercent}`} className={cells.row}>
            <th scope="row" className={`${cells.name} font-normal`}>
              {missedWords(row)}
            </th>
            <td className={cells.figure}>
              <Figure>{sayCount(row.turnCount)}</Figure>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function missedWords({ direction, overPercent, upToPercent }: MissedRow): string {
  if (direction === 'as-estimated') return say('usage.missed-none')
  if (upToPercent === null) return say(`usage.missed-much-${direction}`, { least: overPercent })
  return say(`usage.missed-${direction}`, { least: overPercent, most: upToPercent })
}

function endWords(percent: number, isBeyond: boolean): string {
  return isBeyond ? say('usage.or-more', { missed: missed(percent) }) : missed(percent)
}

function missed(percent: number): string {
  const isLess = percent < 0
  return say(isLess ? 'usage.percent-less' : 'usage.percent-more', { percent: Math.abs(percent) })
}
