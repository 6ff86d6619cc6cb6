import { type ModelKey, modelKeyText } from '../../../shared/chat/message.ts'
import type { Budget, Model, Quote } from '../../../shared/ipc/shapes.ts'
import { fitOf } from '../../state/fit.ts'
import { hasRead } from '../../state/model-choice.ts'
import { say } from '../../words/say.tsx'

/** Enough to choose from, few enough to read. */
const MAX_PAID_OFFERS = 3

export type Offer = {
  model: Model
  note: string
  expectedNanoUsd: number
  ceilingNanoUsd: number
  leftNanoUsd: number
}

/** Models that fit what is available: dearest first, the free one last. */
export function offersThatFit(
  models: readonly Model[],
  quotes: ReadonlyMap<string, Quote>,
  budget: Budget,
  readBy: ModelKey | null,
): Offer[] {
  const offers = models.flatMap((model) => {
    const fit = fitOf(model, quotes.get(modelKeyText(model.key)) ?? null, budget)
    if (fit.kind !== 'fits' && fit.kind !== 'always') return []
    const { expectedNanoUsd, ceilingNanoUsd } = fit
    const leftNanoUsd = budget.availableNanoUsd - ceilingNanoUsd
    return [
      {
        model,
        note: noteOf(model, readBy, ceilingNanoUsd),
        expectedNanoUsd,
        ceilingNanoUsd,
        leftNanoUsd,
      },
    ]
  })
  const paid = offers
    .filter(({ ceilingNanoUsd }) => ceilingNanoUsd > 0)
    .toSorted((one, other) => other.expectedNanoUsd - one.expectedNanoUsd)
  const reader = paid.find(({ model }) => hasRead(model.key, readBy))
  const chosen = paid.slice(0, MAX_PAID_OFFERS)
  if (reader && !chosen.includes(reader)) chosen.splice(-1, 1, reader)
  return [...chosen, ...offers.filter(({ ceilingNanoUsd }) => ceilingNanoUsd === 0).slice(0, 1)]
}

function noteOf(model: Model, readBy: ModelKey | null, ceilingNanoUsd: number): string {
  if (hasRead(model.key, readBy)) return say('fit.read')
  if (ceilingNanoUsd > 0) return model.providerName
  return say(model.onThisComputer ? 'fit.free' : 'fit.free-elsewhere')
}
