import { type ModelKey, modelKeyText } from '../../../shared/chat/message.ts'
import type { Envelope, Model, Quote } from '../../../shared/ipc/shapes.ts'
import { type Asked, type Bounds, leftAfterNanoUsd } from '../../state/bounds.ts'
import { fitOfCost } from '../../state/fit.ts'
import { say, sayList } from '../../words/say.tsx'
import type { Standing } from '../chat/misfit-question.ts'

/** Enough to choose from, few enough to read. */
const MOST_OFFERS = 4

/** Fewer models for the same message, and what they come to. */
export type ComparedOffer = {
  id: string
  /** Null: all of them, as it is. */
  models: ModelKey[] | null
  title: string
  note: string
  action: string
  expectedNanoUsd: number
  ceilingNanoUsd: number
  /** Of the budget, or of the envelope that is short, where it counts in that. */
  leftNanoUsd: number
}

/** Some of the models that fit together: as many as can be, the dearest of those first. */
export function offersWithout(
  models: readonly Model[],
  quoteOf: (model: Model) => Quote | null,
  bounds: Bounds,
  envelope: Envelope | null = null,
): ComparedOffer[] {
  return partsOf(models)
    .flatMap((kept) => offerOf(models, kept, quoteOf, bounds, envelope) ?? [])
    .toSorted(
      (one, other) =>
        other.models.length - one.models.length || other.expectedNanoUsd - one.expectedNanoUsd,
    )
    .slice(0, MOST_OFFERS)
}

/** All of them, which fit and are above the limit for one turn together: a press is all it takes. */
export function comparisonAsItIs(
  models: readonly Model[],
  { expectedNanoUsd, mostNanoUsd }: Standing,
  availableNanoUsd: number,
): ComparedOffer {
  return {
    id: 'as-it-is',
    models: null,
    title: say('compare.fit-as-it-is', { count: models.length }),
    note: sayList(namesOf(models)),
    action: say('fit.send-as-it-is'),
    expectedNanoUsd,
    ceilingNanoUsd: mostNanoUsd,
    leftNanoUsd: availableNanoUsd - mostNanoUsd,
  }
}

function offerOf(
  all: readonly Model[],
  kept: readonly Model[],
  quoteOf: (model: Model) => Quote | null,
  bounds: Bounds,
  envelope: Envelope | null,
): (ComparedOffer & { models: ModelKey[] }) | null {
  const asked: Asked[] = []
  for (const model of kept) {
    const quote = quoteOf(model)
    if (!quote || quote.expectedNanoUsd === null || quote.ceilingNanoUsd === null) return null
    const { expectedNanoUsd, ceilingNanoUsd } = quote
    asked.push({ key: model.key, expectedNanoUsd, ceilingNanoUsd })
  }
  const fit = fitOfCost(asked, bounds)
  if (fit.kind !== 'fits' && fit.kind !== 'always' && fit.kind !== 'beyond') return null
  const { expectedNanoUsd, ceilingNanoUsd } = fit
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
    leftNanoUsd: leftAfterNanoUsd(asked, bounds, envelope),
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
