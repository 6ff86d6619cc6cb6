import type { Model, Quote } from '../../shared/ipc/shapes.ts'

/** Whether a turn can be sent on a model, and what it needs if not. */
export type Fit =
  | { kind: 'no-key' }
  | { kind: 'no-price' }
  | { kind: 'counting' }
  | { kind: 'always'; expectedNanoUsd: 0; ceilingNanoUsd: 0 }
  | { kind: 'fits'; expectedNanoUsd: number; ceilingNanoUsd: number }
  | { kind: 'short'; expectedNanoUsd: number; ceilingNanoUsd: number; shortNanoUsd: number }

export function fitOf(model: Model, quote: Quote | null, availableNanoUsd: number): Fit {
  if (!model.ready) return { kind: 'no-key' }
  if (!model.price) return { kind: 'no-price' }
  if (!quote) return { kind: 'counting' }
  const { expectedNanoUsd, ceilingNanoUsd } = quote
  if (expectedNanoUsd === null || ceilingNanoUsd === null) return { kind: 'no-price' }
  if (ceilingNanoUsd === 0) return { kind: 'always', expectedNanoUsd: 0, ceilingNanoUsd: 0 }
  const shortNanoUsd = ceilingNanoUsd - availableNanoUsd
  if (shortNanoUsd <= 0) return { kind: 'fits', expectedNanoUsd, ceilingNanoUsd }
  return { kind: 'short', expectedNanoUsd, ceilingNanoUsd, shortNanoUsd }
}
