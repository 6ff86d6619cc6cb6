import type { Budget, Model, Quote } from '../../shared/ipc/shapes.ts'
import { type CostFit, fitOf, fitOfCost } from './fit.ts'

/** Whether one message can go to several models at once: what all of them need has to fit. */
export type ComparedFit =
  /** One of them cannot be asked at all, whatever is available. */
  { kind: 'no-key' | 'no-price' | 'too-long'; model: Model } | { kind: 'counting' } | CostFit

/** Sums what each is expected to cost and what it may cost, and holds that against the budget. */
export function comparedFit(
  models: readonly Model[],
  quoteOf: (model: Model) => Quote | null,
  budget: Budget | null,
): ComparedFit {
  let expectedNanoUsd = 0
  let ceilingNanoUsd = 0
  let isCounting = false
  for (const model of models) {
    const fit = fitOf(model, quoteOf(model), budget)
    if (fit.kind === 'no-key' || fit.kind === 'no-price' || fit.kind === 'too-long') {
      return { kind: fit.kind, model }
    }
    if (fit.kind === 'counting') isCounting = true
    else {
      expectedNanoUsd += fit.expectedNanoUsd
      ceilingNanoUsd += fit.ceilingNanoUsd
    }
  }
  if (isCounting) return { kind: 'counting' }
  return fitOfCost({ expectedNanoUsd, ceilingNanoUsd }, budget)
}
