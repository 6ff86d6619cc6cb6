import { create } from 'zustand'
import { type ModelKey, modelKeyText } from '../../shared/chat/message.ts'
import type { Failure } from '../../shared/failures.ts'
import type {
  ConversationSpent,
  SavingAttachment,
  Savings,
  SavingSummary,
  Summarised,
} from '../../shared/ipc/shapes.ts'
import { call } from '../api.ts'
import { say } from '../words/say.tsx'
import { announce } from './announcements.ts'
import { attachmentsOf, dropAttached, putAttached } from './attachments.ts'
import { findModel } from './catalog.ts'
import { optionsOf, putOptions } from './chat-options.ts'
import { currentSummary, startNewChat, useConversations } from './conversations.ts'
import { draftTextOf, keepDraft, replaceDraft } from './drafts.ts'
import { beginIn } from './folders.ts'
import { goToMessage } from './go.ts'
import { chooseModel, chosenModel } from './model-choice.ts'
import { notify } from './notices.ts'
import { creditsText } from './profile.ts'
import { draftQuestion, quoteDraft } from './quotes.ts'
import { draftIdNow, endRewriting, rewritingNow } from './rewriting.ts'
import { leaveList } from './screen.ts'
import { tellFailure } from './tell-failure.ts'

/** A summary that is being written; what it is of, and by whom. */
export type Writing = { summaryId: string; modelName: string; turnCount: number }

type Summarising = {
  byConversation: Readonly<Record<string, Writing>>
  /** Why the last one was not begun, by conversation. */
  failures: Readonly<Record<string, Failure>>
}

const store = create<Summarising>()(() => ({ byConversation: {}, failures: {} }))

const { getState, setState } = store

export function useWriting(conversationId: string): Writing | null {
  return store(({ byConversation }) => byConversation[conversationId] ?? null)
}

export function useSummaryFailure(conversationId: string): Failure | null {
  return store(({ failures }) => failures[conversationId] ?? null)
}

/** What the conversation on the screen has cost; null where that cannot be read. */
export async function readSpent(): Promise<ConversationSpent | null> {
  const { currentId: conversationId } = useConversations.getState()
  const spent = await call('conversation.spent', { conversationId })
  return spent.ok ? spent.value : null
}

/** What its next turn costs with this model, and what would make it cheaper. */
export async function readSavings(model: ModelKey): Promise<Savings | null> {
  const read = await call('estimate.savings', { ...draftQuestion(), model })
  return read.ok ? read.value : null
}

/** Takes draft, folder, model and settings into a conversation that begins with nothing said. */
export function startAfresh(): void {
  const state = useConversations.getState()
  const { currentId } = state
  const folderId = currentSummary(state)?.folderId ?? null
  const model = chosenModel()?.key
  const options = { ...optionsOf(currentId), leftOutTurns: 0 }
  const draftId = draftIdNow()
  const text = draftTextOf(draftId)
  const attached = attachmentsOf(draftId)
  if (rewritingNow()) endRewriting()
  startNewChat()
  const { currentId: newId } = useConversations.getState()
  beginIn(newId, folderId)
  putOptions(newId, options)
  if (model) chooseModel(model)
  moveDraft(draftId, newId, text)
  for (const one of attached) putAttached(newId, one)
  dropAttached(
    draftId,
    attached.map(({ localId }) => localId),
  )
  leaveList()
  quoteDraft()
  goToMessage()
}

/** What waits in the new chat already stays before it. */
function moveDraft(fromId: string, toId: string, text: string): void {
  const waiting = draftTextOf(toId)
  keepDraft(fromId, '')
  replaceDraft(toId, waiting.trim() === '' ? text : [waiting, text].join('\n\n').trim())
}

/** Names an attachment instead of sending it, or sends it again. Returns why it could not be done. */
export async function dropAttachment(
  { turnId, place }: Pick<SavingAttachment, 'turnId' | 'place'>,
  isDropped: boolean,
): Promise<Failure | null> {
  const dropped = await call('conversation.dropAttachment', { turnId, place, isDropped })
  quoteDraft()
  return dropped.ok ? null : dropped.failure
}

/** Has the older turns summarised; says what came of it, wherever the person is by then. */
export async function summarise(
  { turnId, turnCount, models }: SavingSummary,
  model: ModelKey,
): Promise<void> {
  const { currentId: conversationId } = useConversations.getState()
  if (getState().byConversation[conversationId]) return
  const { parentTurnId } = draftQuestion()
  const summaryId = crypto.randomUUID()
  const modelName = findModel(model)?.name ?? model.modelId
  const offer = models.find(({ key }) => modelKeyText(key) === modelKeyText(model))
  putWriting(conversationId, { summaryId, modelName, turnCount })
  putFailure(conversationId, null)
  const result = await call('conversation.summarise', {
    summaryId,
    conversationId,
    ...(parentTurnId !== undefined && { parentTurnId }),
    turnId,
    model,
    agreedNanoUsd: offer?.expectedNanoUsd ?? 0,
  })
  putWriting(conversationId, null)
  if (result.ok) tellOutcome(result.value, modelName, turnCount)
  else putFailure(conversationId, result.failure)
  quoteDraft()
}

function tellOutcome({ outcome, spentNanoUsd }: Summarised, model: string, count: number): void {
  if (outcome === 'written') announce(say('summary.written', { count }))
  else if (spentNanoUsd === null) notify(say('summary.failed-open'))
  else notify(say(`summary.${outcome}`, { credits: creditsText(spentNanoUsd), model }))
}

export async function stopSummary(summaryId: string): Promise<void> {
  await call('conversation.stopSummary', { summaryId })
}

/** Sends the turns of a summary again, with a way back for as long as the notice stands. */
export async function sendTurnsAgain(summaryId: string): Promise<void> {
  if (!(await sendSummary(summaryId, false))) return
  notify(say('summary.undone'), {
    action: { label: say('summary.redo'), run: () => void sendSummary(summaryId, true) },
  })
}

async function sendSummary(summaryId: string, isSent: boolean): Promise<boolean> {
  const used = await call('conversation.useSummary', { summaryId, isSent })
  quoteDraft()
  if (!used.ok) tellFailure(used.failure)
  return used.ok
}

function putWriting(conversationId: string, writing: Writing | null): void {
  const { [conversationId]: _, ...others } = getState().byConversation
  setState({ byConversation: writing ? { ...others, [conversationId]: writing } : others })
}

function putFailure(conversationId: string, failure: Failure | null): void {
  const { [conversationId]: _, ...others } = getState().failures
  setState({ failures: failure ? { ...others, [conversationId]: failure } : others })
}
