import type { Failure } from '../../shared/failures.ts'
import type { Price } from '../../shared/money/price.ts'
import type { ProviderAdapter, ProviderRequest, StreamEnding } from '../providers/provider.ts'
import type { Attempt } from '../storage/attempts.ts'
import { receivedTokens } from './conversations.ts'
import type { LiveAnswer } from './live-answer.ts'
import type { TurnsOptions } from './options.ts'
import { decideSettlement, type Settlement } from './settlement.ts'

export type EndedTurn = {
  attempt: Attempt
  answer: LiveAnswer
  /** Null for what is no answer, and stands in no message. */
  messageId: number | null
  price: Price
  adapter: ProviderAdapter
  request: Pick<ProviderRequest, 'connection'>
  /** `reading-on`: its message was finished when the person stopped it. */
  stopped: 'no' | 'reading-on' | 'yes'
}

/** Writes how a turn ended. Throws what the database says against it. */
export function openEndings({ storage, ledger, nowMs }: TurnsOptions) {
  /** The reservation stays, and says so. */
  function giveUp(turn: EndedTurn, failure: Failure): Settlement {
    const settlement: Settlement = { kind: 'uncertain' }
    storage.transact(() => {
      enter(turn.attempt.attemptId, settlement)
      if (turn.stopped === 'reading-on') return
      finishMessage(turn, { kind: 'failed', failure, evidence: 'unknown' })
    })
    return settlement
  }

  /**
   * The answer, its evidence and the entry that ends its reservation: one commit, and whatever else
   * `entered` writes in it.
   */
  function finish(
    turn: EndedTurn,
    ending: StreamEnding,
    entered: (settlement: Settlement) => void = () => {},
  ): Settlement {
    const { attempt, answer } = turn
    const { address } = turn.request.connection
    const { stop: afterStop, canLookUp, refusesFree } = turn.adapter.billing(address)
    const { usage, costNanoUsd: reportedNanoUsd, reference, isBehind } = answer.evidence()
    const settlement = decideSettlement({
      ending,
      price: turn.price,
      usage,
      reportedNanoUsd,
      isBehind,
      inputTokens: attempt.inputTokens,
      receivedTokens: receivedTokens(answer.received()),
      reservedNanoUsd: attempt.reservedNanoUsd,
      canLookUp: reference !== null && canLookUp,
      refusesFree,
      runsOn: afterStop === 'runs-on',
    })
    storage.transact(() => {
      keepEvidence(turn)
      enter(attempt.attemptId, settlement)
      if (turn.stopped !== 'reading-on') finishMessage(turn, ending)
      entered(settlement)
    })
    return settlement
  }

  function finishMessage(turn: EndedTurn, ending: StreamEnding): void {
    const { messageId, attempt, answer } = turn
    if (messageId === null) return
    storage.transact(() =>
      storage.messages.finish(messageId, {
        state: ending.kind,
        parts: answer.parts(attempt.providerId),
        failure: 'failure' in ending ? ending.failure : null,
      }),
    )
  }

  function keepEvidence({ attempt, answer }: EndedTurn): void {
    const { usage, costNanoUsd: reportedNanoUsd, rawUsage, reference } = answer.evidence()
    if (reference !== null) storage.attempts.setReference(attempt.attemptId, reference)
    if (rawUsage === null) return
    storage.usageReports.add(attempt.attemptId, usage, {
      source: 'stream',
      costNanoUsd: reportedNanoUsd,
      rawJson: rawUsage,
      atMs: nowMs(),
    })
  }

  function enter(attemptId: string, settlement: Settlement): void {
    const state = storage.attempts.find(attemptId)?.state
    if (state !== 'dispatched') return
    if (settlement.kind === 'release') {
      ledger.release(attemptId)
    } else if (settlement.kind === 'uncertain') {
      ledger.markUncertain(attemptId)
    } else {
      const { usage, quality } = settlement
      if (quality !== 'exact') {
        const report = { costNanoUsd: null, rawJson: null, atMs: nowMs() }
        storage.usageReports.add(attemptId, usage, { source: 'estimate', ...report })
      }
      ledger.settle(attemptId, settlement.costNanoUsd, quality)
    }
  }

  return { finish, giveUp, finishMessage }
}
