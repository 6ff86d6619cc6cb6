import type { Ways } from '../../shared/ipc/shapes.ts'
import type { ChatOptions } from '../../shared/chat/message.ts'
import type { Price } from '../../shared/money/price.ts'
import type { CatalogModel } from '../catalog/catalog-model.ts'
import type { Learned } from '../estimate/learned.ts'
import { type Estimate, estimateOne } from '../estimate/plan.ts'
import { addTo, addWeights, noWeight, type Weight } from '../estimate/weight.ts'
import { type Context, sentHistory } from './context.ts'
import { plannedModel, sentMaxOutputTokens } from './quote-models.ts'

/** An answer that may be no longer than this is no use to anyone: about 200 words. */
const LEAST_USEFUL_TOKENS = 256

export type WaysRequest = {
  model: CatalogModel
  price: Price
  conversationId: string | null
  options: ChatOptions
  learned: Learned
  system: Weight
  /** Each turn of the conversation, oldest first. */
  turns: readonly Weight[]
  /** What is sent in the place of the oldest of them, and what it weighs. */
  context: Pick<Context, 'summary' | 'changedAtMs'>
  summary: Weight
  draft: Weight
  outputScale: number
  nowMs: number
  /** What may be reserved for it; null: there is no limit. */
  mostNanoUsd: number | null
  /** What it may be expected to cost; null: whatever it is. */
  mostExpectedNanoUsd: number | null
}

/**
 * Other ways to send a draft that is too long for its model or costs more than it may: with a
 * shorter answer, or without the oldest turns. Each as little changed as makes it fit.
 */
export function waysFor(request: WaysRequest): Ways {
  const { options, model } = request
  const most = sentMaxOutputTokens(model, options)
  const leftOut = leftOutOf(request)
  if (fits(request, estimateWith(request, leftOut, most))) return { shorter: null, trimmed: null }
  return {
    shorter: shorterAnswer(request, leftOut, most),
    trimmed: trimmed(request, leftOut, most),
  }
}

/** Turns that are not sent as it is: left out, or stood for by a summary. */
function leftOutOf({ options, turns, context }: WaysRequest): number {
  return Math.min(sentHistory(context, options.leftOutTurns).fromTurn, turns.length)
}

function shorterAnswer(request: WaysRequest, leftOut: number, most: number): Ways['shorter'] {
  const maxOutputTokens = largest(LEAST_USEFUL_TOKENS, most, (tokens) =>
    fits(request, estimateWith(request, leftOut, tokens)),
  )
  if (maxOutputTokens === null) return null
  const { expectedNanoUsd, ceilingNanoUsd } = estimateWith(request, leftOut, maxOutputTokens)
  return { maxOutputTokens, expectedNanoUsd, ceilingNanoUsd }
}

function trimmed(request: WaysRequest, leftOut: number, most: number): Ways['trimmed'] {
  const count = request.turns.length
  const keptTurns = largest(0, count - leftOut, (kept) =>
    fits(request, estimateWith(request, count - kept, most)),
  )
  if (keptTurns === null || keptTurns === count - leftOut) return null
  const leftOutTurns = count - keptTurns
  const { expectedNanoUsd, ceilingNanoUsd } = estimateWith(request, leftOutTurns, most)
  return { leftOutTurns, keptTurns, expectedNanoUsd, ceilingNanoUsd }
}

/** The largest whole number from `least` up to, not with, `end` that is allowed; smaller ones are too. */
function largest(
  least: number,
  end: number,
  isAllowed: (number: number) => boolean,
): number | null {
  if (least >= end || !isAllowed(least)) return null
  let allowed = least
  let refused = end
  while (refused - allowed > 1) {
    const middle = Math.floor((allowed + refused) / 2)
    if (isAllowed(middle)) allowed = middle
    else refused = middle
  }
  return allowed
}

function fits({ mostNanoUsd, mostExpectedNanoUsd }: WaysRequest, estimate: Estimate): boolean {
  const { ceilingNanoUsd, expectedNanoUsd, isTooLong } = estimate
  if (isTooLong || (mostNanoUsd !== null && ceilingNanoUsd > mostNanoUsd)) return false
  return mostExpectedNanoUsd === null || expectedNanoUsd <= mostExpectedNanoUsd
}

function estimateWith(request: WaysRequest, leftOutTurns: number, maxOutput: number): Estimate {
  const { model, price, conversationId, options, learned, system, draft } = request
  const history = noWeight()
  const sent = sentHistory(request.context, leftOutTurns)
  if (sent.summary) addTo(history, request.summary)
  for (const turn of request.turns.slice(sent.fromTurn)) addTo(history, turn)
  const above = addWeights(system, history)
  const planned = plannedModel(model, {
    conversationId,
    options,
    learned,
    before: above,
    maxOutputTokens: maxOutput,
    changedAtMs: request.context.changedAtMs,
  })
  // With another beginning than last time, a cache has nothing to give.
  const isCut = leftOutTurns !== leftOutOf(request)
  return estimateOne(
    { ...planned, price, ...(isCut && { warmTokens: 0 }) },
    {
      weight: addWeights(above, draft),
      draft,
      hasHistory: history.messages > 0,
      outputScale: request.outputScale,
      countedTokens: null,
      nowMs: request.nowMs,
    },
  )
}
