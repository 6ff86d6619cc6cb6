import { z } from 'zod'
import type { TurnsOptions } from './options.ts'

/** Turns deleted in one go: some milliseconds, search index included. */
const TURNS_AT_ONCE = 40

/** Messages looked at in one go for the images they name. */
const MESSAGES_AT_ONCE = 2_000

/** Between two goes, so that whatever else waits comes first. */
const PAUSE_MS = 10

const TO_SWEEP = 'attachmentsToSweep'

/** Takes deleted conversations off the disk, a little at a time. What breaks off is taken up again. */
export function openPurge({
  storage,
  after,
  nowMs,
  report,
}: Pick<TurnsOptions, 'storage' | 'after' | 'nowMs' | 'report'>) {
  const { arrangement, attachments, drafts, settings } = storage
  /** How often images were left behind in this run. */
  let leftBehind = 0
  let isClosed = false

  function later(step: () => void): void {
    after(PAUSE_MS, () => {
      try {
        if (!isClosed) step()
      } catch (error) {
        // The next deletion, or the next start, finds what is left.
        report(error)
      }
    })
  }

  /** Deletes a conversation; `isDone` is called once nothing of it is left. */
  function start(conversationId: string, isDone: () => void): void {
    const hasMore = storage.transact(() => {
      if (arrangement.lastHaveImages(conversationId, TURNS_AT_ONCE)) {
        settings.write(TO_SWEEP, true)
        leftBehind += 1
      }
      if (arrangement.dropTurns(conversationId, TURNS_AT_ONCE)) return true
      arrangement.drop(conversationId)
      drafts.forget(conversationId)
      return false
    })
    if (hasMore) later(() => start(conversationId, isDone))
    else isDone()
  }

  /** Deletes images that no message names any more, if a deleted message had any. */
  function sweepAttachments(): void {
    if (settings.read(TO_SWEEP, z.boolean()) !== true) return
    look(new Set(), 0, { startedAtMs: nowMs(), leftBehind })
  }

  function look(
    used: Set<string>,
    fromId: number,
    since: { startedAtMs: number; leftBehind: number },
  ): void {
    storage.transact(() => {
      const untilId = fromId + MESSAGES_AT_ONCE
      for (const id of attachments.usedBetween(fromId, untilId)) used.add(id)
      if (attachments.isPastLastMessage(untilId)) {
        attachments.dropUnused(used, since.startedAtMs)
        // What was deleted meanwhile may have been seen as used.
        settings.write(TO_SWEEP, leftBehind !== since.leftBehind)
      } else later(() => look(used, untilId, since))
    })
  }

  return {
    start,
    sweepAttachments,
    close(): void {
      isClosed = true
    },
  }
}
