import type { Failure } from '../failures.ts'
import type { Price } from '../money/price.ts'
import type { Usage } from '../money/usage.ts'
import type { Purpose } from '../usage/usage.ts'
import type { ModelKey } from './message.ts'

/** The states of an attempt. Settled and released are terminal. */
export type AttemptState = 'reserved' | 'dispatched' | 'settled' | 'released' | 'uncertain'

/** How a figure is known: by the provider, partly by it, counted here alone, or by the person. */
export type Quality = 'exact' | 'partial' | 'estimated' | 'person'

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
  /** Which attempt of its turn this is: 2 after one was tried again. */
  number: number
  /** What the person allowed beyond the budget for it. */
  allowedNanoUsd: number
  /** Set once a better figure replaced the first: what it was before, and when it came. */
  corrected: { beforeNanoUsd: number; atMs: number } | null
  /** Whether its provider can still be asked what it cost. */
  canLookUp: boolean
  usage: Usage | null
  price: Price
  failure: Failure | null
  sentAtMs: number
  /** Set while uncertain: what will be counted, and when, if nothing more is heard. */
  uncertain: { wouldSpendNanoUsd: number; resolvesAtMs: number } | null
}

/**
 * One attempt of a turn: at its answer, or at what was done beside it. Together they are what the
 * turn cost, and what is still reserved for it.
 */
export type TurnAttempt = {
  attemptId: string
  purpose: Purpose
  /** Of its purpose: 2 after one was tried again. */
  number: number
  modelName: string
  providerName: string
  state: AttemptState
  reservedNanoUsd: number
  /** Overrun included. Null, as is what was released, while it is not known. */
  spentNanoUsd: number | null
  releasedNanoUsd: number | null
  overrunNanoUsd: number
  sentAtMs: number
}

/** What the tokens of a turn would have cost with another model, nothing of them cached. */
export type Elsewhere = { model: ModelKey; modelName: string; costNanoUsd: number }
