import type { Failure } from '../failures.ts'
import type { Price } from '../money/price.ts'
import type { Usage } from '../money/usage.ts'

/** The states of an attempt. Settled and released are terminal. */
export type AttemptState = 'reserved' | 'dispatched' | 'settled' | 'released' | 'uncertain'

/** How a settled figure is known: by the provider, partly by it, or counted here alone. */
export type Quality = 'exact' | 'partial' | 'estimated'

/**
 * What a person sees of a turn. While the attempt is open, spent and released are null: not known
 * yet. Once it ended, reserved + overrun = spent + released.
 */
export type Receipt = {
  attemptId: string
  state: AttemptState
  quality: Quality | null
  expectedNanoUsd: number
  reservedNanoUsd: number
  /** What it really cost, overrun included. */
  spentNanoUsd: number | null
  releasedNanoUsd: number | null
  overrunNanoUsd: number
  usage: Usage | null
  price: Price
  failure: Failure | null
  sentAtMs: number
  /** Set while uncertain: what will be counted, and when, if nothing more is heard. */
  uncertain: { wouldSpendNanoUsd: number; resolvesAtMs: number } | null
}
