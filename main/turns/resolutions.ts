import type { Turn } from '../../shared/chat/message.ts'
import { unknownUsage } from '../../shared/money/usage.ts'
import { done, failed, type Result } from '../../shared/result.ts'
import type { Attempt } from '../storage/attempts.ts'
import type { Conversations } from './conversations.ts'
import type { openLookups } from './lookups.ts'
import type { TurnsOptions } from './options.ts'
import type { openUncertain } from './uncertain.ts'

export type ResolutionsOptions = {
  reader: Conversations
  uncertain: Pick<ReturnType<typeof openUncertain>, 'count'>
  lookups: Pick<ReturnType<typeof openLookups>, 'lookUp'>
  tellTurn: (event: 'turn.ended', turnId: string) => void
}

/** What a person can do about a turn whose cost is not exactly known. Each answers with the turn. */
export function openResolutions(
  { storage, ledger, nowMs }: TurnsOptions,
  { reader, uncertain, lookups, tellTurn }: ResolutionsOptions,
) {
  /** The newest attempt of a turn, if `isOpen` holds for it; else why it cannot be changed. */
  function attemptOf(turnId: string, isOpen: (attempt: Attempt) => boolean): Result<Attempt> {
    if (!storage.turns.find(turnId)) return failed({ kind: 'unknown-turn' })
    const { receipt } = reader.turn(turnId).answer
    const attempt = receipt && storage.attempts.find(receipt.attemptId)
    return attempt && isOpen(attempt) ? done(attempt) : failed({ kind: 'already-ended' })
  }

  function resolve(
    turnId: string,
    isOpen: (attempt: Attempt) => boolean,
    change: (attempt: Attempt) => void,
  ): Result<Turn> {
    const attempt = attemptOf(turnId, isOpen)
    if (!attempt.ok) return attempt
    change(attempt.value)
    tellTurn('turn.ended', turnId)
    return done(reader.turn(turnId))
  }

  return {
    /** Ends an uncertain attempt by counting what is known of it, without waiting for the deadline. */
    countNow: (turnId: string): Result<Turn> => resolve(turnId, isUncertain, uncertain.count),

    /** Ends an uncertain attempt with nothing spent, as the person says. */
    costNothing: (turnId: string): Result<Turn> =>
      resolve(turnId, isUncertain, ({ attemptId }) =>
        storage.transact(() => {
          storage.attempts.setQuality(attemptId, 'person')
          ledger.release(attemptId)
        }),
      ),

    /** Enters the provider's figure as the person read it there: it ends an attempt, or corrects it. */
    setFigure: (turnId: string, costNanoUsd: number): Result<Turn> =>
      resolve(turnId, isNotExact, ({ attemptId }) =>
        storage.transact(() => {
          const report = { source: 'person' as const, costNanoUsd, rawJson: null, atMs: nowMs() }
          storage.usageReports.add(attemptId, unknownUsage, report)
          ledger.enterFigure(attemptId, costNanoUsd, 'person')
        }),
      ),

    /** Asks the provider now. */
    async lookUp(turnId: string): Promise<Result<Turn>> {
      const attempt = attemptOf(turnId, isNotExact)
      if (!attempt.ok) return attempt
      const found = await lookups.lookUp(attempt.value.attemptId)
      return found.ok ? done(reader.turn(turnId)) : found
    },
  }
}

function isUncertain({ state }: Attempt): boolean {
  return state === 'uncertain'
}

function isNotExact({ state, quality }: Attempt): boolean {
  return state === 'uncertain' || (state === 'settled' && quality !== 'exact')
}
