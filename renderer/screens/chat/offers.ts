import { type ModelKey, modelKeyText, sameModel } from '../../../shared/chat/message.ts'
import type { Budget, Envelope, Model, Quote, Ways } from '../../../shared/ipc/shapes.ts'
import type { Price } from '../../../shared/money/price.ts'
import { type Bounds, leftAfterNanoUsd } from '../../state/bounds.ts'
import { fitOf } from '../../state/fit.ts'
import { hasRead } from '../../state/model-choice.ts'
import type { Way } from '../../state/sending.ts'
import { aboutWords } from '../../words/about-words.ts'
import { say, sayTokensShort } from '../../words/say.tsx'
import type { Standing } from './misfit-question.ts'

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
  /** Of the budget, or of the envelope that is short, where it counts in that. */
  leftNanoUsd: number
}

/** The turn itself, which fits and is above the limit for one turn: a press is all it takes. */
export function offerAsItIs(
  name: string,
  { agreed, expectedNanoUsd, mostNanoUsd }: Standing,
  { availableNanoUsd }: Budget,
): Offer {
  return {
    id: 'as-it-is',
    way: { kind: 'agreed', ...agreed },
    title: name,
    note: say('fit.as-it-is'),
    action: say('fit.send-as-it-is'),
    expectedNanoUsd,
    ceilingNanoUsd: mostNanoUsd,
    leftNanoUsd: availableNanoUsd - mostNanoUsd,
  }
}

/** The same model, with a shorter answer or without the oldest turns. */
export function offersOfModel(
  name: string,
  { shorter, trimmed }: Ways,
  leftAfter: (ceilingNanoUsd: number) => number,
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
      leftNanoUsd: leftAfter(ceilingNanoUsd),
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
      leftNanoUsd: leftAfter(ceilingNanoUsd),
    })
  }
  return offers
}

type OtherModels = {
  models: readonly Model[]
  quoteOf: (key: ModelKey) => Quote | null
  bounds: Bounds
  /** What is short; null: the budget, or nothing. */
  envelope: Envelope | null
  readBy: ModelKey | null
  /** The model that it does not fit. */
  except: Model | null
  /** Where it is too long, only what reads more helps, and that is what is said of it. */
  isAboutRoom: boolean
  /** The draft has images, which not every model sees. */
  hasImages: boolean
}

/**
 * Models that fit what is available, strongest first: those that see the images of the draft, then
 * by price, as nothing better is known of strength. Where room is what is wanted, cheapest first. The
 * one that has read this conversation is among them, and the free one comes last.
 */
export function otherModels(asked: OtherModels): Offer[] {
  const { models, quoteOf, bounds, envelope, readBy, except, isAboutRoom, hasImages } = asked
  const fitting = models.flatMap((model) => {
    if (except && sameModel(model.key, except.key)) return []
    if (isAboutRoom && !readsMore(model, except)) return []
    const fit = fitOf(model, quoteOf(model.key), bounds)
    if (fit.kind !== 'fits' && fit.kind !== 'always' && fit.kind !== 'beyond') return []
    const { expectedNanoUsd, ceilingNanoUsd } = fit
    return [{ model, expectedNanoUsd, ceilingNanoUsd }]
  })
  const isBlind = ({ seesImages }: Model): number => (hasImages && !seesImages ? 1 : 0)
  const paid = fitting
    .filter(({ ceilingNanoUsd }) => ceilingNanoUsd > 0)
    .toSorted((one, other) =>
      isAboutRoom
        ? one.expectedNanoUsd - other.expectedNanoUsd
        : isBlind(one.model) - isBlind(other.model) ||
          mixedPicoUsd(other.model.price) - mixedPicoUsd(one.model.price) ||
          other.expectedNanoUsd - one.expectedNanoUsd,
    )
  const reader = paid.find(({ model }) => hasRead(model.key, readBy))
  const chosen = paid.slice(0, MAX_PAID_OFFERS)
  if (reader && !chosen.includes(reader)) chosen.splice(-1, 1, reader)
  const free = fitting.filter(({ ceilingNanoUsd }) => ceilingNanoUsd === 0).slice(0, 1)
  const strongest = isAboutRoom ? null : paid[0]
  return [...chosen, ...free].map((offer) => {
    const { model, expectedNanoUsd, ceilingNanoUsd } = offer
    return {
      id: modelKeyText(model.key),
      way: { kind: 'model', model: model.key },
      title: model.name,
      note:
        isBlind(model) === 1
          ? say('fit.blind')
          : noteOf(model, {
              readBy,
              ceilingNanoUsd,
              isAboutRoom,
              isStrongest: offer === strongest,
            }),
      action: say('fit.send', { model: model.name }),
      expectedNanoUsd,
      ceilingNanoUsd,
      leftNanoUsd: leftAfterNanoUsd([{ key: model.key, ceilingNanoUsd }], bounds, envelope),
    }
  })
}

/** Three parts input to one of output, as most turns are. */
function mixedPicoUsd(price: Price | null): number {
  return price ? 3 * price.rates.inputPicoUsd + price.rates.outputPicoUsd : 0
}

function readsMore({ contextTokens }: Model, than: Model | null): boolean {
  if (contextTokens === null || !than || than.contextTokens === null) return true
  return contextTokens > than.contextTokens
}

function noteOf(
  model: Model,
  {
    readBy,
    ceilingNanoUsd,
    isAboutRoom,
    isStrongest,
  }: {
    readBy: ModelKey | null
    ceilingNanoUsd: number
    isAboutRoom: boolean
    isStrongest: boolean
  },
): string {
  if (isAboutRoom && model.contextTokens !== null) {
    return say('fit.room', { context: sayTokensShort(model.contextTokens) })
  }
  const isReader = hasRead(model.key, readBy)
  if (isStrongest) return say(isReader ? 'fit.strongest-read' : 'fit.strongest')
  if (isReader) return say('fit.read')
  if (ceilingNanoUsd > 0) return model.providerName
  return say(model.onThisComputer ? 'fit.free' : 'fit.free-elsewhere')
}
