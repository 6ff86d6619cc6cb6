import { create } from 'zustand'
import { listenTo } from '../api.ts'
import { useConversations, writingTurns } from './conversations.ts'
import { useScreen } from './screen.ts'

/** `new`: an answer ended that nobody has looked at yet. */
export type Activity = 'writing' | 'new'

const store = create<{ byConversation: Readonly<Record<string, Activity>> }>()(() => ({
  byConversation: {},
}))

/** Answers that are being written, with their conversations. */
const writing = new Map<string, string>()

/** What goes on in a conversation that the list should tell of. */
export function useActivity(conversationId: string): Activity | null {
  return store(({ byConversation }) => byConversation[conversationId] ?? null)
}

/** Follows every answer, wherever it is written. Once, at the start. */
export function followActivity(): void {
  listenTo('turn.piece', ({ turnId, conversationId }) => begin(turnId, conversationId))
  listenTo('turn.changed', ({ turn }) => {
    if (turn.answer.state !== 'writing') end(turn.turnId)
  })
  listenTo('turn.ended', ({ turn }) => end(turn.turnId))
  useConversations.subscribe((state) => {
    for (const { turnId } of writingTurns(state)) begin(turnId, state.currentId)
    lookAtCurrent()
  })
  useScreen.subscribe(lookAtCurrent)
  document.addEventListener('visibilitychange', lookAtCurrent)
}

function begin(turnId: string, conversationId: string): void {
  if (writing.has(turnId)) return
  writing.set(turnId, conversationId)
  put(conversationId, 'writing')
}

function end(turnId: string): void {
  const conversationId = writing.get(turnId)
  if (conversationId === undefined) return
  writing.delete(turnId)
  if ([...writing.values()].includes(conversationId)) return
  put(conversationId, isSeen(conversationId) ? null : 'new')
}

function lookAtCurrent(): void {
  const { currentId } = useConversations.getState()
  const isNew = store.getState().byConversation[currentId] === 'new'
  if (isNew && isSeen(currentId)) put(currentId, null)
}

function isSeen(conversationId: string): boolean {
  const isCurrent = useConversations.getState().currentId === conversationId
  return isCurrent && useScreen.getState().name === 'chat' && !document.hidden
}

function put(conversationId: string, activity: Activity | null): void {
  store.setState(({ byConversation }) => {
    const { [conversationId]: _, ...others } = byConversation
    return { byConversation: activity ? { ...others, [conversationId]: activity } : others }
  })
}
