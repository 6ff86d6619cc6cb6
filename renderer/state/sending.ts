import { create } from 'zustand'
import type { ModelKey } from '../../shared/chat/message.ts'
import type { Failure } from '../../shared/failures.ts'
import { call } from '../api.ts'
import { putSentTurn, useConversations, writingTurn } from './conversations.ts'
import { draftOf, replaceDraft } from './drafts.ts'
import { chooseModel, chosenModel } from './model-choice.ts'
import { quoteDraft } from './quotes.ts'

type Shortfall = Extract<Failure, { kind: 'not-enough-credits' }>

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
async function sendText(conversationId: string, model: ModelKey, text: string): Promise<void> {
  if (getState().isSending || writingTurn(useConversations.getState())) return
  const sameAs = JSON.stringify([conversationId, model, text])
  const turnId = unanswered?.sameAs === sameAs ? unanswered.turnId : crypto.randomUUID()
  setState({ isSending: true, problem: null, doesNotFit: null })
  const result = await call('turn.send', { turnId, conversationId, model, text })
  unanswered = !result.ok && result.failure.kind === 'internal' ? { turnId, sameAs } : null
  setState({ isSending: false })
  if (result.ok) {
    putSentTurn(conversationId, result.value)
    if (draftOf(conversationId) === text) replaceDraft(conversationId, '')
    quoteDraft()
    return
  }
  const { failure } = result
  if (failure.kind === 'not-enough-credits') {
    setState({ doesNotFit: { shortfall: failure, model, text } })
  } else setState({ problem: failure })
}
