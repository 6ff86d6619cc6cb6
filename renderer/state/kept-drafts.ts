import type { ConversationSummary } from '../../shared/chat/message.ts'
import type { Output } from '../../shared/ipc/contract.ts'
import { call } from '../api.ts'
import { resumeNewChat } from './conversations.ts'
import { draftTextOf, keepDraft, onDraftChanged } from './drafts.ts'
import { isRewritingDraft } from './rewriting.ts'

/** A draft is kept once nothing was typed for so long. */
const PAUSE_MS = 400
/** Who never pauses loses no more than this. */
const MOST_UNKEPT_MS = 5_000

const unkept = new Set<string>()
let lastTypedMs = 0
let firstTypedMs = 0
let isWaiting = false

/**
 * Takes up the drafts of the last run, and keeps each that changes from then on. One that belongs to
 * no conversation is that of the new chat.
 */
export function resumeDrafts(
  kept: Output<'drafts.read'>,
  stored: readonly Pick<ConversationSummary, 'conversationId'>[],
): void {
  const storedIds = new Set(stored.map(({ conversationId }) => conversationId))
  for (const { conversationId, text } of kept) {
    keepDraft(conversationId, text)
    if (!storedIds.has(conversationId)) resumeNewChat(conversationId)
  }
  onDraftChanged(keepSoon)
  // Later than this nobody answers the page any more.
  addEventListener('beforeunload', keepDraftsNow)
  document.addEventListener('visibilitychange', keepDraftsNow)
}

/** Keeps what has not been kept yet. */
export function keepDraftsNow(): void {
  for (const conversationId of unkept) {
    void call('drafts.keep', { conversationId, text: draftTextOf(conversationId) })
  }
  unkept.clear()
}

/** A key press sets at most one timer: it looks again later instead of being set anew each time. */
function keepSoon(conversationId: string): void {
  if (isRewritingDraft(conversationId)) return
  lastTypedMs = performance.now()
  if (unkept.size === 0) firstTypedMs = lastTypedMs
  unkept.add(conversationId)
  if (!isWaiting) wait(PAUSE_MS)
}

function wait(delayMs: number): void {
  isWaiting = true
  setTimeout(() => {
    isWaiting = false
    const nowMs = performance.now()
    const leftMs = lastTypedMs + PAUSE_MS - nowMs
    if (leftMs > 0 && nowMs < firstTypedMs + MOST_UNKEPT_MS) wait(leftMs)
    else keepDraftsNow()
  }, delayMs)
}
