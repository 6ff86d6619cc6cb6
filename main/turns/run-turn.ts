import type { Part } from '../../shared/chat/part.ts'
import type { Failure } from '../../shared/failures.ts'
import { costNanoUsd } from '../../shared/money/cost.ts'
import type { Price } from '../../shared/money/price.ts'
import { unknownUsage } from '../../shared/money/usage.ts'
import type { ProviderAdapter, ProviderRequest, StreamEnding } from '../providers/provider.ts'
import type { Attempt } from '../storage/attempts.ts'
import { failureOfSqlite } from '../storage/failure-of-sqlite.ts'
import { receivedTokens } from './conversations.ts'
import { type LiveAnswer, startLiveAnswer } from './live-answer.ts'
import type { TurnsOptions } from './options.ts'
import { decideSettlement, type Settlement } from './settlement.ts'

/** A turn whose cost is reserved, ready to be sent. */
export type ReservedTurn = {
  turnId: string
  conversationId: string
  attempt: Attempt
  messageId: number
  price: Price
  adapter: ProviderAdapter
  request: Omit<ProviderRequest, 'signal'>
}

/** How long to wait before an ending that could not be written is written again. */
const FINISH_AGAIN_MS = 2_000

type Running = ReservedTurn & { answer: LiveAnswer; stop: AbortController; ended: Promise<void> }

/** Turns between their reservation and their one ending. `ended` is called after each ending. */
export function openTurnRunner(
  options: TurnsOptions,
  ended: (turn: ReservedTurn, settlement: Settlement, ending: StreamEnding) => void,
) {
  const { storage, ledger, tell, nowMs } = options
  const running = new Map<string, Running>()

  function start(reserved: ReservedTurn): void {
    const stop = new AbortController()
    const turn: Running = {
      ...reserved,
      answer: liveAnswer(reserved),
      stop,
      ended: Promise.resolve(),
    }
    running.set(turn.turnId, turn)
    turn.ended = run(turn).catch(options.report)
  }

  function liveAnswer(turn: ReservedTurn): LiveAnswer {
    const { turnId, conversationId, attempt, price, messageId } = turn
    let chunkNumber = 0
    const answer: LiveAnswer = startLiveAnswer({
      after: options.after,
      tell: (piece) => {
        const outputTokens = answer.tokensSoFar()
        const usage = { ...unknownUsage, inputTokens: attempt.inputTokens, outputTokens }
        const spentSoFarNanoUsd = costNanoUsd(price, usage) ?? 0
        tell('turn.piece', { turnId, conversationId, spentSoFarNanoUsd, ...piece })
      },
      keep(type, text) {
        try {
          storage.messages.addChunk(messageId, chunkNumber + 1, type, text)
          chunkNumber += 1
          return true
        } catch (error) {
          options.report(error)
          return false
        }
      },
    })
    return answer
  }

  async function run(turn: Running): Promise<void> {
    const ending = await stream(turn)
    turn.answer.end()
    try {
      const settlement = await finishWhenPossible(turn, ending)
      running.delete(turn.turnId)
      ended(turn, settlement, ending)
    } finally {
      running.delete(turn.turnId)
    }
  }

  /** The dispatch mark is on disk before the first byte leaves. */
  async function stream(turn: Running): Promise<StreamEnding> {
    try {
      ledger.markDispatched(turn.attempt.attemptId)
      const events = turn.adapter.stream({ ...turn.request, signal: turn.stop.signal })
      let step = await events.next()
      while (!step.done) {
        turn.answer.take(step.value)
        step = await events.next()
      }
      return step.value
    } catch (error) {
      options.report(error)
      return { kind: 'failed', failure: internalFailure(error), evidence: 'unknown' }
    }
  }

  /** A disk that is full or busy now may not be later, and until then nothing is lost: it is here. */
  async function finishWhenPossible(turn: Running, ending: StreamEnding): Promise<Settlement> {
    for (;;) {
      try {
        return finish(turn, ending)
      } catch (error) {
        options.report(error)
        if (!isOfDatabase(error)) return giveUp(turn, error)
        await new Promise<void>((resolve) => void options.after(FINISH_AGAIN_MS, resolve))
      }
    }
  }

  /** A mistake of ours: writing it again would fail again. The reservation stays, and says so. */
  function giveUp({ attempt, messageId, answer }: Running, error: unknown): Settlement {
    const settlement: Settlement = { kind: 'uncertain' }
    storage.transact(() => {
      enter(attempt.attemptId, settlement)
      storage.messages.finish(messageId, {
        state: 'failed',
        parts: answer.parts(attempt.providerId),
        failure: internalFailure(error),
      })
    })
    return settlement
  }

  /** The answer, its evidence and the entry that ends its reservation: one commit. */
  function finish(turn: Running, ending: StreamEnding): Settlement {
    const { attempt, answer } = turn
    const settlement = decideSettlement({
      ending,
      price: turn.price,
      usage: answer.evidence().usage,
      inputTokens: attempt.inputTokens,
      receivedTokens: receivedTokens(answer.received()),
      reservedNanoUsd: attempt.reservedNanoUsd,
    })
    storage.transact(() => {
      keepEvidence(turn)
      enter(attempt.attemptId, settlement)
      storage.messages.finish(turn.messageId, {
        state: ending.kind,
        parts: answer.parts(attempt.providerId),
        failure: 'failure' in ending ? ending.failure : null,
      })
    })
    return settlement
  }

  function keepEvidence({ attempt, answer }: Running): void {
    const { usage, rawUsage, reference } = answer.evidence()
    if (reference !== null) storage.attempts.setReference(attempt.attemptId, reference)
    if (rawUsage === null) return
    const report = { source: 'stream' as const, usage, rawJson: rawUsage, atMs: nowMs() }
    storage.usageReports.add(attempt.attemptId, report)
  }

  function enter(attemptId: string, settlement: Settlement): void {
    const wasDispatched = storage.attempts.find(attemptId)?.state === 'dispatched'
    if (!wasDispatched || settlement.kind === 'release') {
      ledger.release(attemptId)
    } else if (settlement.kind === 'uncertain') {
      ledger.markUncertain(attemptId)
    } else {
      const { usage, quality } = settlement
      if (quality !== 'exact') {
        const report = { source: 'estimate' as const, usage, rawJson: null, atMs: nowMs() }
        storage.usageReports.add(attemptId, report)
      }
      ledger.settle(attemptId, settlement.costNanoUsd, quality)
    }
  }

  return {
    start,
    isWriting: (conversationId: string): boolean =>
      [...running.values()].some((turn) => turn.conversationId === conversationId),
    /** What has arrived of an answer, or null if it is not being written. */
    partsOf(turnId: string): Part[] | null {
      const turn = running.get(turnId)
      return turn ? turn.answer.parts(turn.attempt.providerId) : null
    },
    /** Ends the stream of a turn; false if it is not being written. */
    stop(turnId: string): boolean {
      running.get(turnId)?.stop.abort()
      return running.has(turnId)
    },
    /** Stops every turn and resolves once each has its ending. */
    async stopAll(): Promise<void> {
      for (const turn of running.values()) turn.stop.abort()
      await Promise.all([...running.values()].map((turn) => turn.ended))
    },
  }
}

function internalFailure(error: unknown): Failure {
  return { kind: 'internal', message: error instanceof Error ? error.message : String(error) }
}

/** Trouble of the disk or the database, which may be over the next time. */
function isOfDatabase(error: unknown): boolean {
  try {
    failureOfSqlite(error)
    return true
  } catch {
    return false
  }
}
