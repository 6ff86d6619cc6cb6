import type { Turn } from '../../shared/chat/message.ts'
import { call } from '../api.ts'
import { say } from '../words/say.tsx'
import { announce } from './announcements.ts'
import {
  currentSummary,
  openConversation,
  putConversation,
  shownTurn,
  useConversations,
} from './conversations.ts'
import { notify } from './notices.ts'
import { quoteDraft } from './quotes.ts'
import { type Place, setGoal } from './reading-place.ts'
import { tellFailure } from './tell-failure.ts'
import { takeWaiting } from './turn-news.ts'

/** Which version of its turn this is, from 1, and of how many. */
export function versionOf({ turnId, versionIds }: Turn): { number: number; count: number } {
  return { number: versionIds.indexOf(turnId) + 1, count: versionIds.length }
}

/**
 * Shows the version before (-1) or after (1) this one, with what follows it, in the place on the
 * screen where this one stands.
 */
export async function stepVersion(
  turn: Turn,
  step: -1 | 1,
  place: Omit<Place, 'turnId'>,
): Promise<void> {
  const turnId = turn.versionIds[turn.versionIds.indexOf(turn.turnId) + step]
  if (turnId === undefined) return
  const result = await call('conversation.showVersion', { turnId })
  if (!result.ok) return tellFailure(result.failure)
  if (result.value.conversationId !== useConversations.getState().currentId) return
  setGoal({ kind: 'place', turnId, ...place })
  putConversation(result.value)
  takeWaiting()
  quoteDraft()
  const shown = shownTurn(useConversations.getState(), turnId)
  if (!shown) return
  const model = shown.answer.modelName
  const words = model === '' ? 'versions.shown-nobody' : 'versions.shown'
  announce(say(words, { ...versionOf(shown), model }))
}

/** A new conversation that begins with all that leads to this turn, and goes its own way. */
export async function branchFrom({ turnId }: Turn): Promise<void> {
  const from = currentSummary(useConversations.getState())
  if (!from) return
  const conversationId = crypto.randomUUID()
  const title = say('branch.title', { title: from.title })
  const result = await call('conversation.branch', { turnId, conversationId, title })
  if (!result.ok) return tellFailure(result.failure)
  await openConversation(conversationId)
  notify(say('branch.opened', { title: from.title }))
}
