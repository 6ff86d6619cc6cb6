import { clsx } from 'clsx'
import { type KeyboardEvent, type PointerEvent, type ReactNode, useId, useRef } from 'react'
import type { Usage } from '../../../shared/usage/usage.ts'
import { useMedia } from '../../parts/use-media.ts'
import { announce } from '../../state/announcements.ts'
import { NARROW } from '../../state/screen.ts'
import { showSpan } from '../../state/usage.ts'
import { say, sayCount } from '../../words/say.tsx'
import { sayDayOfMonth, sayShortMonth, sayWeekday } from '../../words/days.ts'
import type { Amounts } from './amounts.ts'
import type { BarTable } from './bar-rows.ts'
import { barName, barSentence } from './bar-words.ts'
import { barAt, barNanoUsd, labelledBars, layOutBars, type PaidTier } from './bars-layout.ts'
import { hairlines } from './hairlines.ts'
import { useWidth } from './use-width.ts'

const ABOVE_PX = 8
const BELOW_PX = 24
const PLOT_PX = { wide: 210, narrow: 166 } as const

/** Room for labels at the left: their characters, and what stands between them and the plot. */
const LABEL_PX = { character: 6.4, gap: 10, least: 46 } as const

/** A line for the pace far above all bars would press them flat: then it is said and not drawn. */
const MOST_PACE = 2.5

const fills: Record<PaidTier, string> = {
  premium: 'fill-tier-premium',
  balanced: 'fill-tier-balanced',
  fast: 'fill-tier-fast',
}

/**
 * Bars by day, dearest at the bottom. The pointer or the arrow keys are at one of them; it is said,
 * and a click or Enter opens it.
 */
export function BarsChart({
  usage,
  table,
  amounts,
  name,
  paceNanoUsd,
  at,
  onMove,
}: {
  usage: Usage
  table: BarTable
  amounts: Amounts
  name: string
  paceNanoUsd: number | null
  /** The bar that the pointer or the keys are at. */
  at: number | null
  onMove: (at: number | null) => void
}): ReactNode {
  const { bars } = usage
  const [ref, widthPx] = useWidth<HTMLDivElement>()
  const isNarrow = useMedia(NARROW)
  const hintId = useId()
  const rest = useRef('')
  const plotPx = isNarrow ? PLOT_PX.narrow : PLOT_PX.wide
  const lastSoFar = bars.findLastIndex(({ day }) => day <= usage.today)
  const scale = scaleOf(bars.map(barNanoUsd), paceNanoUsd, amounts)
  const leftPx = Math.max(
    LABEL_PX.least,
    Math.ceil(Math.max(...scale.labels.map(({ length }) => length)) * LABEL_PX.character),
  )
  const plot = { leftPx: leftPx + LABEL_PX.gap, widthPx: widthPx - leftPx - LABEL_PX.gap, plotPx }

  const walkTo = (place: number): void => {
    const next = Math.max(0, Math.min(lastSoFar, place))
    const row = table.rows[next]
    if (!row) return
    onMove(next)
    announce(barSentence(usage, row, table, amounts.unit))
  }
  const open = (place: number | null): void => {
    const bar = place === null ? undefined : bars[place]
    if (!bar || bar.day > usage.today) return
    onMove(null)
    showSpan(usage.span === 'all' ? 'month' : 'day', bar.day)
    announce(say('usage.shown', { day: barName(usage, bar.day) }))
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const steps: Partial<Record<string, number>> = {
      ArrowLeft: (at ?? lastSoFar + 1) - 1,
      ArrowRight: (at ?? lastSoFar - 1) + 1,
      PageUp: (at ?? lastSoFar) - 7,
      PageDown: (at ?? lastSoFar) + 7,
      Home: 0,
      End: lastSoFar,
    }
    const next = steps[event.key]
    if (next !== undefined) walkTo(next)
    else if (event.key === 'Enter' && at !== null) open(at)
    else return
    event.preventDefault()
  }
  // A pointer that rests here is told again whenever something is drawn: it takes no key back.
  const pointTo = (event: PointerEvent): void => {
    const where = `${event.clientX} ${event.clientY}`
    if (where !== rest.current) onMove(placeOf(event))
    rest.current = where
  }
  const placeOf = (event: PointerEvent): number => {
    const { left } = event.currentTarget.getBoundingClientRect()
    return barAt(event.clientX - left - plot.leftPx, plot.widthPx, bars.length)
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- an application is: its keys are its own
    <div
      ref={ref}
      role="application"
      aria-roledescription={say('usage.chart-role')}
      aria-label={name}
      aria-describedby={hintId}
      tabIndex={0}
      className="rounded-code"
      style={{ height: ABOVE_PX + plotPx + BELOW_PX }}
      onKeyDown={onKeyDown}
      onBlur={() => onMove(null)}
      onPointerMove={pointTo}
      onPointerLeave={() => onMove(null)}
      onClick={() => open(at)}
    >
      <p id={hintId} hidden>
        {say('usage.chart-keys')}
      </p>
      {widthPx > 0 && (
        <svg
          aria-hidden="true"
          className="block overflow-visible"
          width={widthPx}
          height={ABOVE_PX + plotPx + BELOW_PX}
        >
          <g transform={`translate(${plot.leftPx} ${ABOVE_PX})`}>
            <At at={at} plot={plot} count={bars.length} />
            <Hairlines scale={scale} plot={plot} />
            <Bars usage={usage} plot={plot} topNanoUsd={scale.topNanoUsd} />
            {paceNanoUsd !== null && scale.topNanoUsd > 0 && (
              <Pace paceNanoUsd={paceNanoUsd} scale={scale} plot={plot} amounts={amounts} />
            )}
            <DayLabels usage={usage} plot={plot} at={at} />
          </g>
        </svg>
      )}
    </div>
  )
}

