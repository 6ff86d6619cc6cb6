import { call } from '../api.ts'
import { putConversation, readTurns, showTurns, useConversations } from './conversations.ts'
import { setGoal } from './reading-place.ts'
import { takeWaiting } from './turn-news.ts'
import { addEarlier, addLater } from './turn-window.ts'

const { getState } = useConversations

let isLoading = false

/** Loads a page of the turns above those on the screen, or below. Does nothing where there is none. */
export async function loadPage(direction: 'before' | 'after'): Promise<void> {
  const { currentId: conversationId, turns, hasEarlier, hasLater } = getState()
  const edge = direction === 'before' ? turns?.[0] : turns?.at(-1)
  const hasMore = direction === 'before' ? hasEarlier : hasLater
  if (!edge || !hasMore || isLoading) return
  isLoading = true
  const { turnId } = edge
  const result = await call('conversation.page', { conversationId, turnId, direction })
  isLoading = false
  const state = getState()
  const now = direction === 'before' ? state.turns?.[0] : state.turns?.at(-1)
  // Another conversation or another version is on the screen by now.
  if (!result.ok || !state.turns || now?.turnId !== turnId) return
  const window = { ...state, turns: state.turns }
  showTurns((direction === 'before' ? addEarlier : addLater)(window, result.value))
  takeWaiting()
}

/** Goes to the newest turn, which need not be loaded. */
export async function goToEnd(): Promise<void> {
  setGoal({ kind: 'end' })
  if (!getState().hasLater) return
  await readTurns()
  takeWaiting()
}

/** Goes to the first turn, which need not be loaded. */
export async function goToStart(): Promise<void> {
  const { currentId: conversationId, hasEarlier } = getState()
  if (hasEarlier) {
    const result = await call('conversation.open', { conversationId, isAtStart: true })
    if (!result.ok || getState().currentId !== conversationId) return
    putConversation(result.value)
    takeWaiting()
  }
  setGoal({ kind: 'start' })
}
