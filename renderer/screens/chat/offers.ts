import { type ModelKey, modelKeyText, sameModel } from '../../../shared/chat/message.ts'
import type { Budget, Model, Quote, Ways } from '../../../shared/ipc/shapes.ts'
import { fitOf } from '../../state/fit.ts'
import { hasRead } from '../../state/model-choice.ts'
import type { Way } from '../../state/sending.ts'
import { aboutWords } from '../../words/about-words.ts'
import { say, sayTokensShort } from '../../words/say.tsx'

/** Enough to choose from, few enough to read. */
const MAX_PAID_OFFERS = 3

/** A way to send a turn after all, and what it comes to. */
export type Offer = {
  id: string
  way: Way
  title: string
  note: string
  /** What the button says that takes it. */
  action: string
  expectedNanoUsd: number
  ceilingNanoUsd: number
  leftNanoUsd: number
}

/** The same model, with a shorter answer or without the oldest turns. */
export function offersOfModel(
  name: string,
  { shorter, trimmed }: Ways,
  availableNanoUsd: number,
): Offer[] {
  const offers: Offer[] = []
  if (shorter) {
    const { maxOutputTokens, expectedNanoUsd, ceilingNanoUsd } = shorter
    offers.push({
      id: 'shorter',
      way: { kind: 'shorter', maxOutputTokens },
      title: say('fit.shorter', { model: name }),
      note: say('fit.shorter-note', { words: aboutWords(maxOutputTokens) }),
      action: say('fit.send-shorter'),
      expectedNanoUsd,
      ceilingNanoUsd,
      leftNanoUsd: availableNanoUsd - ceilingNanoUsd,
    })
  }
  if (trimmed) {
    const { leftOutTurns, keptTurns, expectedNanoUsd, ceilingNanoUsd } = trimmed
    offers.push({
      id: 'trimmed',
      way: { kind: 'trimmed', leftOutTurns },
      title: say('fit.trimmed', { model: name, count: leftOutTurns }),
      note: say('fit.trimmed-note', { count: keptTurns }),
      action: say('fit.send-trimmed', { count: leftOutTurns }),
      expectedNanoUsd,
      ceilingNanoUsd,
      leftNanoUsd: availableNanoUsd - ceilingNanoUsd,
    })
  }
  return offers
}

type OtherModels = {
  models: readonly Model[]
  quoteOf: (key: ModelKey) => Quote | null
  budget: Budget
  readBy: ModelKey | null
  /** The model that it does not fit. */
  except: Model | null
  /** Where it is too long, only what reads more helps, and that is what is said of it. */
  isAboutRoom: boolean
  /** The draft has images, which not every model sees. */
  hasImages: boolean
}

/**
 * Models that fit what is available: dearest first, as the nearest to what was wanted. Where room is
 * what is wanted, cheapest first. The free one comes last.
 */
export function otherModels(asked: OtherModels): Offer[] {
  const { models, quoteOf, budget, readBy, except, isAboutRoom, hasImages } = asked
  const offers = models.flatMap((model) => {
    if (except && sameModel(model.key, except.key)) return []
    if (isAboutRoom && !readsMore(model, except)) return []
    const fit = fitOf(model, quoteOf(model.key), budget)
    if (fit.kind !== 'fits' && fit.kind !== 'always') return []
    const { expectedNanoUsd, ceilingNanoUsd } = fit
    return [
      {
        model,
        id: modelKeyText(model.key),
        way: { kind: 'model', model: model.key } as const,
        title: model.name,
        note:
          hasImages && !model.seesImages
            ? say('fit.blind')
            : noteOf(model, readBy, ceilingNanoUsd, isAboutRoom),
        action: say('fit.send', { model: model.name }),
        expectedNanoUsd,
        ceilingNanoUsd,
        leftNanoUsd: budget.availableNanoUsd - ceilingNanoUsd,
      },
    ]
  })
  const direction = isAboutRoom ? 1 : -1
  const paid = offers
    .filter(({ ceilingNanoUsd }) => ceilingNanoUsd > 0)
    .toSorted((one, other) => (one.expectedNanoUsd - other.expectedNanoUsd) * direction)
  const reader = paid.find(({ model }) => hasRead(model.key, readBy))
  const chosen = paid.slice(0, MAX_PAID_OFFERS)
  if (reader && !chosen.includes(reader)) chosen.splice(-1, 1, reader)
  return [...chosen, ...offers.filter(({ ceilingNanoUsd }) => ceilingNanoUsd === 0).slice(0, 1)]
}

function readsMore({ contextTokens }: Model, than: Model | null): boolean {
  if (contextTokens === null || !than || than.contextTokens === null) return true
  return contextTokens > than.contextTokens
}

function noteOf(
  model: Model,
  readBy: ModelKey | null,
  ceilingNanoUsd: number,
  isAboutRoom: boolean,
): string {
  if (isAboutRoom && model.contextTokens !== null) {
    return say('fit.room', { context: sayTokensShort(model.contextTokens) })
  }
  if (hasRead(model.key, readBy)) return say('fit.read')
  if (ceilingNanoUsd > 0) return model.providerName
  return say(model.onThisComputer ? 'fit.free' : 'fit.free-elsewhere')
}
