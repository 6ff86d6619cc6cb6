import { create } from 'zustand'
import { type ModelKey, modelKeyText } from '../../shared/chat/message.ts'
import type { Failure } from '../../shared/failures.ts'
import type { Budget } from '../../shared/ipc/shapes.ts'
import { call } from '../api.ts'
import { currentBudget } from './budget.ts'
import { putSentTurn, useConversations, writingTurn } from './conversations.ts'
import { askAboutDate } from './date-question.ts'
import { draftOf, replaceDraft } from './drafts.ts'
import { chooseModel, chosenModel } from './model-choice.ts'
import { quoteDraft, useQuotes } from './quotes.ts'

export type Shortfall = Extract<Failure, { kind: 'not-enough-credits' }>

type Sending = {
  isSending: boolean
  /** Why the last turn was not sent; shown above the composer until something is typed or sent. */
  problem: Failure | null
  /** The turn that did not fit, while its offers are on the screen. */
  doesNotFit: { shortfall: Shortfall; model: ModelKey; text: string } | null
}

export const useSending = create<Sending>()(() => ({
  isSending: false,
  problem: null,
  doesNotFit: null,
}))

const { getState, setState } = useSending

/** A send that may or may not have arrived. Sending the same again is the same turn. */
let unanswered: { turnId: string; sameAs: string } | null = null

/** Sends the draft to the model chosen. */
export async function sendDraft(): Promise<void> {
  const { currentId } = useConversations.getState()
  const text = draftOf(currentId)
  const model = chosenModel()?.key
  if (!model || text.trim() === '') return
  await sendText(currentId, model, text)
}

/** Sends the turn that did not fit to a model that it fits. */
export async function sendOffered(model: ModelKey): Promise<void> {
  const { doesNotFit } = getState()
  if (!doesNotFit) return
  chooseModel(model)
  await sendText(useConversations.getState().currentId, model, doesNotFit.text)
}

/** Sends the turn that did not fit all the same, as far beyond the budget as was agreed to. */
export async function sendOver(allowedNanoUsd: number): Promise<void> {
  const { doesNotFit } = getState()
  if (!doesNotFit) return
  const { model, text } = doesNotFit
  await sendText(useConversations.getState().currentId, model, text, allowedNanoUsd)
}

/** Sends the same words once more, as a new turn. */
export async function sendAgain(text: string, model: ModelKey): Promise<void> {
  await sendText(useConversations.getState().currentId, chosenModel()?.key ?? model, text)
}

export function forgetProblem(): void {
  if (getState().problem) setState({ problem: null })
}

/** Shows what fits for a turn that does not, before it was tried. */
export function offerInstead(model: ModelKey, text: string, shortfall: Shortfall): void {
  setState({ doesNotFit: { shortfall, model, text } })
}

export function closeOffers(): void {
  setState({ doesNotFit: null })
}

export async function stopWriting(): Promise<void> {
  const turn = writingTurn(useConversations.getState())
  if (turn) await call('turn.stop', { turnId: turn.turnId })
}

/** The draft goes only once the turn was taken, and only if it is still what was sent. */
async function sendText(
  conversationId: string,
  model: ModelKey,
  text: string,
  allowedNanoUsd?: number,
): Promise<void> {
  if (getState().isSending || writingTurn(useConversations.getState())) return
  const sameAs = JSON.stringify([conversationId, model, text])
  const turnId = unanswered?.sameAs === sameAs ? unanswered.turnId : crypto.randomUUID()
  setState({ isSending: true, problem: null, doesNotFit: null })
  const result = await call('turn.send', {
    turnId,
    conversationId,
    model,
    text,
    ...(allowedNanoUsd !== undefined && { allowedNanoUsd }),
  })
  unanswered = !result.ok && result.failure.kind === 'internal' ? { turnId, sameAs } : null
  setState({ isSending: false })
  if (result.ok) {
    putSentTurn(conversationId, result.value)
    if (draftOf(conversationId) === text) replaceDraft(conversationId, '')
    quoteDraft()
    return
  }
  const { failure } = result
  const shortfall = shortfallOf(failure, model)
  if (shortfall) setState({ doesNotFit: { shortfall, model, text } })
  else if (failure.kind === 'clock-jumped') {
    askAboutDate(failure, () => sendText(conversationId, model, text, allowedNanoUsd))
  } else setState({ problem: failure })
}

/** What can be answered with offers. Over budget it is so where the person wants to be asked. */
function shortfallOf(failure: Failure, model: ModelKey): Shortfall | null {
  if (failure.kind === 'not-enough-credits') return failure
  const budget = currentBudget()
  const quote = useQuotes.getState().byKey.get(modelKeyText(model))
  const neededNanoUsd = quote?.ceilingNanoUsd ?? null
  if (failure.kind !== 'over-budget' || budget?.mode !== 'ask' || neededNanoUsd === null) {
    return null
  }
  return shortfallFrom(budget, neededNanoUsd)
}

/** By how much a turn that needs so much does not fit, as the budget stands in the window. */
export function shortfallFrom(budget: Budget, neededNanoUsd: number): Shortfall {
  return {
    kind: 'not-enough-credits',
    neededNanoUsd,
    availableNanoUsd: budget.availableNanoUsd,
    shortNanoUsd: neededNanoUsd - budget.availableNanoUsd,
    periodEndsAtMs: budget.periodEndsAtMs,
  }
}
