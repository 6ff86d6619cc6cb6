import { create } from 'zustand'
import type { Conversation, ConversationSummary, Turn } from '../../shared/chat/message.ts'
import type { Failure } from '../../shared/failures.ts'
import { call } from '../api.ts'
import { putOptions } from './chat-options.ts'
import { applyPiece, type Piece, putTurn } from './turn-pieces.ts'

export type Conversations = {
  summaries: ConversationSummary[]
  currentId: string
  /** False for a new chat that nothing was sent in yet. */
  isStored: boolean
  /** Null while the main process reads them. */
  turns: Turn[] | null
  failure: Failure | null
  /** What the answers being written have cost so far, by turn id. */
  spentSoFarNanoUsd: Record<string, number>
}

const firstId = crypto.randomUUID()

export const useConversations = create<Conversations>()(() => ({
  summaries: [],
  currentId: firstId,
  isStored: false,
  turns: [],
  failure: null,
  spentSoFarNanoUsd: {},
}))

const { getState, setState } = useConversations

/** The new chat that was left before its first turn; coming back finds its draft. */
let unsentId: string = firstId
/** Pieces that came before what they continue. */
let waiting: Piece[] = []
let isReading = false

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

export function writingTurn({ turns }: Conversations): Turn | null {
  return turns?.findLast(({ answer }) => answer.state === 'writing') ?? null
}

/** Before the first screen: the new chat that the last run left before its first turn. */
export function resumeNewChat(conversationId: string): void {
  unsentId = conversationId
  setState({ currentId: conversationId })
}

export function startNewChat(): void {
  waiting = []
  isReading = false
  if (getState().summaries.some(({ conversationId }) => conversationId === unsentId)) {
    unsentId = crypto.randomUUID()
  }
  setState({ currentId: unsentId, isStored: false, turns: [], failure: null })
}

export async function openConversation(conversationId: string): Promise<void> {
  waiting = []
  setState({ currentId: conversationId, isStored: true, turns: null, failure: null })
  await readCurrent()
}

/** Shows a turn that was sent, unless news of it arrived before the answer to `turn.send` did. */
export function putSentTurn(conversationId: string, turn: Turn): void {
  const { currentId, turns } = getState()
  if (conversationId !== currentId || !turns) return
  const known = turns.find(({ turnId }) => turnId === turn.turnId)
  if (conversationId === unsentId) unsentId = crypto.randomUUID()
  setState({ isStored: true })
  if (known && (known.answer.state !== 'writing' || turn.answer.state === 'writing')) return
  setState({ turns: putTurn(turns, turn) })
  takeWaiting()
}

export function endTurn(conversationId: string, turn: Turn): void {
  const { currentId, turns, spentSoFarNanoUsd } = getState()
  const { [turn.turnId]: _, ...others } = spentSoFarNanoUsd
  waiting = waiting.filter(({ turnId }) => turnId !== turn.turnId)
  setState({
    spentSoFarNanoUsd: others,
    ...(conversationId === currentId && turns && { turns: putTurn(turns, turn) }),
  })
}

/** Replaces a turn that goes on: it waits to be tried again, or stopped and is still counted. */
export function changeTurn(conversationId: string, turn: Turn): void {
  const { currentId, turns, spentSoFarNanoUsd } = getState()
  const { [turn.turnId]: _, ...others } = spentSoFarNanoUsd
  if (turn.answer.retry || turn.answer.state !== 'writing') setState({ spentSoFarNanoUsd: others })
  if (conversationId !== currentId || !turns) return
  setState({ turns: putTurn(turns, turn) })
  takeWaiting()
}

export function takePiece(piece: Piece): void {
  const { currentId, turns } = getState()
  if (piece.conversationId !== currentId) return
  const turn = turns?.find(({ turnId }) => turnId === piece.turnId)
  if (!turns || !turn || isReading) {
    waiting.push(piece)
    return
  }
  if (turn.answer.state !== 'writing') return
  const outcome = applyPiece(turn, piece)
  if (outcome.kind === 'gap') {
    waiting.push(piece)
    void readCurrent()
    return
  }
  setState(({ spentSoFarNanoUsd }) => ({
    spentSoFarNanoUsd: { ...spentSoFarNanoUsd, [piece.turnId]: piece.spentSoFarNanoUsd },
    ...(outcome.kind === 'applied' && { turns: putTurn(turns, outcome.turn) }),
  }))
}

/** Reads the conversation on the screen anew; pieces that come meanwhile wait. */
async function readCurrent(): Promise<void> {
  const conversationId = getState().currentId
  isReading = true
  const result = await call('conversation.open', { conversationId })
  if (getState().currentId !== conversationId) return
  isReading = false
  if (result.ok) showConversation(result.value)
  else setState({ failure: result.failure })
}

function showConversation({ turns, options, ...summary }: Conversation): void {
  putSummary(summary)
  putOptions(summary.conversationId, options)
  setState({ turns, failure: null })
  takeWaiting()
}

function takeWaiting(): void {
  const pieces = waiting
  waiting = []
  for (const piece of pieces) takePiece(piece)
}

function newestFirst(summaries: ConversationSummary[]): ConversationSummary[] {
  return summaries.toSorted((one, other) => other.updatedAtMs - one.updatedAtMs)
}
