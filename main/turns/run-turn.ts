import type { Part } from '../../shared/chat/part.ts'
import type { Failure } from '../../shared/failures.ts'
import { costNanoUsd } from '../../shared/money/cost.ts'
import type { Price } from '../../shared/money/price.ts'
import { unknownUsage } from '../../shared/money/usage.ts'
import type { ProviderAdapter, ProviderRequest, StreamEnding } from '../providers/provider.ts'
import type { Attempt } from '../storage/attempts.ts'
import { openDiskWait } from './disk-wait.ts'
import { openEndings } from './endings.ts'
import { envelopesOf } from './envelopes.ts'
import { isInForce } from './in-force.ts'
import { type LiveAnswer, startLiveAnswer } from './live-answer.ts'
import type { TurnsOptions } from './options.ts'
import { type Retry, retryOf } from './retry.ts'
import type { Settlement } from './settlement.ts'

/** A turn whose cost is reserved and marked as dispatched, ready to be sent. */
export type ReservedTurn = {
  turnId: string
  conversationId: string
  attempt: Attempt
  /** What the person allowed beyond the budget; a retry may use it again. */
  allowedNanoUsd: number
  messageId: number
  price: Price
  adapter: ProviderAdapter
  request: Omit<ProviderRequest, 'signal'>
}

export type RunnerEvents = {
  /** The turn goes on, and looks different now. */
  changed: (turn: ReservedTurn) => void
  ended: (turn: ReservedTurn, settlement: Settlement, ending: StreamEnding) => void
}

/** How long a stopped answer is read on where the provider bills to the end; then all counts. */
const READ_ON_MS = 15 * 60 * 1_000

/** How long closing a profile waits for that. */
const READ_ON_AT_CLOSE_MS = 4_000

type Running = ReservedTurn & {
  answer: LiveAnswer
  abort: AbortController
  /**
   * `waiting` for the disk or for a retry, with nothing open; `streaming` before and `sent` after the
   * request left this computer; `over` until its ending is written.
   */
  stage: 'waiting' | 'streaming' | 'sent' | 'over'
  /** `reading-on`: the person sees it stopped, and the rest is read for its cost alone. */
  stopped: 'no' | 'reading-on' | 'yes'
  retry: { atMs: number; failure: Failure } | null
  /** Ends the wait for a retry. */
  wake: () => void
  cancelReadOn: () => void
  ended: Promise<void>
}

