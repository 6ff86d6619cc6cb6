import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { type RingShares, ringTicks } from './ring-ticks.ts'
import { Wren } from './wren.tsx'

/** One tick for one per cent where there is room, fewer on a smaller coin. */
const shapes = {
  42: { ticks: 40, outer: 17.4, inner: 12.6, free: 1.5, width: 1.5, dot: 1.3, rim: 20.2 },
  52: { ticks: 50, outer: 22, inner: 16.6, free: 1.8, width: 1.6, dot: 1.4, rim: 25.2 },
  132: { ticks: 100, outer: 57.5, inner: 47.5, free: 2, width: 2, dot: 2.6, rim: 62 },
} as const

/** The budget as a coin's edge. A picture only: the balances stand beside it as text. */
export function Ring({
  size,
  shares,
  ground,
}: {
  size: 42 | 52 | 132
  shares: RingShares
  ground: string
}): ReactNode {
  const shape = shapes[size]
  const middle = size / 2
  const wren = 0.47 * size
  return (
    <svg
      aria-hidden="true"
      className="flex-none overflow-visible text-ink-2"
      width={size}
      height={size}
      viewBox={`0 0 ${size} ${size}`}
    >
      <g strokeWidth={shape.width} transform={`translate(${middle} ${middle})`}>
        {ringTicks(shape.ticks, shares).map((tick, place) => (
          <path
            // A tick is its place
            key={place}
            className={clsx(
              'transition-[stroke] duration-[140ms] motion-reduce:transition-none',
              tick === 'spent' && 'stroke-copper',
              tick === 'reserved' && 'stroke-tick-reserved',
              tick === 'free' && 'stroke-tick-free',
            )}
            d={tickPath(tick, shape)}
            transform={`rotate(${(place * 360) / shape.ticks})`}
          />
        ))}
        {shares.isOver && (
          <circle className="fill-none stroke-stop" r={shape.rim} strokeWidth="1.5" />
        )}
        {!shares.isOver && shares.todayShare !== null && (
          <circle
            className="fill-ink"
            cy={-(shape.outer + shape.dot + 1.2)}
            r={shape.dot}
            transform={`rotate(${shares.todayShare * 360})`}
          />
        )}
      </g>
      <svg
        x={middle - wren / 2}
        y={middle - wren / 2}
        width={wren}
        height={wren}
        viewBox="0 0 64 64"
      >
        <Wren ground={ground} />
      </svg>
    </svg>
  )
}

type Shape = (typeof shapes)[keyof typeof shapes]

/** Spent is whole, reserved is broken in the middle, free is shorter. */
function tickPath(tick: Tick, { outer, inner, free }: Shape): string {
  if (tick === 'free') return `M0 ${-outer + free}V${-inner - free / 2}`
  if (tick === 'spent') return `M0 ${-outer}V${-inner}`
  const third = (outer - inner) / 3
  return `M0 ${-outer}v${third}M0 ${-inner}v${-third}`
}

type Tick = ReturnType<typeof ringTicks>[number]
