/** What the ring shows of a budget. Shares are of what was granted, `today` is of the period. */
export type RingShares = {
  spentShare: number
  reservedShare: number
  isAnythingAvailable: boolean
  isOver: boolean
  todayShare: number | null
}

export type Tick = 'spent' | 'reserved' | 'free'

/**
 * Which ticks are spent, reserved and free, clockwise from twelve. Anything reserved has at least
 * one tick, and so has anything that is available: neither may look like nothing.
 */
export function ringTicks(count: number, shares: RingShares): Tick[] {
  if (shares.isOver) return Array.from({ length: count }, () => 'spent')
  const least = shares.isAnythingAvailable ? 1 : 0
  const wanted =
    shares.reservedShare > 0 ? Math.max(1, Math.round(shares.reservedShare * count)) : 0
  const reserved = Math.min(wanted, count - least)
  const spent = Math.min(Math.round(shares.spentShare * count), count - least - reserved)
  return Array.from({ length: count }, (_, place) => {
    if (place < spent) return 'spent'
    return place < spent + reserved ? 'reserved' : 'free'
  })
}
