import { create } from 'zustand'
import type { ModelKey, Turn } from '../../shared/chat/message.ts'
import { type Part, textOf } from '../../shared/chat/part.ts'
import type { Failure } from '../../shared/failures.ts'
import type { DraftAttachment, Input } from '../../shared/ipc/contract.ts'
import type { Budget } from '../../shared/ipc/shapes.ts'
import { done, type Result } from '../../shared/result.ts'
import { call } from '../api.ts'
import { keepText } from './attach.ts'
import { attachmentsOf, dropAttached } from './attachments.ts'
import type { Refusal } from './bounds.ts'
import { currentBudget } from './budget.ts'
import { changeOptions } from './change-options.ts'
import { optionsOf } from './chat-options.ts'
import { useConversations, writingTurn, writingTurns } from './conversations.ts'
import { askAboutDate } from './date-question.ts'
import { folderBegunIn } from './folders.ts'
import { type Draft, draftOf, draftTextOf, isEmptyDraft, replaceDraft } from './drafts.ts'
import { chooseModel, chosenModel, putRecent } from './model-choice.ts'
import { quoteDraft, quoteOf } from './quotes.ts'
import { draftIdNow, endRewriting, rewritingNow } from './rewriting.ts'
import { putSentTurn, stopTurn } from './turn-news.ts'

export type Shortfall = Extract<Failure, { kind: 'not-enough-credits' }>
/** More than a model can read, as counted here or as its provider said. */
export type TooLong = Extract<
  Failure,
  { kind: 'too-long-for-model' | 'context-too-long' | 'request-too-large' }
>

/** A turn that was not sent because it does not fit the budget, a limit or the model, and why. */
export type Misfit = { why: Refusal | TooLong; model: ModelKey; draft: Draft } & Place

/** What a turn comes after, where that is not the last turn; null: it is a first one. */
type Place = Pick<Input<'turn.send'>, 'parentTurnId'>

/** Another way to send the same words. */
export type Way =
  | { kind: 'model'; model: ModelKey }
  /** As it is, with what the person agreed to. */
  | ({ kind: 'agreed' } & Agreed)
  /** The same model; its answer may be no longer than this. */
  | { kind: 'shorter'; maxOutputTokens: number }
  /** The same model, without so many of the oldest turns from now on. */
  | { kind: 'trimmed'; leftOutTurns: number }

/** What a person was asked about and agreed to, for one turn or one comparison. */
export type Agreed = Pick<Input<'turn.send'>, 'allowedNanoUsd' | 'agreedNanoUsd'>

type Sending = {
  isSending: boolean
  /** Why the last turn was not sent; shown above the composer until something is typed or sent. */
  problem: Failure | null
  /** The turn that did not fit, while its offers are on the screen. */
  misfit: Misfit | null
}

export const useSending = create<Sending>()(() => ({
  isSending: false,
  problem: null,
  misfit: null,
}))

const { getState, setState } = useSending

/** A send that may or may not have arrived. Sending the same again is the same turn. */
let unanswered: { turnId: string; sameAs: string } | null = null

/** Sends the draft to the model chosen; one that was written anew becomes a version of its turn. */
export async function sendDraft(): Promise<void> {
  const { currentId: conversationId } = useConversations.getState()
  const draft = draftOf(draftIdNow())
  const model = chosenModel()?.key
  if (!model || isEmptyDraft(draft)) return
  await sendTurn({ conversationId, model, draft, ...placeNow() })
}

/** Where the draft of now would go. */
export function placeNow(): Place {
  const rewriting = rewritingNow()
  return rewriting ? { parentTurnId: rewriting.parentTurnId } : {}
}

/** Sends the turn that did not fit in a way that does. */
export async function sendOffered(way: Way): Promise<void> {
  const { misfit } = getState()
  if (!misfit) return
  const { currentId: conversationId } = useConversations.getState()
  const { why: _, ...unsent } = misfit
  const turn = { conversationId, ...unsent }
  switch (way.kind) {
    case 'model':
      chooseModel(way.model)
      return sendTurn({ ...turn, model: way.model })
    case 'agreed': {
      const { kind: _kind, ...agreed } = way
      return sendTurn({ ...turn, ...agreed })
    }
    case 'shorter':
      return sendTurn({ ...turn, maxOutputTokens: way.maxOutputTokens })
    case 'trimmed': {
      const problem = await changeOptions({ leftOutTurns: way.leftOutTurns })
      if (problem) return setState({ misfit: null, problem })
      return sendTurn(turn)
    }
  }
}

/**
 * Sends the message of a turn once more, as another version of that turn: to the model that is
 * chosen now, or to the one given.
 */
export async function sendAgain(turn: Turn, model?: ModelKey): Promise<void> {
  const to = model ?? chosenModel()?.key ?? turn.answer.model
  if (!to) return
  const { currentId: conversationId } = useConversations.getState()
  const draft = await draftFrom(turn.user.parts)
  if (!draft.ok) return setState({ problem: draft.failure })
  const { parentTurnId } = turn
  await sendTurn({ conversationId, model: to, draft: draft.value, parentTurnId })
}

