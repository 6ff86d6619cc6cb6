import { create } from 'zustand'
import type { Conversation, ConversationSummary, Turn } from '../../shared/chat/message.ts'
import type { Failure } from '../../shared/failures.ts'
import { call } from '../api.ts'
import { putOptions } from './chat-options.ts'
import { placeIn, setGoal } from './reading-place.ts'

/** The list of conversations, and what is loaded of the one on the screen. */
export type Conversations = {
  summaries: ConversationSummary[]
  currentId: string
  /** False for a new chat that nothing was sent in yet. */
  isStored: boolean
  /** Turns that follow one another, not all there are. Null while the main process reads them. */
  turns: Turn[] | null
  /** Whether there are turns above and below these. */
  hasEarlier: boolean
  hasLater: boolean
  /** What stands side by side at the end, until one of them is kept. Not among `turns`. */
  comparing: Turn[] | null
  /** Answers being written that are not on the screen: other versions are, or other pages. */
  unseen: Turn[]
  failure: Failure | null
  /** What the answers being written have cost so far, by turn id. */
  spentSoFarNanoUsd: Record<string, number>
}

/** Of a conversation without turns. */
const empty = { turns: [], hasEarlier: false, hasLater: false, comparing: null, unseen: [] }

const firstId = crypto.randomUUID()

export const useConversations = create<Conversations>()(() => ({
  ...empty,
  summaries: [],
  currentId: firstId,
  isStored: false,
  failure: null,
  spentSoFarNanoUsd: {},
}))

const { getState, setState } = useConversations

/** The new chat that was left before its first turn; coming back finds its draft. */
let unsentId: string = firstId

export function setSummaries(summaries: ConversationSummary[]): void {
  setState({ summaries: newestFirst(summaries) })
}

export function putSummary(summary: ConversationSummary): void {
  const others = getState().summaries.filter(
    ({ conversationId }) => conversationId !== summary.conversationId,
  )
  setState({ summaries: newestFirst([summary, ...others]) })
}

export function currentSummary(state: Conversations): ConversationSummary | null {
  return state.summaries.find(({ conversationId }) => conversationId === state.currentId) ?? null
}

/** Every answer of this conversation that is being written, also those that are not shown. */
export function writingTurns({ turns, comparing, unseen }: Conversations): Turn[] {
  return [...(turns ?? []), ...(comparing ?? []), ...unseen].filter(isWriting)
}

export function writingTurn(state: Conversations): Turn | null {
  return writingTurns(state).at(-1) ?? null
}

/** A turn that is on the screen. */
export function shownTurn({ turns, comparing }: Conversations, id: string): Turn | null {
  const isIt = ({ turnId }: Turn): boolean => turnId === id
  return turns?.find(isIt) ?? comparing?.find(isIt) ?? null
}

/** Before the first screen: the new chat that the last run left before its first turn. */
export function resumeNewChat(conversationId: string): void {
  unsentId = conversationId
  setState({ currentId: conversationId })
}

export function startNewChat(): void {
  if (getState().summaries.some(({ conversationId }) => conversationId === unsentId)) {
    unsentId = crypto.randomUUID()
  }
  setState({ ...empty, currentId: unsentId, isStored: false, failure: null })
}

/** A first turn was sent in the new chat: the next new chat is another. */
export function becomeStored(conversationId: string): void {
  if (conversationId === unsentId) unsentId = crypto.randomUUID()
  setState({ isStored: true })
}

/**
 * Opens a conversation where it was left, or at the question or the answer of one of its turns, of
 * which that version is shown from then on.
 */
export async function openConversation(
  conversationId: string,
  turnId?: string,
  role: 'user' | 'assistant' = 'user',
): Promise<void> {
  const state = getState()
  if (state.currentId === conversationId && state.turns && !state.failure) {
    if (turnId === undefined) return
    if (shownTurn(state, turnId)) return setGoal({ kind: 'turn', turnId, role })
  }
  const place = placeIn(conversationId)
  setState({ ...empty, currentId: conversationId, isStored: true, turns: null, failure: null })
  if (turnId !== undefined) setGoal({ kind: 'turn', turnId, role })
  else setGoal(place ? { kind: 'place', ...place } : { kind: 'end' })
  await readTurns(turnId ?? place?.turnId)
}

/** Only what was asked for last is shown. */
let reads = 0

/** Reads the conversation on the screen: its last turns, or those around one. */
export async function readTurns(atTurnId?: string): Promise<void> {
  const conversationId = getState().currentId
  reads += 1
  const read = reads
  const result = await call('conversation.open', {
    conversationId,
    ...(atTurnId !== undefined && { atTurnId }),
  })
  if (getState().currentId !== conversationId || read !== reads) return
  if (result.ok) putConversation(result.value)
  else setState({ failure: result.failure })
}

/** Shows what was read of a conversation in the place of what was shown of it. */
export function putConversation(read: Conversation): void {
  const { turns, hasEarlier, hasLater, comparing, options, turnCount: _, ...summary } = read
  putSummary(summary)
  putOptions(summary.conversationId, options)
  if (summary.conversationId !== getState().currentId) return
  setState({ failure: null })
  showTurns({ turns, hasEarlier, hasLater, comparing })
}

/** Replaces what is on the screen. What is still written and no longer there is kept in mind. */
export function showTurns(
  shown: Partial<Pick<Conversations, 'turns' | 'hasEarlier' | 'hasLater' | 'comparing'>>,
): void {
  const before = getState()
  const after = { ...before, ...shown }
  const unseen = writingTurns(before).filter(({ turnId }) => !shownTurn(after, turnId))
  setState({ ...shown, unseen })
}

function isWriting({ answer }: Turn): boolean {
  return answer.state === 'writing'
}

function newestFirst(summaries: ConversationSummary[]): ConversationSummary[] {
  return summaries.toSorted((one, other) => other.updatedAtMs - one.updatedAtMs)
}
