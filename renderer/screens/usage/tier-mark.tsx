import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import type { Tier } from '../../../shared/usage/tier.ts'

const looks: Record<Tier, string> = {
  premium: 'bg-tier-premium',
  balanced: 'bg-tier-balanced',
  fast: 'bg-tier-fast',
  free: 'border border-edge',
}

/** The colour of a tier in the chart, beside its name. */
export function TierMark({ tier }: { tier: Tier }): ReactNode {
  return (
    <span
      aria-hidden="true"
      className={clsx('inline-block size-[9px] flex-none rounded-[2px]', looks[tier])}
    />
  )
}