/** Turns between their reservation and their one ending. */
export function openTurnRunner(options: TurnsOptions, told: RunnerEvents) {
  const events = guarded(told, options.report)
  const { storage, ledger, tell, nowMs } = options
  const running = new Map<string, Running>()
  const disk = openDiskWait(options)
  const endings = openEndings(options)

  function start(reserved: ReservedTurn): void {
    const turn: Running = {
      ...reserved,
      answer: liveAnswer(reserved),
      abort: new AbortController(),
      stage: 'waiting',
      stopped: 'no',
      retry: null,
      wake: nothing,
      cancelReadOn: nothing,
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
    try {
      const ending = await streamOrRetry(turn)
      turn.stage = 'over'
      turn.answer.end()
      turn.cancelReadOn()
      const settlement = await finishWhenPossible(turn, ending)
      running.delete(turn.turnId)
      events.ended(turn, settlement, ending)
    } finally {
      running.delete(turn.turnId)
    }
  }

  async function streamOrRetry(turn: Running): Promise<StreamEnding> {
    const ending = await stream(turn)
    const retry = retryOf(ending, turn.attempt.number, turn.request.without)
    if (retry === null || ending.kind !== 'failed' || turn.stopped !== 'no') return ending
    try {
      await disk.whenPossible(() => ledger.release(turn.attempt.attemptId))
    } catch (error) {
      options.report(error)
      return ending
    }
    if (hasStopped(turn)) return { kind: 'stopped', isSent: false }
    if (retry.delayMs > 0) {
      turn.retry = { atMs: nowMs() + retry.delayMs, failure: ending.failure }
      events.changed(turn)
      await waitForRetry(turn, retry.delayMs)
      turn.retry = null
      if (hasStopped(turn)) return { kind: 'stopped', isSent: false }
    }
    if (!reserveAgain(turn, retry)) return ending
    events.changed(turn)
    return streamOrRetry(turn)
  }

  function waitForRetry(turn: Running, delayMs: number): Promise<void> {
    if (turn.stopped !== 'no') return Promise.resolve()
    return new Promise((resolve) => {
      const cancel = options.after(delayMs, resolve)
      turn.wake = () => {
        cancel()
        resolve()
      }
    })
  }

  /**
   * A retry is an attempt of its own, with a reservation of its own; without one there is none. Nor
   * where price, key or address are others by now: that is left to the person.
   */
  function reserveAgain(turn: Running, { without }: Retry): boolean {
    const { attempt, messageId, allowedNanoUsd } = turn
    const { connection } = turn.request
    const attemptId = options.newId()
    try {
      if (!isInForce(options, attempt, { price: turn.price, connection })) return false
      const reserved = storage.transact(() => {
        const effort = without.includes('effort') ? null : attempt.effort
        const request = { ...attempt, attemptId, number: attempt.number + 1, effort }
        const result = ledger.reserve(request, {
          allowedNanoUsd,
          isAllowedWithOthers: attempt.purpose === 'compare',
          agreedNanoUsd: attempt.agreedNanoUsd,
          envelopeIds: envelopesOf(storage, { ...turn, model: attempt }),
        })
        if (!result.ok) return result
        storage.messages.setAttempt(messageId, attemptId)
        ledger.markDispatched(attemptId)
        return result
      })
      if (!reserved.ok) return false
      turn.attempt = reserved.value
      turn.request = { ...turn.request, attemptId, without }
      // What the first attempt was called and told is not the second's.
      turn.answer = liveAnswer(turn)
      return true
    } catch (error) {
      options.report(error)
      return false
    }
  }

  async function stream(turn: Running): Promise<StreamEnding> {
    turn.stage = 'streaming'
    try {
      const steps = turn.adapter.stream(requestOf(turn))
      let step = await steps.next()
      while (!step.done) {
        turn.answer.take(step.value)
        if (step.value.type === 'reference') keepReference(turn, step.value.reference)
        step = await steps.next()
      }
      return step.value
    } catch (error) {
      options.report(error)
      return { kind: 'failed', failure: internalFailure(error), evidence: 'unknown' }
    } finally {
      turn.stage = 'waiting'
    }
  }

  /** The request, which notes when it leaves. */
  function requestOf(turn: Running): ProviderRequest {
    const { connection } = turn.request
    const send: typeof fetch = (...given) => {
      turn.stage = 'sent'
      return connection.fetch(...given)
    }
    return {
      ...turn.request,
      connection: { ...connection, fetch: send },
      signal: turn.abort.signal,
    }
  }

  /** At once where the provider can be asked by it: after a crash it is the only way to the cost. */
  function keepReference(turn: Running, reference: string): void {
    if (!billingOf(turn).canLookUp) return
    try {
      storage.attempts.setReference(turn.attempt.attemptId, reference)
    } catch (error) {
      options.report(error)
    }
  }

  async function finishWhenPossible(turn: Running, ending: StreamEnding): Promise<Settlement> {
    try {
      return await disk.whenPossible(() => endings.finish(turn, ending))
    } catch (error) {
      options.report(error)
      return disk.whenPossible(() => endings.giveUp(turn, internalFailure(error)))
    }
  }

  /** Ends the stream of a turn for the person; false if it is not being written. */
  function stop(turnId: string): boolean {
    const turn = running.get(turnId)
    if (!turn) return false
    if (turn.stopped !== 'no' || turn.stage === 'over') return true
    if (turn.stage === 'sent' && billingOf(turn).stop === 'runs-on') {
      readOn(turn)
    } else {
      turn.stopped = 'yes'
      turn.wake()
      turn.abort.abort()
    }
    return true
  }

  /** The provider writes and bills to the end anyway: what it writes is read for its cost alone. */
  function readOn(turn: Running): void {
    try {
      turn.answer.end()
      endings.finishMessage(turn, { kind: 'stopped', isSent: true })
    } catch (error) {
      options.report(error)
      turn.stopped = 'yes'
      turn.abort.abort()
      return
    }
    turn.stopped = 'reading-on'
    turn.cancelReadOn = options.after(READ_ON_MS, () => turn.abort.abort())
    events.changed(turn)
  }

  return {
    start,
    stop,
    isWriting: (conversationId: string): boolean =>
      [...running.values()].some(
        (turn) => turn.conversationId === conversationId && turn.stopped !== 'reading-on',
      ),
    /** Whether anything is under way in a conversation, if only to be read for its cost. */
    isRunning: (conversationId: string): boolean =>
      [...running.values()].some((turn) => turn.conversationId === conversationId),
    stopAllIn(conversationId: string): void {
      for (const turn of running.values()) {
        if (turn.conversationId === conversationId) stop(turn.turnId)
      }
    },
    /** What has arrived of an answer, or null if it is not being written. */
    partsOf(turnId: string): Part[] | null {
      const turn = running.get(turnId)
      return turn ? turn.answer.parts(turn.attempt.providerId) : null
    },
    retryOf: (turnId: string): Running['retry'] => running.get(turnId)?.retry ?? null,
    /** Stops every turn and resolves once each has its ending. */
    async stopAll(): Promise<void> {
      disk.close()
      const turns = [...running.values()]
      for (const { turnId } of turns) stop(turnId)
      const cancel = options.after(READ_ON_AT_CLOSE_MS, () => {
        for (const turn of turns) turn.abort.abort()
      })
      await Promise.all(turns.map((turn) => turn.ended))
      cancel()
    },
  }
}

function nothing(): void {}

/** What is told of a turn never decides how it ends. */
function guarded(told: RunnerEvents, report: (error: unknown) => void): RunnerEvents {
  function safely(tell: () => void): void {
    try {
      tell()
    } catch (error) {
      report(error)
    }
  }
  return {
    changed: (turn) => safely(() => told.changed(turn)),
    ended: (turn, settlement, ending) => safely(() => told.ended(turn, settlement, ending)),
  }
}

/** Asked anew after each wait: the person may have stopped it meanwhile. */
function hasStopped({ stopped }: Running): boolean {
  return stopped !== 'no'
}

function billingOf({ adapter, request }: ReservedTurn) {
  return adapter.billing(request.connection.address)
}

function internalFailure(error: unknown): Failure {
  return { kind: 'internal', message: error instanceof Error ? error.message : String(error) }
}
