import type { Budget, Model, Quote } from '../../shared/ipc/shapes.ts'
import { hasNoLimit } from './budget.ts'

/** Whether a turn can be sent on a model, and what it needs if not. */
export type Fit =
  | { kind: 'no-key' }
  | { kind: 'no-price' }
  | { kind: 'counting' }
  /** More than the model can read, with room for an answer; whatever it costs. */
  | ({ kind: 'too-long' } & Figures)
  | CostFit

/** Whether a cost fits the budget. */
export type CostFit =
  | ({ kind: 'always' } & Figures)
  | ({ kind: 'fits' } & Figures)
  | ({ kind: 'short' } & TooMuch)
  /** Sent if the person allows it. */
  | ({ kind: 'asks' } & TooMuch)
  /** Sent all the same, because the person only watches. */
  | ({ kind: 'beyond' } & TooMuch)

type Figures = { expectedNanoUsd: number; ceilingNanoUsd: number }
type TooMuch = Figures & { shortNanoUsd: number }

const kinds = { firm: 'short', ask: 'asks', watch: 'beyond' } as const

export function fitOf(model: Model, quote: Quote | null, budget: Budget | null): Fit {
  if (!model.ready) return { kind: 'no-key' }
  if (!model.price) return { kind: 'no-price' }
  if (!quote) return { kind: 'counting' }
  const { expectedNanoUsd, ceilingNanoUsd } = quote
  if (expectedNanoUsd === null || ceilingNanoUsd === null) return { kind: 'no-price' }
  if (quote.isTooLong) return { kind: 'too-long', expectedNanoUsd, ceilingNanoUsd }
  return fitOfCost({ expectedNanoUsd, ceilingNanoUsd }, budget)
}

/** Whether so much can be reserved, and by how much not. */
export function fitOfCost(
  { expectedNanoUsd, ceilingNanoUsd }: Figures,
  budget: Budget | null,
): CostFit {
  if (ceilingNanoUsd === 0) return { kind: 'always', expectedNanoUsd, ceilingNanoUsd }
  const shortNanoUsd = ceilingNanoUsd - (budget?.availableNanoUsd ?? 0)
  if (shortNanoUsd <= 0 || (budget && hasNoLimit(budget))) {
    return { kind: 'fits', expectedNanoUsd, ceilingNanoUsd }
  }
  const kind = kinds[budget?.mode ?? 'firm']
  return { kind, expectedNanoUsd, ceilingNanoUsd, shortNanoUsd }
}
