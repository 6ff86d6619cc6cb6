import type { ConversationSummary } from '../../shared/chat/message.ts'
import { call } from '../api.ts'
import { say } from '../words/say.tsx'
import { announce } from './announcements.ts'
import {
  openConversation,
  putSummary,
  setSummaries,
  startNewChat,
  useConversations,
} from './conversations.ts'
import { findFolder } from './folders.ts'
import { notify } from './notices.ts'
import { creditsText } from './profile.ts'
import { quoteDraft } from './quotes.ts'

/** Reads the list anew, because much of it changed at once. */
export async function readSummaries(): Promise<void> {
  const summaries = await call('conversation.list', {})
  if (summaries.ok) setSummaries(summaries.value)
}

export async function renameConversation(
  { conversationId, title }: ConversationSummary,
  typed: string,
): Promise<void> {
  if (typed.trim() === '' || typed === title) return
  const renamed = await call('conversation.rename', { conversationId, title: typed })
  if (!renamed.ok) return
  putSummary(renamed.value)
  announce(say('row.renamed', { title: renamed.value.title }))
}

export async function pinConversation(
  { conversationId, title }: ConversationSummary,
  isPinned: boolean,
): Promise<void> {
  const pinned = await call('conversation.setPinned', { conversationId, isPinned })
  if (!pinned.ok) return
  putSummary(pinned.value)
  announce(say(isPinned ? 'row.pinned' : 'row.unpinned', { title }))
}

export async function moveConversation(
  { conversationId, title }: Pick<ConversationSummary, 'conversationId' | 'title'>,
  folderId: string | null,
): Promise<void> {
  const moved = await call('conversation.move', { conversationId, folderId })
  if (!moved.ok) return
  putSummary(moved.value)
  const folder = findFolder(folderId)?.name
  announce(folder ? say('row.moved', { title, folder }) : say('row.moved-out', { title }))
}

/** Deletes it, with a way back for as long as the notice stands. */
export async function removeConversation(summary: ConversationSummary): Promise<void> {
  const { conversationId, title, spentNanoUsd } = summary
  const isShown = useConversations.getState().currentId === conversationId
  const removed = await call('conversation.remove', { conversationId })
  if (!removed.ok) return
  dropSummary(conversationId)
  const text =
    spentNanoUsd > 0
      ? say('row.deleted', { title, credits: creditsText(spentNanoUsd) })
      : say('row.deleted-free', { title })
  notify(text, {
    action: { label: say('row.undo'), run: () => void bringBack(conversationId, isShown) },
  })
}

/** It was deleted, here or elsewhere. What was open of it gives way to a new chat. */
export function dropSummary(conversationId: string): void {
  useConversations.setState(({ summaries }) => ({
    summaries: summaries.filter((summary) => summary.conversationId !== conversationId),
  }))
  if (useConversations.getState().currentId !== conversationId) return
  startNewChat()
  quoteDraft()
}

async function bringBack(conversationId: string, isShown: boolean): Promise<void> {
  const back = await call('conversation.bringBack', { conversationId })
  if (!back.ok) return
  putSummary(back.value)
  if (isShown) await openConversation(conversationId)
}
