import { type Effort, efforts, type ModelKey } from '../../shared/chat/message.ts'
import { textOf } from '../../shared/chat/part.ts'
import type { Failure } from '../../shared/failures.ts'
import type { Price } from '../../shared/money/price.ts'
import { done, failed, type Result } from '../../shared/result.ts'
import type { CatalogModel } from '../catalog/catalog-model.ts'
import { cacheHabitOf } from '../estimate/cache-habits.ts'
import { type Estimate, estimateOne } from '../estimate/plan.ts'
import { messageWeight, textWeight } from '../estimate/weight.ts'
import type { ReserveTerms } from '../ledger/ledger.ts'
import type { Connection, ProviderAdapter, StreamEnding } from '../providers/provider.ts'
import type { Attempt } from '../storage/attempts.ts'
import { lackOfRoom, SPARE_BYTES } from '../storage/files.ts'
import { openDiskWait } from './disk-wait.ts'
import { openEndings } from './endings.ts'
import { envelopesOf } from './envelopes.ts'
import { isInForce } from './in-force.ts'
import { type LiveAnswer, startLiveAnswer } from './live-answer.ts'
import type { TurnsOptions } from './options.ts'
import { retryOf } from './retry.ts'
import type { Settlement } from './settlement.ts'

/** Something a model is asked to do for a turn that is not its answer. */
export type BackgroundWork = {
  purpose: 'title' | 'summary'
  turnId: string
  conversationId: string
  model: ModelKey
  /** All that is sent. */
  text: string
  /** What comes back, in tokens: as a rule, and with thinking. Bounded by what the request carries. */
  size: { outputTokens: number; thinkingTokens: number }
  /** Asked before each attempt: what it is for may be gone by then. */
  isWanted: () => boolean
  /** What a person agreed to; without it, nobody was asked. */
  terms?: ReserveTerms
  /** Called in the commit of each reservation. */
  reserved: (attemptId: string) => void
  /** Called in the commit of the ending of each: what came of it is kept with its cost, or neither. */
  ended: (ending: BackgroundEnding) => void
}

/** What came of it, if anything was sent. */
export type BackgroundEnding = {
  attempt: Attempt
  settlement: Settlement
  ending: StreamEnding
  /** What the model wrote. */
  text: string
  /** Somebody stopped it. Where that does not end the bill, it was read to its end all the same. */
  isStopped: boolean
}

/** What one attempt needs: the same things in the same order as a turn. */
type Asked = Sized<BackgroundWork> & { adapter: ProviderAdapter; connection: Connection }

/** All that decides what it may cost. */
type Sized<W> = {
  work: W
  model: CatalogModel
  price: Price
  effort: Effort | null
  maxOutputTokens: number
}

/** A request carries room for so many times what is expected, so that what is seldom is not cut. */
const ROOM = 4

/**
 * Background attempts, which take the path of every other: estimated, reserved, dispatched, streamed,
 * settled. What does not fit the budget is not sent; who asked for it is told by how much.
 */
