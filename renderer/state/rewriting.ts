import { create } from 'zustand'
import type { ModelKey, Turn } from '../../shared/chat/message.ts'
import { attachmentsOf, dropAttached } from './attachments.ts'
import { useConversations } from './conversations.ts'
import { keepDraft } from './drafts.ts'

/** A message that is being written anew. What is sent then is another version of its turn. */
export type Rewriting = {
  /** `edit`: the words are changed. `model`: the same words go to a model that is chosen now. */
  kind: 'edit' | 'model'
  conversationId: string
  /** The turn that another version is made of. */
  turnId: string
  /** What the new version comes after, as that turn does: goes along with questions and sends. */
  parentTurnId: string | null
  /** Who answered it. */
  model: ModelKey | null
  /** Its words stand among the drafts under this id. The conversation's own draft stays as it is. */
  draftId: string
}

type Rewritings = { byConversation: Readonly<Record<string, Rewriting>> }

const store = create<Rewritings>()(() => ({ byConversation: {} }))

const DRAFT_PREFIX = 'rewriting-'

/** What is being rewritten in the conversation on the screen. */
export function useRewriting(): Rewriting | null {
  const currentId = useConversations((state) => state.currentId)
  return store(({ byConversation }) => byConversation[currentId] ?? null)
}

/** Whether this turn of the conversation on the screen is being rewritten. */
export function useIsRewritten(turnId: string): boolean {
  return store(() => rewritingNow()?.turnId === turnId)
}

export function rewritingNow(): Rewriting | null {
  const { currentId } = useConversations.getState()
  return store.getState().byConversation[currentId] ?? null
}

/** Under which id the draft in the composer stands: the conversation's, or what is rewritten. */
export function useDraftId(): string {
  const currentId = useConversations((state) => state.currentId)
  return useRewriting()?.draftId ?? currentId
}

export function draftIdNow(): string {
  return rewritingNow()?.draftId ?? useConversations.getState().currentId
}

/** Whether this draft is of a message that is rewritten, and therefore not kept over a restart. */
export function isRewritingDraft(draftId: string): boolean {
  return draftId.startsWith(DRAFT_PREFIX)
}

/** The draft of the composer is this turn's from now on; its words are for the caller to put there. */
export function beginRewriting(kind: Rewriting['kind'], turn: Turn): Rewriting {
  endRewriting()
  const { currentId: conversationId } = useConversations.getState()
  const { turnId, parentTurnId } = turn
  const draftId = `${DRAFT_PREFIX}${turnId}`
  const { model } = turn.answer
  const rewriting = { kind, conversationId, turnId, parentTurnId, model, draftId }
  setRewriting(conversationId, rewriting)
  return rewriting
}

/** Goes back to the conversation's own draft: it was sent, or the person thought better of it. */
export function endRewriting(): void {
  const rewriting = rewritingNow()
  if (!rewriting) return
  const { conversationId, draftId } = rewriting
  setRewriting(conversationId, null)
  keepDraft(draftId, '')
  dropAttached(
    draftId,
    attachmentsOf(draftId).map(({ localId }) => localId),
  )
}

function setRewriting(conversationId: string, rewriting: Rewriting | null): void {
  const { [conversationId]: _, ...others } = store.getState().byConversation
  store.setState({
    byConversation: rewriting ? { ...others, [conversationId]: rewriting } : others,
  })
}
