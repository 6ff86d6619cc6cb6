import type { ConversationSummary } from '../../shared/chat/message.ts'
import { onOneLine } from '../../shared/chat/title.ts'
import { done, failed, type Result } from '../../shared/result.ts'
import type { TurnsOptions } from './options.ts'
import { openPurge } from './purge.ts'

/** How long a deleted conversation can be brought back. */
const BRING_BACK_MS = 10 * 60 * 1_000

/** What an earlier run left deleted goes once the first screen stands. */
const PURGE_AFTER_START_MS = 20_000

/** How long to wait for an answer that is still read for its cost. */
const LOOK_AGAIN_MS = 60_000

type HousekeepingOptions = {
  summaryOf: (conversationId: string) => ConversationSummary | null
  /** Stops every answer that is written in it; each has its ending soon after. */
  stop: (conversationId: string) => void
  /** Whether something is still under way in it. */
  isBusy: (conversationId: string) => boolean
}

/** Conversations as a person keeps them: named, pinned, in folders, and deleted with a way back. */
export function openHousekeeping(
  options: Pick<TurnsOptions, 'storage' | 'tell' | 'nowMs' | 'after' | 'report'>,
  { summaryOf, stop, isBusy }: HousekeepingOptions,
) {
  const { storage, tell, nowMs, after } = options
  const { arrangement } = storage
  const purge = openPurge(options)
  /** Those deleted in this run that can still be brought back, and until when. */
  const kept = new Map<string, number>()
  let isClosed = false
  let cancel = (): void => {}
  purgeIn(PURGE_AFTER_START_MS)

  /** Tells of what was changed, and answers with it. */
  function changed(conversationId: string, isDone: boolean): Result<ConversationSummary> {
    const summary = isDone ? summaryOf(conversationId) : null
    if (!summary) return failed({ kind: 'unknown-conversation' })
    tell('conversation.changed', summary)
    return done(summary)
  }

  function purgeIn(delayMs: number): void {
    cancel()
    cancel = after(delayMs, () => {
      try {
        if (!isClosed) purgeDue()
      } catch (error) {
        // A disk that refuses now may not later; nothing that is deleted is shown meanwhile.
        options.report(error)
        purgeIn(LOOK_AGAIN_MS)
      }
    })
  }

  /** One conversation that is due, then the next; images that nobody uses any more at the end. */
  function purgeDue(): void {
    const dueInMs = (id: string): number => Math.max(0, (kept.get(id) ?? 0) - nowMs())
    const removed = arrangement.removed()
    const due = removed.find((id) => dueInMs(id) === 0 && !isBusy(id))
    if (due !== undefined) {
      kept.delete(due)
      purge.start(due, () => purgeIn(0))
      return
    }
    purge.sweepAttachments()
    if (removed.length > 0) {
      purgeIn(Math.min(...removed.map((id) => dueInMs(id) || LOOK_AGAIN_MS)))
    }
  }

  return {
    calls: {
      rename(conversationId: string, typed: string): Result<ConversationSummary> {
        const title = onOneLine(typed)
        if (title === '') return changed(conversationId, true)
        return changed(conversationId, arrangement.rename(conversationId, title))
      },
      setPinned: (conversationId: string, isPinned: boolean): Result<ConversationSummary> =>
        changed(conversationId, arrangement.pin(conversationId, isPinned ? nowMs() : null)),
      move(conversationId: string, folderId: string | null): Result<ConversationSummary> {
        if (folderId !== null && !storage.folders.has(folderId)) {
          return failed({ kind: 'unknown-folder' })
        }
        return changed(conversationId, arrangement.move(conversationId, folderId))
      },
      /** It is gone from every list at once; an answer that is written in it is stopped and settled. */
      remove(conversationId: string): Result<void> {
        if (!arrangement.remove(conversationId, nowMs())) {
          return failed({ kind: 'unknown-conversation' })
        }
        stop(conversationId)
        kept.set(conversationId, nowMs() + BRING_BACK_MS)
        purgeIn(Math.min(...kept.values()) - nowMs())
        tell('conversation.removed', { conversationId })
        return done(undefined)
      },
      bringBack(conversationId: string): Result<ConversationSummary> {
        if (!kept.delete(conversationId)) return failed({ kind: 'unknown-conversation' })
        return changed(conversationId, arrangement.bringBack(conversationId))
      },
    },
    close(): void {
      isClosed = true
      cancel()
      purge.close()
    },
  }
}
