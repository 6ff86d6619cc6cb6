import { z } from 'zod'
import type { Recovered } from '../../shared/ipc/shapes.ts'
import type { Attempt } from '../storage/attempts.ts'
import { type Conversations, UNCERTAIN_FOR_MS } from './conversations.ts'
import type { TurnsOptions } from './options.ts'

/** What a start found open and resolved. */
export type Swept = Pick<Recovered, 'releasedCount' | 'uncertainCount' | 'interruptedCount'>

/** How long to wait before a count that the disk refused, or that waits for an answer, is made. */
const COUNT_AGAIN_MS = 60_000

/** Attempts whose cost is not known: what a crash left, what a deadline counts, what a person decides. */
export function openUncertain(
  options: TurnsOptions,
  reader: Conversations,
  /** Has the provider asked what an attempt cost; false if that was done, or cannot be. */
  askFirst: (attemptId: string) => boolean,
  counted: (turnId: string) => void,
) {
  const { storage, ledger, nowMs } = options
  let cancelDeadline: (() => void) | null = null

  /** Settles an uncertain attempt at what is known of it. */
  function count(attempt: Attempt): void {
    const { costNanoUsd, usage } = reader.countOf(attempt, reader.partsOf(attempt))
    storage.transact(() => {
      const report = { costNanoUsd: null, rawJson: null, atMs: nowMs() }
      storage.usageReports.add(attempt.attemptId, usage, { source: 'estimate', ...report })
      ledger.settle(attempt.attemptId, costNanoUsd, 'estimated')
    })
  }

  /** Counts what is overdue, then waits for the next deadline. What the disk refuses waits as well. */
  function countOverdue(): void {
    cancelDeadline?.()
    cancelDeadline = null
    try {
      countWhatIsDue()
    } catch (error) {
      options.report(error)
      cancelDeadline = options.after(COUNT_AGAIN_MS, countOverdue)
    }
  }

  function countWhatIsDue(): void {
    for (const attempt of storage.attempts.uncertain()) {
      if (attempt.updatedAtMs + UNCERTAIN_FOR_MS > ledger.nowMs()) continue
      if (askFirst(attempt.attemptId)) continue
      try {
        count(attempt)
        counted(attempt.turnId)
      } catch (error) {
        options.report(error)
      }
    }
    const dueMs = storage.attempts
      .uncertain()
      .map((attempt) => attempt.updatedAtMs + UNCERTAIN_FOR_MS)
    if (dueMs.length === 0) return
    const dueInMs = Math.min(...dueMs) - ledger.nowMs()
    // What is overdue still could not be counted, or its provider is being asked.
    const delayMs = dueInMs > 0 ? dueInMs : COUNT_AGAIN_MS
    // A clock that is put right meanwhile makes a deadline that seemed far away a near one.
    cancelDeadline = options.after(Math.min(delayMs, UNCERTAIN_FOR_MS), countOverdue)
  }

  /** Nothing, after a run that was closed in order: that one saw the ending of each. */
  function leftInFlight(): Attempt[] {
    return storage.settings.read('closedInOrder', z.boolean()) ? [] : storage.attempts.inFlight()
  }

  /**
   * What a start does with what the last run left open. Reserved: nothing was sent, so it is
   * released; so is what was free. Dispatched: uncertain, the reservation stays. Answers being
   * written keep the text that reached the disk. Doing it twice changes nothing.
   */
  function recover(): Swept {
    const recovered = { releasedCount: 0, uncertainCount: 0, interruptedCount: 0 }
    storage.transact(() => {
      for (const { attemptId, state, reservedNanoUsd, reference } of leftInFlight()) {
        const isFree = state === 'dispatched' && reservedNanoUsd === 0 && reference === null
        if (state === 'reserved' || isFree) {
          ledger.release(attemptId)
          recovered.releasedCount += 1
        } else if (state === 'dispatched') {
          ledger.markUncertain(attemptId)
          recovered.uncertainCount += 1
        }
      }
      for (const { messageId } of storage.messages.writing()) {
        const parts = storage.messages.partsSoFar(messageId)
        storage.messages.finish(messageId, { state: 'interrupted', parts, failure: null })
        recovered.interruptedCount += 1
      }
      storage.settings.write('closedInOrder', false)
    })
    countOverdue()
    return recovered
  }

  return {
    count,
    countOverdue,
    recover,
    /** Called when every attempt should have its ending; the next start looks for one that has not. */
    close(): void {
      cancelDeadline?.()
      try {
        storage.settings.write('closedInOrder', storage.attempts.inFlight().length === 0)
      } catch (error) {
        // Not in order is what the next start then takes it for, and that is the safe side.
        options.report(error)
      }
    },
  }
}
