import type { Envelope, Model, Quote } from '../../shared/ipc/shapes.ts'
import { type Asked, type Bounds, shortagesOf } from './bounds.ts'

/** Whether a turn can be sent on a model, and what it needs if not. */
export type Fit =
  | { kind: 'no-key' }
  | { kind: 'no-price' }
  | { kind: 'counting' }
  /** More than the model can read, with room for an answer; whatever it costs. */
  | ({ kind: 'too-long' } & Figures)
  | CostFit

/** Whether a cost fits the budget, its envelopes and the limit for one turn. */
export type CostFit =
  | ({ kind: 'always' } & Figures)
  | ({ kind: 'fits' } & Figures)
  | ({ kind: 'short' } & TooMuch)
  /** Sent if the person allows it. */
  | ({ kind: 'asks' } & TooMuch)
  /** Sent all the same, because the person only watches. */
  | ({ kind: 'beyond' } & TooMuch)
  /** It fits, and is more than one turn may cost without a question. */
  | ({ kind: 'above-limit' } & Figures)

type Figures = { expectedNanoUsd: number; ceilingNanoUsd: number }
/** `envelope` is what it does not fit; null: the budget itself. */
type TooMuch = Figures & { shortNanoUsd: number; envelope: Envelope | null }

const kinds = { firm: 'short', ask: 'asks', watch: 'beyond' } as const

export function fitOf(model: Model, quote: Quote | null, bounds: Bounds): Fit {
  if (!model.ready) return { kind: 'no-key' }
  if (!model.price) return { kind: 'no-price' }
  if (!quote) return { kind: 'counting' }
  const { expectedNanoUsd, ceilingNanoUsd } = quote
  if (expectedNanoUsd === null || ceilingNanoUsd === null) return { kind: 'no-price' }
  if (quote.isTooLong) return { kind: 'too-long', expectedNanoUsd, ceilingNanoUsd }
  return fitOfCost([{ key: model.key, expectedNanoUsd, ceilingNanoUsd }], bounds)
}

/**
 * Whether all of these can be reserved together, and by how much not, said of what lacks the most.
 * What is not refused is asked about above the limit for one turn.
 */
export function fitOfCost(asked: readonly Asked[], bounds: Bounds): CostFit {
  let expectedNanoUsd = 0
  let ceilingNanoUsd = 0
  for (const one of asked) {
    expectedNanoUsd += one.expectedNanoUsd
    ceilingNanoUsd += one.ceilingNanoUsd
  }
  const figures = { expectedNanoUsd, ceilingNanoUsd }
  if (ceilingNanoUsd === 0) return { kind: 'always', ...figures }
  const { budget } = bounds
  const kind = kinds[budget?.mode ?? 'firm']
  const [tightest] = shortagesOf(asked, bounds)
  const isAbove = isAboveLimit(expectedNanoUsd, bounds)
  if (tightest && !(kind === 'beyond' && isAbove)) {
    const { shortNanoUsd, envelope } = tightest
    return { kind, ...figures, shortNanoUsd, envelope }
  }
  return { kind: isAbove ? 'above-limit' : 'fits', ...figures }
}

export function isAboveLimit(expectedNanoUsd: number, { budget }: Bounds): boolean {
  const limitNanoUsd = budget?.turnLimitNanoUsd ?? null
  return limitNanoUsd !== null && expectedNanoUsd > limitNanoUsd
}
