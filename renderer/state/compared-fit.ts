import type { Model, Quote } from '../../shared/ipc/shapes.ts'
import type { Asked, Bounds } from './bounds.ts'
import { type CostFit, fitOf, fitOfCost } from './fit.ts'

/** Whether one message can go to several models at once: what all of them need has to fit. */
export type ComparedFit =
  /** One of them cannot be asked at all, whatever is available. */
  { kind: 'no-key' | 'no-price' | 'too-long'; model: Model } | { kind: 'counting' } | CostFit

/** Sums what each is expected to cost and what it may cost, and holds that against the budget. */
export function comparedFit(
  models: readonly Model[],
  quoteOf: (model: Model) => Quote | null,
  bounds: Bounds,
): ComparedFit {
  const asked: Asked[] = []
  let isCounting = false
  for (const model of models) {
    const fit = fitOf(model, quoteOf(model), bounds)
    if (fit.kind === 'no-key' || fit.kind === 'no-price' || fit.kind === 'too-long') {
      return { kind: fit.kind, model }
    }
    if (fit.kind === 'counting') isCounting = true
    else {
      const { expectedNanoUsd, ceilingNanoUsd } = fit
      asked.push({ key: model.key, expectedNanoUsd, ceilingNanoUsd })
    }
  }
  if (isCounting) return { kind: 'counting' }
  return fitOfCost(asked, bounds)
}
