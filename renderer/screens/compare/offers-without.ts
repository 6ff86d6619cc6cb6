import { type ModelKey, modelKeyText } from '../../../shared/chat/message.ts'
import type { Model, Quote } from '../../../shared/ipc/shapes.ts'
import { say, sayList } from '../../words/say.tsx'

/** Enough to choose from, few enough to read. */
const MOST_OFFERS = 4

/** Fewer models for the same message, and what they come to. */
export type ComparedOffer = {
  id: string
  models: ModelKey[]
  title: string
  note: string
  action: string
  expectedNanoUsd: number
  ceilingNanoUsd: number
  leftNanoUsd: number
}

/** Some of the models that fit together: as many as can be, the dearest of those first. */
export function offersWithout(
  models: readonly Model[],
  quoteOf: (model: Model) => Quote | null,
  availableNanoUsd: number,
): ComparedOffer[] {
  return partsOf(models)
    .flatMap((kept) => offerOf(models, kept, quoteOf, availableNanoUsd) ?? [])
    .filter(({ leftNanoUsd }) => leftNanoUsd >= 0)
    .toSorted(
      (one, other) =>
        other.models.length - one.models.length || other.expectedNanoUsd - one.expectedNanoUsd,
    )
    .slice(0, MOST_OFFERS)
}

function offerOf(
  all: readonly Model[],
  kept: readonly Model[],
  quoteOf: (model: Model) => Quote | null,
  availableNanoUsd: number,
): ComparedOffer | null {
  let expectedNanoUsd = 0
  let ceilingNanoUsd = 0
  for (const model of kept) {
    const quote = quoteOf(model)
    if (!quote || quote.expectedNanoUsd === null || quote.ceilingNanoUsd === null) return null
    expectedNanoUsd += quote.expectedNanoUsd
    ceilingNanoUsd += quote.ceilingNanoUsd
  }
  const leftOut = sayList(namesOf(all.filter((model) => !kept.includes(model))))
  const [only, ...others] = kept
  if (!only) return null
  const isOne = others.length === 0
  return {
    id: kept.map(({ key }) => modelKeyText(key)).join(' '),
    models: kept.map(({ key }) => key),
    title: isOne
      ? say('compare.fit-only', { model: only.name })
      : say('compare.fit-without', { models: leftOut }),
    note: isOne ? only.providerName : sayList(namesOf(kept)),
    action: isOne
      ? say('compare.fit-send-only', { model: only.name })
      : say('compare.fit-send-without', { models: leftOut }),
    expectedNanoUsd,
    ceilingNanoUsd,
    leftNanoUsd: availableNanoUsd - ceilingNanoUsd,
  }
}

function namesOf(models: readonly Model[]): string[] {
  return models.map(({ name }) => name)
}

/** Every selection of some of them, but not all: at most 14 of four. */
function partsOf(models: readonly Model[]): Model[][] {
  const whole = 2 ** models.length - 1
  return Array.from({ length: Math.max(0, whole - 1) }, (_, index) =>
    models.filter((_model, place) => ((index + 1) >> place) % 2 === 1),
  )
}
