import type { Tier } from '../../../shared/usage/tier.ts'
import type { UsageBar } from '../../../shared/usage/usage.ts'

/** Those that cost something, as they are stacked: the dearest at the bottom. */
export const paidTiers = ['premium', 'balanced', 'fast'] as const satisfies readonly Tier[]
export type PaidTier = (typeof paidTiers)[number]

export type LaidBar = {
  day: string
  xPx: number
  widthPx: number
  /** From the bottom up. */
  parts: { tier: PaidTier; yPx: number; heightPx: number }[]
}

/** A bar takes this part of its place, and is never so wide that it looks like a wall. */
const BAR_SHARE = 0.66
const WIDEST_PX = 44
const GAP_PX = 1

/**
 * Bars on whole pixels in a plot of this size. Whatever was spent is seen, if only as one pixel; 1 px
 * stands between the parts of a bar.
 */
export function layOutBars(
  bars: readonly UsageBar[],
  plot: { widthPx: number; heightPx: number; topNanoUsd: number },
): LaidBar[] {
  const placePx = plot.widthPx / Math.max(1, bars.length)
  const widthPx = Math.max(1, Math.min(WIDEST_PX, Math.round(placePx * BAR_SHARE)))
  return bars.map(({ day, spentNanoUsd }, place) => ({
    day,
    xPx: Math.round((place + 0.5) * placePx - widthPx / 2),
    widthPx,
    parts: stack(spentNanoUsd, plot.heightPx, plot.topNanoUsd),
  }))
}

function stack(
  spentNanoUsd: Readonly<Record<Tier, number>>,
  plotPx: number,
  topNanoUsd: number,
): LaidBar['parts'] {
  const tiers = paidTiers.filter((tier) => spentNanoUsd[tier] > 0)
  const totalNanoUsd = tiers.reduce((sum, tier) => sum + spentNanoUsd[tier], 0)
  const gapsPx = GAP_PX * Math.max(0, tiers.length - 1)
  const filledPx = Math.max(tiers.length, Math.round((totalNanoUsd / topNanoUsd) * plotPx) - gapsPx)
  const heights = tiers.map((tier) =>
    Math.max(1, Math.round((spentNanoUsd[tier] / totalNanoUsd) * filledPx)),
  )
  const highest = heights.indexOf(Math.max(...heights))
  const tooHighPx = heights.reduce((sum, height) => sum + height, 0) - filledPx
  let topPx = plotPx + GAP_PX
  return tiers.map((tier, place) => {
    const heightPx = (heights[place] ?? 0) - (place === highest ? tooHighPx : 0)
    topPx -= GAP_PX + heightPx
    return { tier, yPx: topPx, heightPx }
  })
}

/** The bar that a place in the plot belongs to, its room to both sides included. */
export function barAt(xPx: number, widthPx: number, barCount: number): number {
  return Math.min(barCount - 1, Math.max(0, Math.floor((xPx / widthPx) * barCount)))
}

export function barNanoUsd({ spentNanoUsd }: UsageBar): number {
  return Object.values(spentNanoUsd).reduce((sum, part) => sum + part, 0)
}

/** Where bars are many, each so many-eth has a label below; up to so many all have one. */
const LABELS = { days: { every: 7, all: 10 }, months: { every: 6, all: 14 } } as const

/** No other label stands this near to that of today. */
const ROOM_FOR_TODAY = 2

/** Which bars have a label below, by place. `today` is -1 where it is none of them. */
export function labelledBars(count: number, today: number, of: 'days' | 'months'): number[] {
  const { every, all } = LABELS[of]
  const places = Array.from({ length: count }, (_, place) => place)
  if (count <= all) return places
  return places.filter((place) => {
    if (place === today) return true
    const isNearToday = today >= 0 && Math.abs(place - today) <= ROOM_FOR_TODAY
    return !isNearToday && (place === 0 || (place + 1) % every === 0)
  })
}
