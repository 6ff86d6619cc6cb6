/** The ends of the axis, in per cent; the first that holds nearly all dots is taken. */
const ENDS = [20, 50, 100, 200] as const

/** Up to one dot in ten may lie beyond the end; it stands at it. */
const BEYOND_SHARE = 0.1

/** So many places for a pile of dots stand on an axis, the middle one for what was as estimated. */
const PILE_COUNT = 35

export type EstimateDots = {
  /** The axis goes from this many per cent less to this many more. */
  endPercent: number
  /** Whether a dot at either end stands for one further out. */
  isBeyond: { below: boolean; above: boolean }
  /** How many dots lie over one another, from the left. */
  piles: number[]
}

/**
 * A dot a turn: left of the middle it was cheaper than estimated, right of it dearer, by a share of
 * what it cost.
 */
export function estimateDots(missedPercents: readonly number[]): EstimateDots {
  const isInside = (endPercent: number): boolean =>
    missedPercents.filter((missed) => Math.abs(missed) > endPercent).length <=
    BEYOND_SHARE * missedPercents.length
  const endPercent = ENDS.find(isInside) ?? ENDS[ENDS.length - 1] ?? 0
  const piles = Array.from({ length: PILE_COUNT }, () => 0)
  const middle = (PILE_COUNT - 1) / 2
  for (const missed of missedPercents) {
    const inside = Math.max(-endPercent, Math.min(endPercent, missed))
    const place = middle + Math.round((inside / endPercent) * middle)
    piles[place] = (piles[place] ?? 0) + 1
  }
  return {
    endPercent,
    isBeyond: {
      below: missedPercents.some((missed) => missed < -endPercent),
      above: missedPercents.some((missed) => missed > endPercent),
    },
    piles,
  }
}

/** A row of the table that says the same: turns that cost so much less or more than estimated. */
export type MissedRow = {
  direction: 'less' | 'as-estimated' | 'more'
  overPercent: number
  /** Null: any. */
  upToPercent: number | null
  turnCount: number
}

/** From much cheaper to much dearer; within 1 per cent is as estimated. */
export function missedRows(missedPercents: readonly number[]): MissedRow[] {
  const edges = [1, 5, 10, 20, 50]
  const away = edges.map((overPercent, place) => ({
    overPercent,
    upToPercent: edges[place + 1] ?? null,
  }))
  const countWhere = (isIn: (missed: number) => boolean): number =>
    missedPercents.filter(isIn).length
  const within = (size: number, { overPercent, upToPercent }: (typeof away)[number]): boolean =>
    size > overPercent && (upToPercent === null || size <= upToPercent)
  return [
    ...away.toReversed().map((range) => ({
      direction: 'less' as const,
      ...range,
      turnCount: countWhere((missed) => within(-missed, range)),
    })),
    {
      direction: 'as-estimated' as const,
      overPercent: 0,
      upToPercent: 1,
      turnCount: countWhere((missed) => Math.abs(missed) <= 1),
    },
    ...away.map((range) => ({
      direction: 'more' as const,
      ...range,
      turnCount: countWhere((missed) => within(missed, range)),
    })),
  ].filter(({ turnCount }) => turnCount > 0)
}
