import type { TurnAttempt } from '../../shared/chat/receipt.ts'
import { done, failed, type Result } from '../../shared/result.ts'
import type { Attempt } from '../storage/attempts.ts'
import type { MessageRow } from '../storage/messages.ts'
import type { TurnsOptions } from './options.ts'

/** Every attempt of a turn, oldest first: those at its answer, then what was done beside it. */
export function attemptsOf(
  { storage, catalog, accounts }: Pick<TurnsOptions, 'storage' | 'catalog' | 'accounts'>,
  turnId: string,
): Result<TurnAttempt[]> {
  const answer = storage.messages.ofTurn(turnId).findLast(({ role }) => role === 'assistant')
  if (!answer) return failed({ kind: 'unknown-turn' })
  const last = answer.attemptId === null ? null : storage.attempts.find(answer.attemptId)
  const ids = [
    ...(last ? [...storage.turnAttempts.earlier(last), last.attemptId] : []),
    ...storage.turnAttempts.beside(turnId),
  ]
  const providers = new Map(accounts.providers().map((one) => [one.providerId, one.name]))
  const names = (attempt: Attempt) => ({
    modelName: catalog.find(attempt)?.name ?? attempt.modelId,
    providerName: providers.get(attempt.providerId) ?? attempt.providerId,
    // What they were called when it was sent.
    ...(attempt.attemptId !== last?.attemptId ? {} : namesIn(answer)),
  })
  const attempts = ids.flatMap((attemptId) => storage.attempts.find(attemptId) ?? [])
  return done(attempts.map((attempt) => shown(attempt, names(attempt))))
}

function namesIn({ modelName, providerName }: MessageRow) {
  return {
    ...(modelName !== null && { modelName }),
    ...(providerName !== null && { providerName }),
  }
}

function shown(
  attempt: Attempt,
  names: Pick<TurnAttempt, 'modelName' | 'providerName'>,
): TurnAttempt {
  const { attemptId, purpose, number, state, reservedNanoUsd, spentNanoUsd } = attempt
  const isKnown = spentNanoUsd !== null
  return {
    attemptId,
    purpose,
    number,
    ...names,
    state,
    reservedNanoUsd,
    spentNanoUsd,
    releasedNanoUsd: isKnown ? Math.max(0, reservedNanoUsd - spentNanoUsd) : null,
    overrunNanoUsd: isKnown ? Math.max(0, spentNanoUsd - reservedNanoUsd) : 0,
    sentAtMs: attempt.createdAtMs,
  }
}