export function openBackground(
  options: TurnsOptions,
  told: {
    began: (work: BackgroundWork) => void
    ended: (work: BackgroundWork, ending: BackgroundEnding) => void
  },
) {
  const { storage, ledger, catalog, accounts } = options
  const disk = openDiskWait(options)
  const endings = openEndings(options)
  const running = new Map<
    AbortController,
    { work: BackgroundWork; runsOn: boolean; over: Promise<unknown>; cancelReadOn: () => void }
  >()
  const stopped = new WeakSet<BackgroundWork>()
  let isClosed = false

  /** Why nothing was sent, if it was not: it cannot be, it does not fit, or nobody wants it any more. */
  async function run(work: BackgroundWork): Promise<Result<BackgroundEnding>> {
    const model = catalog.find(work.model)
    if (!model) return failed({ kind: 'unknown-model', modelName: work.model.modelId })
    if (!model.price) return failed({ kind: 'no-price', modelName: model.name })
    const connected = await accounts.connect(model.key.providerId)
    if (!connected.ok) return connected
    const asked = { ...askedOf(work, model, model.price), ...connected.value }
    return attempt(asked, 1, [])
  }

  /** What it would cost with a model, by the arithmetic with which it is reserved. */
  function priceOf(
    work: Pick<BackgroundWork, 'text' | 'size'>,
    model: CatalogModel,
    price: Price,
  ): Estimate {
    return estimateOf(askedOf(work, model, price), options)
  }

  /** One attempt, and another where a server refused it for a field that it can do without. */
  async function attempt(
    asked: Asked,
    number: number,
    without: Parameters<typeof retryOf>[2],
  ): Promise<Result<BackgroundEnding>> {
    const { model, price, connection, work } = asked
    if (isClosed || stopped.has(work) || !work.isWanted()) {
      return failed({ kind: 'turn-in-progress' })
    }
    if (!isInForce(options, model.key, { price, connection })) {
      return failed({ kind: 'turn-in-progress' })
    }
    const effort = without.includes('effort') ? null : asked.effort
    const reserved = reserve({ ...asked, effort }, number)
    if (!reserved.ok) return reserved
    safely(() => told.began(work))
    const abort = new AbortController()
    const runsOn = billingOf(asked).stop === 'runs-on'
    const ending = stream({ ...asked, effort }, reserved.value, without, abort.signal)
    const entry = { work, runsOn, over: ending, cancelReadOn: nothing }
    running.set(abort, entry)
    const over = await ending.finally(() => {
      entry.cancelReadOn()
      running.delete(abort)
    })
    safely(() => told.ended(work, over))
    const retry = retryOf(over.ending, number, without)
    const isAgain = retry?.delayMs === 0 && over.settlement.kind === 'release'
    if (!isAgain) return done(over)
    const again = await attempt(asked, number + 1, retry.without)
    return again.ok ? again : done(over)
  }

  /** Ends it for who asked for it; false if nothing of it is under way. */
  function stop(work: BackgroundWork): boolean {
    const found = [...running].find(([, one]) => one.work === work)
    stopped.add(work)
    if (!found) return false
    const [abort, entry] = found
    // The provider writes and bills to the end anyway: it is read for its cost alone.
    if (entry.runsOn) entry.cancelReadOn = options.after(READ_ON_MS, () => abort.abort())
    else abort.abort()
    return true
  }

  /** What is told of it never decides how it goes on: what is reserved is sent, and has its ending. */
  function safely(tell: () => void): void {
    try {
      tell()
    } catch (error) {
      options.report(error)
    }
  }

  function billingOf({ adapter, connection }: Asked) {
    return adapter.billing(connection.address)
  }

  /** Reserved and marked as dispatched in one commit; or why not. */
  function reserve(asked: Asked, number: number): Result<Attempt> {
    const { work, model, price, effort, maxOutputTokens } = asked
    const noRoom = lackOfRoom(options.freeBytes(), SPARE_BYTES)
    if (noRoom) return noRoom
    const { inputTokens, expectedNanoUsd, ceilingNanoUsd, isTooLong } = estimateOf(asked, options)
    if (isTooLong && model.contextTokens !== null) {
      const { contextTokens, name: modelName } = model
      return failed({ kind: 'too-long-for-model', modelName, inputTokens, contextTokens })
    }
    const terms = {
      ...(work.terms ?? { isUnasked: true }),
      envelopeIds: envelopesOf(storage, { ...work, model: model.key }),
    }
    return storage.transact(() => {
      const attemptId = options.newId()
      const request = {
        attemptId,
        turnId: work.turnId,
        number,
        purpose: work.purpose,
        ...model.key,
        priceId: storage.prices.pin(model.key.providerId, model.key.modelId, price),
        effort,
        textTokens: null,
        inputTokens,
        maxOutputTokens,
        expectedNanoUsd,
        reservedNanoUsd: ceilingNanoUsd,
      }
      const reserved = ledger.reserve(request, terms)
      if (!reserved.ok) return reserved
      work.reserved(attemptId)
      ledger.markDispatched(attemptId)
      return reserved
    })
  }

  async function stream(
    asked: Asked,
    reserved: Attempt,
    without: Parameters<typeof retryOf>[2],
    signal: AbortSignal,
  ): Promise<BackgroundEnding> {
    const { work, model, price, adapter, connection, maxOutputTokens, effort } = asked
    const { attemptId } = reserved
    // Nobody watches it, and what is kept of it is kept at its end.
    const answer = startLiveAnswer({ after: options.after, tell: nothing, keep: () => true })
    const messages = [
      { role: 'user' as const, parts: [{ type: 'text' as const, text: work.text }] },
    ]
    const request = {
      connection,
      attemptId,
      modelId: model.key.modelId,
      modelName: model.name,
      system: null,
      messages,
      maxOutputTokens,
      effort,
      temperature: null,
      without,
      signal,
    }
    const ending = await endingOf(adapter, request, answer)
    answer.end()
    const turn = {
      attempt: reserved,
      answer,
      messageId: null,
      price,
      adapter,
      request: { connection },
      stopped: 'no' as const,
    }
    const text = textOf(answer.parts(''))
    const told = { attempt: reserved, ending, text }
    const settlement = await finish(turn, ending, (entered) =>
      work.ended({ ...told, settlement: entered, isStopped: stopped.has(work) }),
    )
    return { ...told, settlement, isStopped: stopped.has(work) }
  }

  async function finish(
    turn: Parameters<typeof endings.finish>[0],
    ending: StreamEnding,
    entered: (settlement: Settlement) => void,
  ): Promise<Settlement> {
    try {
      return await disk.whenPossible(() => endings.finish(turn, ending, entered))
    } catch (error) {
      options.report(error)
      return disk.whenPossible(() => endings.giveUp(turn, internalFailure(error)))
    }
  }

  async function endingOf(
    adapter: ProviderAdapter,
    request: Parameters<ProviderAdapter['stream']>[0],
    answer: LiveAnswer,
  ): Promise<StreamEnding> {
    try {
      const steps = adapter.stream(request)
      let step = await steps.next()
      while (!step.done) {
        answer.take(step.value)
        if (step.value.type === 'reference') keepReference(request.attemptId, step.value.reference)
        step = await steps.next()
      }
      return step.value
    } catch (error) {
      options.report(error)
      return { kind: 'failed', failure: internalFailure(error), evidence: 'unknown' }
    }
  }

  /** It is kept again with the ending: a disk that refuses now ends nothing. */
  function keepReference(attemptId: string, reference: string): void {
    try {
      storage.attempts.setReference(attemptId, reference)
    } catch (error) {
      options.report(error)
    }
  }

  return {
    run,
    priceOf,
    stop,
    isRunning: (conversationId: string): boolean =>
      [...running.values()].some(({ work }) => work.conversationId === conversationId),
    /** Ends what is under way, and resolves once each has its entry. */
    async close(): Promise<void> {
      isClosed = true
      disk.close()
      const works = [...running]
      // Where a stop does not end the bill, these few words are sooner read than counted.
      for (const [abort, { runsOn }] of works) if (!runsOn) abort.abort()
      const cancel = options.after(READ_ON_AT_CLOSE_MS, () => {
        for (const [abort] of works) abort.abort()
      })
      await Promise.allSettled(works.map(([, { over }]) => over))
      cancel()
    },
  }
}