type Plot = { leftPx: number; widthPx: number; plotPx: number }
type Scale = { topNanoUsd: number; lines: number[]; labels: string[]; isPaceInside: boolean }

function scaleOf(
  barsNanoUsd: readonly number[],
  paceNanoUsd: number | null,
  amounts: Amounts,
): Scale {
  const most = Math.max(0, ...barsNanoUsd)
  const isPaceInside = paceNanoUsd !== null && paceNanoUsd <= most * MOST_PACE
  const largest = isPaceInside ? Math.max(most, paceNanoUsd) : most
  const unit = amounts.unitNanoUsd(largest)
  const lines = hairlines(largest, unit)
  const topNanoUsd = lines.at(-1) ?? 0
  const labels = lines.map((line) =>
    line === 0 ? sayCount(0) : amounts.cell(Math.round(line / unit), line, largest),
  )
  return { topNanoUsd, lines, labels, isPaceInside }
}

/** Where an amount stands, from the top of the plot. */
function yOf(amountNanoUsd: number, { topNanoUsd }: Scale, { plotPx }: Plot): number {
  return topNanoUsd === 0 ? plotPx : Math.round(plotPx * (1 - amountNanoUsd / topNanoUsd))
}

function At({ at, plot, count }: { at: number | null; plot: Plot; count: number }): ReactNode {
  if (at === null) return null
  const placePx = plot.widthPx / count
  return (
    <rect
      className="fill-hover"
      x={Math.round(at * placePx)}
      width={Math.max(1, Math.round(placePx))}
      y={0}
      height={plot.plotPx}
    />
  )
}

function Hairlines({ scale, plot }: { scale: Scale; plot: Plot }): ReactNode {
  return scale.lines.map((line, place) => {
    const y = yOf(line, scale, plot) + 0.5
    return (
      <g key={line}>
        <line className="stroke-line" x1={0} x2={plot.widthPx} y1={y} y2={y} />
        <text
          className="figure fill-ink-2 text-label"
          x={-LABEL_PX.gap}
          y={y + 3.5}
          textAnchor="end"
        >
          {scale.labels[place]}
        </text>
      </g>
    )
  })
}

function Bars({
  usage,
  plot,
  topNanoUsd,
}: {
  usage: Usage
  plot: Plot
  topNanoUsd: number
}): ReactNode {
  if (topNanoUsd === 0) return null
  const { widthPx, plotPx } = plot
  return layOutBars(usage.bars, { widthPx, heightPx: plotPx, topNanoUsd }).map((bar) => (
    <g key={bar.day}>
      {bar.parts.map(({ tier, yPx, heightPx }) => (
        <rect
          key={tier}
          className={fills[tier]}
          x={bar.xPx}
          width={bar.widthPx}
          y={yPx}
          height={heightPx}
        />
      ))}
    </g>
  ))
}

function Pace({
  paceNanoUsd,
  scale,
  plot,
  amounts,
}: {
  paceNanoUsd: number
  scale: Scale
  plot: Plot
  amounts: Amounts
}): ReactNode {
  const isDrawn = scale.isPaceInside
  const y = isDrawn ? yOf(paceNanoUsd, scale, plot) + 0.5 : 0
  const amount = amounts.short(paceNanoUsd)
  return (
    <>
      {isDrawn && (
        <line
          className="stroke-ink-3"
          strokeDasharray="2 3"
          strokeWidth="1.5"
          x1={0}
          x2={plot.widthPx}
          y1={y}
          y2={y}
        />
      )}
      <text
        className="fill-ink-2 stroke-paper text-label"
        paintOrder="stroke"
        strokeWidth="4"
        strokeLinejoin="round"
        x={plot.widthPx}
        y={isDrawn ? Math.max(8, y - 5) : -1}
        textAnchor="end"
      >
        {say(isDrawn ? 'usage.pace' : 'usage.pace-above', { amount })}
      </text>
    </>
  )
}

function DayLabels({
  usage,
  plot,
  at,
}: {
  usage: Usage
  plot: Plot
  at: number | null
}): ReactNode {
  const { bars, span, firstDay } = usage
  const placePx = plot.widthPx / Math.max(1, bars.length)
  const today = span === 'all' ? -1 : bars.findIndex(({ day }) => day === usage.today)
  const chosen = span === 'day' ? bars.findIndex(({ day }) => day === firstDay) : -1
  return labelledBars(bars.length, today, span === 'all' ? 'months' : 'days').map((place) => {
    const bar = bars[place]
    if (!bar) return null
    const isBold = place === (span === 'day' ? chosen : today)
    return (
      <text
        key={bar.day}
        className={clsx(
          'text-label',
          isBold || place === at ? 'fill-ink' : 'fill-ink-2',
          isBold && 'font-semibold',
        )}
        x={Math.round((place + 0.5) * placePx)}
        y={plot.plotPx + 18}
        textAnchor="middle"
      >
        {place === today ? say('usage.today') : labelOf(usage, bar.day, place)}
      </text>
    )
  })
}

function labelOf({ span, bars }: Usage, day: string, place: number): string {
  if (span === 'all') {
    const before = bars[place - 1]?.day
    return sayShortMonth(day, before === undefined || before.slice(0, 4) !== day.slice(0, 4))
  }
  return span === 'month' ? sayDayOfMonth(day) : sayWeekday(day)
}