export function forgetProblem(): void {
  if (getState().problem) setState({ problem: null })
}

/** Shows what fits for a turn that does not, before it was tried or after it was refused. */
export function offerWays(misfit: Misfit): void {
  setState({ misfit })
}

/** Shows what fits for a message that was sent and did not fit. */
export async function offerWaysAgain(
  { user, parentTurnId }: Turn,
  misfit: Pick<Misfit, 'why' | 'model'>,
): Promise<void> {
  const draft = await draftFrom(user.parts)
  if (draft.ok) setState({ misfit: { ...misfit, draft: draft.value, parentTurnId } })
  else setState({ problem: draft.failure })
}

export function closeOffers(): void {
  setState({ misfit: null })
}

export async function stopWriting(): Promise<void> {
  const turns = writingTurns(useConversations.getState())
  await Promise.all(turns.map(({ turnId }) => stopTurn(turnId)))
}

/** A message that was sent, as it would be written again. */
async function draftFrom(parts: readonly Part[]): Promise<Result<Draft>> {
  const attachments: DraftAttachment[] = []
  for (const part of parts) {
    if (part.type === 'image') {
      attachments.push({ type: 'image', attachmentId: part.attachmentId, name: part.name })
    } else if (part.type === 'file') {
      const kept = await keepText(part.name, part.text)
      if (!kept.ok) return kept
      attachments.push(kept.value)
    }
  }
  return done({ text: textOf(parts), attachments })
}

export function isTooLong(failure: Failure): failure is TooLong {
  const { kind } = failure
  return (
    kind === 'too-long-for-model' || kind === 'context-too-long' || kind === 'request-too-large'
  )
}

type ToSend = Pick<
  Input<'turn.send'>,
  'conversationId' | 'model' | 'parentTurnId' | 'maxOutputTokens'
> &
  Agreed & { draft: Draft }

/** The draft goes only once the turn was taken, and only if it is still what was sent. */
async function sendTurn({ draft, ...turn }: ToSend): Promise<void> {
  if (getState().isSending || writingTurn(useConversations.getState())) return
  const { conversationId, model } = turn
  const { isStored } = useConversations.getState()
  const sameAs = JSON.stringify([turn, draft])
  const turnId = unanswered?.sameAs === sameAs ? unanswered.turnId : crypto.randomUUID()
  setState({ isSending: true, problem: null, misfit: null })
  const result = await call('turn.send', {
    turnId,
    ...turn,
    text: draft.text,
    ...(draft.attachments.length > 0 && { attachments: [...draft.attachments] }),
    ...(!isStored && {
      options: optionsOf(conversationId),
      folderId: folderBegunIn(conversationId),
    }),
  })
  unanswered = !result.ok && result.failure.kind === 'internal' ? { turnId, sameAs } : null
  setState({ isSending: false })
  if (result.ok) {
    putSentTurn(conversationId, result.value)
    dropSent(conversationId, draft)
    putRecent(model)
    quoteDraft()
    return
  }
  const { failure } = result
  const why = isTooLong(failure) ? failure : refusalOf(failure, [model])
  if (why) setState({ misfit: { why, model, draft, ...placeOf(turn) } })
  else if (failure.kind === 'clock-jumped') {
    askAboutDate(failure, () => sendTurn({ draft, ...turn }))
  } else setState({ problem: failure })
}

function placeOf({ parentTurnId }: Place): Place {
  return parentTurnId === undefined ? {} : { parentTurnId }
}

/** What was sent is no draft any more, unless it was changed meanwhile. */
export function dropSent(conversationId: string, sent: Draft): void {
  const draftId = draftIdNow()
  const { text, attachments } = draftOf(draftId)
  const isWhole = text === sent.text && attachments.every((one) => sent.attachments.includes(one))
  if (rewritingNow()?.conversationId === conversationId && isWhole) return endRewriting()
  const localIds = attachmentsOf(conversationId)
    .filter(({ attachment }) => sent.attachments.includes(attachment))
    .map(({ localId }) => localId)
  dropAttached(conversationId, localIds)
  if (draftTextOf(conversationId) === sent.text) replaceDraft(conversationId, '')
}

/** What can be answered with offers. Over budget it is so where the person wants to be asked. */
export function refusalOf(failure: Failure, models: readonly ModelKey[]): Refusal | null {
  switch (failure.kind) {
    case 'not-enough-credits':
    case 'envelope-short':
    case 'above-turn-limit':
      return failure
    case 'over-budget': {
      const budget = currentBudget()
      const ceilings = models.map((model) => quoteOf(model)?.ceilingNanoUsd ?? null)
      const neededNanoUsd = ceilings.reduce<number | null>(
        (sum, one) => (sum === null || one === null ? null : sum + one),
        0,
      )
      if (budget?.mode !== 'ask' || neededNanoUsd === null) return null
      return shortfallFrom(budget, neededNanoUsd)
    }
    default:
      return null
  }
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
