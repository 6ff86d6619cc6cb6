import { create } from 'zustand'
import type { ModelKey, Turn } from '../../shared/chat/message.ts'
import type { Input } from '../../shared/ipc/contract.ts'
import { call } from '../api.ts'
import { say } from '../words/say.tsx'
import { announce } from './announcements.ts'
import type { Refusal } from './bounds.ts'
import { optionsOf } from './chat-options.ts'
import {
  comparedModels,
  MIN_COMPARED,
  mustKeepFirst,
  setCompared,
  stopComparing,
} from './comparing.ts'
import { putConversation, useConversations, writingTurn } from './conversations.ts'
import { askAboutDate } from './date-question.ts'
import { folderBegunIn } from './folders.ts'
import { type Draft, draftOf, isEmptyDraft } from './drafts.ts'
import { goToMessage } from './go.ts'
import { chooseModel, putRecent } from './model-choice.ts'
import { quoteDraft } from './quotes.ts'
import { setGoal } from './reading-place.ts'
import { draftIdNow } from './rewriting.ts'
import { type Agreed, dropSent, placeNow, refusalOf, sendDraft, useSending } from './sending.ts'
import { tellFailure } from './tell-failure.ts'
import { putComparedTurns, takeWaiting } from './turn-news.ts'

/** A comparison that was not sent because its sum does not fit, or is above a limit. */
export type ComparedMisfit = { why: Refusal; toSend: ComparisonToSend }

type ComparisonToSend = Pick<Input<'turn.compare'>, 'conversationId' | 'parentTurnId'> & {
  models: readonly ModelKey[]
  draft: Draft
}

const store = create<{ misfit: ComparedMisfit | null }>()(() => ({ misfit: null }))

/** What does not fit, while its offers are on the screen. */
export function useComparedMisfit(): ComparedMisfit | null {
  return store(({ misfit }) => misfit)
}

export function closeComparedOffers(): void {
  store.setState({ misfit: null })
}

/** A send that may or may not have arrived. Sending the same again is the same comparison. */
let unanswered: { comparisonId: string; turnIds: string[]; sameAs: string } | null = null

/** Sends what is written: to the models that are compared, or to the one chosen. */
export async function sendWritten(): Promise<void> {
  const { currentId: conversationId } = useConversations.getState()
  if (mustKeepFirst()) return
  const models = comparedModels()
  if (!models) return sendDraft()
  const draft = draftOf(draftIdNow())
  if (models.length < MIN_COMPARED || isEmptyDraft(draft)) return
  await sendComparison({ conversationId, models, draft, ...placeNow() })
}

/** Sends what did not fit to fewer models; to a single one as any other turn. */
export async function sendToFewer(models: readonly ModelKey[]): Promise<void> {
  const { misfit } = store.getState()
  const [only, ...others] = models
  if (!misfit || !only) return
  closeComparedOffers()
  if (others.length > 0) {
    setCompared(models)
    return sendComparison({ ...misfit.toSend, models })
  }
  stopComparing()
  chooseModel(only)
  await sendDraft()
}

/** Sends what did not fit once more: it fits by now, or it was agreed to. */
export async function sendComparedAnyway(agreed: Agreed = {}): Promise<void> {
  const { misfit } = store.getState()
  if (!misfit) return
  closeComparedOffers()
  await sendComparison(misfit.toSend, agreed)
}

/** The draft goes only once the comparison was taken. */
async function sendComparison(toSend: ComparisonToSend, agreed: Agreed = {}): Promise<void> {
  const { isStored } = useConversations.getState()
  if (useSending.getState().isSending || writingTurn(useConversations.getState())) return
  const { draft, models, conversationId, ...place } = toSend
  const sameAs = JSON.stringify([toSend, agreed])
  const { comparisonId, turnIds } =
    unanswered?.sameAs === sameAs
      ? unanswered
      : { comparisonId: crypto.randomUUID(), turnIds: models.map(() => crypto.randomUUID()) }
  useSending.setState({ isSending: true, problem: null })
  const result = await call('turn.compare', {
    comparisonId,
    conversationId,
    ...place,
    turns: models.map((model, index) => ({ turnId: turnIds[index] ?? '', model })),
    text: draft.text,
    ...agreed,
    ...(draft.attachments.length > 0 && { attachments: [...draft.attachments] }),
    ...(!isStored && {
      options: optionsOf(conversationId),
      folderId: folderBegunIn(conversationId),
    }),
  })
  const mayHaveArrived = !result.ok && result.failure.kind === 'internal'
  unanswered = mayHaveArrived ? { comparisonId, turnIds, sameAs } : null
  useSending.setState({ isSending: false })
  if (result.ok) {
    putComparedTurns(conversationId, result.value)
    dropSent(conversationId, draft)
    for (const model of models.toReversed()) putRecent(model)
    quoteDraft()
    return
  }
  const { failure } = result
  const why = refusalOf(failure, models)
  if (why) store.setState({ misfit: { why, toSend } })
  else if (failure.kind === 'clock-jumped') {
    askAboutDate(failure, () => sendComparison(toSend, agreed))
  } else useSending.setState({ problem: failure })
}

/** Goes on from one answer; the others stay as versions of it. */
export async function keepAnswer({ turnId, answer }: Turn): Promise<void> {
  const others = (useConversations.getState().comparing?.length ?? 1) - 1
  const result = await call('conversation.keepAnswer', { turnId })
  if (!result.ok) return tellFailure(result.failure)
  if (answer.model) chooseModel(answer.model)
  if (result.value.conversationId !== useConversations.getState().currentId) return
  stopComparing()
  setGoal({ kind: 'end' })
  putConversation(result.value)
  takeWaiting()
  quoteDraft()
  announce(say('compare.kept', { model: answer.modelName, others }))
  goToMessage()
}