/** How long what was stopped is read on where the provider bills to the end; then all counts. */
const READ_ON_MS = 15 * 60 * 1_000

/** How long closing a profile waits for what is billed to its end anyway. */
const READ_ON_AT_CLOSE_MS = 4_000

function nothing(): void {}

function internalFailure(error: unknown): Failure {
  return { kind: 'internal', message: error instanceof Error ? error.message : String(error) }
}

function askedOf<W extends Pick<BackgroundWork, 'size'>>(
  work: W,
  model: CatalogModel,
  price: Price,
): Sized<W> {
  const effort = leastEffort(model)
  const { outputTokens, thinkingTokens } = work.size
  // One that costs nothing may think without having said that it does.
  const thinks = mustThink(model) || isFree(price)
  const maxOutputTokens = Math.min(
    (outputTokens + (thinks ? thinkingTokens : 0)) * ROOM,
    model.mostOutputTokens ?? Number.POSITIVE_INFINITY,
  )
  return { work, model, price, effort, maxOutputTokens }
}

/** It thinks as little as it can be told to. */
function leastEffort(model: CatalogModel): Effort | null {
  return efforts.find((effort) => model.efforts.includes(effort)) ?? null
}

function mustThink(model: CatalogModel): boolean {
  return !['off', null].includes(leastEffort(model))
}

function isFree({ rates }: Price): boolean {
  return rates.inputPicoUsd === 0 && rates.outputPicoUsd === 0
}

/** By the same arithmetic as a turn, of a message with nothing before it. */
function estimateOf(
  { work, model, price, maxOutputTokens }: Sized<Pick<BackgroundWork, 'text' | 'size'>>,
  { counter, nowMs }: Pick<TurnsOptions, 'counter' | 'nowMs'>,
): Estimate {
  const { outputTokens, thinkingTokens } = work.size
  const weight = messageWeight([textWeight(work.text, counter.known(work.text))])
  return estimateOne(
    {
      price,
      family: model.family,
      seesImages: false,
      contextTokens: model.contextTokens,
      maxOutputTokens,
      inputFactor: model.tokenPercent / 100,
      outputTokens: outputTokens + (mustThink(model) ? thinkingTokens : 0),
      visibleShare: 1,
      cache: cacheHabitOf(model.key.providerId, price),
      warmTokens: 0,
      warmUntilMs: 0,
    },
    {
      weight,
      draft: weight,
      hasHistory: false,
      outputScale: 1,
      countedTokens: null,
      nowMs: nowMs(),
    },
  )
}
