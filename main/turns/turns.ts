import {
  type Conversation,
  type ModelKey,
  modelKeyText,
  type Turn,
} from '../../shared/chat/message.ts'
import type { Part } from '../../shared/chat/part.ts'
import type { Input } from '../../shared/ipc/contract.ts'
import type { Quote } from '../../shared/ipc/shapes.ts'
import type { Price } from '../../shared/money/price.ts'
import { type Result, done, failed } from '../../shared/result.ts'
import type { CatalogModel } from '../catalog/catalog-model.ts'
import { addWeights, estimateTurn, type Weight, weigh } from '../estimate/estimate.ts'
import type { Attempt } from '../storage/attempts.ts'
import { failureOfSqlite } from '../storage/failure-of-sqlite.ts'
import { lackOfRoom, SPARE_BYTES } from '../storage/files.ts'
import type { Storage } from '../storage/storage.ts'
import { openBudget } from './budget.ts'
import { openContexts } from './context.ts'
import { openConversationReader } from './conversations.ts'
import type { TurnsOptions } from './options.ts'
import { openLookups } from './lookups.ts'
import { openResolutions } from './resolutions.ts'
import { openTurnRunner } from './run-turn.ts'
import { openUncertain, type Swept } from './uncertain.ts'

export type Turns = ReturnType<typeof openTurns>

/** Whom a turn was sent to, as a person reads it. */
type Names = { providerName: string; modelName: string }

/** How many of a model's newest turns its next estimate learns from. */
const RECENT_TURNS = 20

/** How far back they are looked for. */
const RECENT_REPORTS = 2_000

const TITLE_CHARACTERS = 60

/**
 * The story of a turn: context, estimate, reserve, dispatch, stream, settle. The only folder that
 * sees both money and models, and the only way to a provider that costs anything.
 */
export function openTurns(options: TurnsOptions) {
  const { storage, ledger, catalog, accounts, nowMs, tell } = options
  const budget = openBudget(options)
  const contexts = openContexts(storage)
  const sending = new Map<string, Promise<Result<Turn>>>()
  let isClosed = false
  let recentOutputs: ReadonlyMap<string, readonly number[]> | null = null
  const lookups = openLookups(options, (turnId) => tellTurn('turn.ended', turnId))
  const reader = openConversationReader(storage, {
    partsOf: (turnId) => runner.partsOf(turnId),
    retryOf: (turnId) => runner.retryOf(turnId),
    canLookUp: lookups.canLookUp,
    runsOn: (providerId) => accounts.billing(providerId).stop === 'runs-on',
  })
  const uncertain = openUncertain(options, reader, lookups.askFirst, (turnId) =>
    tellTurn('turn.ended', turnId),
  )
  const runner = openTurnRunner(options, {
    changed({ turnId, conversationId }) {
      contexts.forget(conversationId)
      tellTurn('turn.changed', turnId)
    },
    ended({ turnId, attempt, conversationId }, settlement, ending) {
      recentOutputs = null
      contexts.forget(conversationId)
      if (ending.kind !== 'stopped') {
        accounts.noteStatus(attempt.providerId, 'failure' in ending ? ending.failure : null)
      }
      if (settlement.kind === 'uncertain') uncertain.countOverdue()
      lookups.follow(attempt.attemptId)
      tellTurn('turn.ended', turnId)
    },
  })

  /** What this very turn would cost with each model. Numbers only; nothing is sent or kept. */
  function quote(conversationId: string | null, draft: string): Quote[] {
    budget.tellNewPeriod()
    const weight = addWeights(contexts.of(conversationId).weight, weigh(draft))
    return catalog.models().map((model) => {
      if (model.price) return { key: model.key, ...estimateFor(model, model.price, weight) }
      const inputTokens = weight.tokens
      return { key: model.key, inputTokens, expectedNanoUsd: null, ceilingNanoUsd: null }
    })
  }

  function estimateFor(model: CatalogModel, price: Price, weight: Weight) {
    return estimateTurn({
      price,
      weight,
      tokenPercent: model.tokenPercent,
      typicalOutputTokens: model.typicalOutputTokens,
      maxOutputTokens: model.maxOutputTokens,
      recentOutputTokens: recentOutputsOf(model.key),
    })
  }

  function recentOutputsOf(key: ModelKey): readonly number[] {
    recentOutputs ??= recentOutputsByModel(storage)
    return recentOutputs.get(modelKeyText(key)) ?? []
  }

  /** Sends a turn, or answers with the turn that already has this id: sending twice is one turn. */
  function send(input: Input<'turn.send'>): Promise<Result<Turn>> {
    const inFlight = sending.get(input.turnId)
    if (inFlight) return inFlight
    const sent = begin(input).finally(() => sending.delete(input.turnId))
    sending.set(input.turnId, sent)
    return sent
  }

  async function begin(input: Input<'turn.send'>): Promise<Result<Turn>> {
    const { turnId, conversationId, text } = input
    if (storage.conversations.findTurn(turnId)) return done(reader.turn(turnId))
    if (text.trim() === '') return failed({ kind: 'empty-message' })
    const model = catalog.find(input.model)
    if (!model) return failed({ kind: 'unknown-model', modelName: input.model.modelId })
    const { price } = model
    if (!price) return failed({ kind: 'no-price', modelName: model.name })
    const connected = await accounts.connect(model.key.providerId)
    if (!connected.ok) return connected
    if (isClosed || runner.isWriting(conversationId)) return failed({ kind: 'turn-in-progress' })
    const noRoom = lackOfRoom(options.freeBytes(), SPARE_BYTES)
    if (noRoom) return noRoom
    const { messages } = contexts.of(conversationId)
    const { connection, adapter } = connected.value
    const names = { providerName: connection.providerName, modelName: model.name }
    const reserved = reserveOrSay(input, model, price, names)
    if (!reserved.ok) return reserved
    runner.start({
      turnId,
      conversationId,
      allowedNanoUsd: input.allowedNanoUsd ?? 0,
      ...reserved.value,
      price,
      adapter,
      request: {
        connection,
        attemptId: reserved.value.attempt.attemptId,
        modelId: model.key.modelId,
        modelName: model.name,
        messages: [...messages, { role: 'user', parts: [{ type: 'text', text }] }],
        maxOutputTokens: model.maxOutputTokens,
      },
    })
    tellMoney(conversationId)
    return done(reader.turn(turnId))
  }

  /** A disk that refuses the reservation is answered, and nothing is sent. */
  function reserveOrSay(...given: Parameters<typeof reserve>): ReturnType<typeof reserve> {
    try {
      return reserve(...given)
    } catch (error) {
      const failure = failureOfSqlite(error)
      options.report(error)
      return failed(failure)
    }
  }

  /**
   * The reservation, the question, the empty answer and the mark that it is about to be sent: all
   * in one commit, or none of them. The first byte leaves after it.
   */
  function reserve(input: Input<'turn.send'>, model: CatalogModel, price: Price, names: Names) {
    const weight = addWeights(contexts.of(input.conversationId).weight, weigh(input.text))
    const { expectedNanoUsd, ceilingNanoUsd, inputTokens } = estimateFor(model, price, weight)
    return storage.transact((): Result<{ attempt: Attempt; messageId: number }> => {
      const request = {
        attemptId: options.newId(),
        turnId: input.turnId,
        number: 1,
        purpose: 'answer' as const,
        ...model.key,
        priceId: storage.prices.pin(model.key.providerId, model.key.modelId, price),
        inputTokens,
        maxOutputTokens: model.maxOutputTokens,
        expectedNanoUsd,
        reservedNanoUsd: ceilingNanoUsd,
      }
      const reserved = ledger.reserve(request, input.allowedNanoUsd)
      if (!reserved.ok) return reserved
      const messageId = addMessages(input, names, reserved.value)
      ledger.markDispatched(reserved.value.attemptId)
      return done({ attempt: reserved.value, messageId })
    })
  }

  function addMessages(input: Input<'turn.send'>, names: Names, attempt: Attempt): number {
    const { turnId, conversationId, text } = input
    const createdAtMs = nowMs()
    const title = titleOf(text)
    storage.conversations.add({ conversationId, title, createdAtMs, updatedAtMs: createdAtMs })
    storage.conversations.touch(conversationId, createdAtMs)
    storage.conversations.addTurn({ turnId, conversationId, createdAtMs })
    const common = { turnId, failureJson: null, createdAtMs }
    const partsJson = JSON.stringify([{ type: 'text', text }] satisfies Part[])
    const question = { role: 'user' as const, state: 'written' as const, partsJson }
    storage.messages.add({
      ...common,
      ...question,
      attemptId: null,
      providerName: null,
      modelName: null,
    })
    const { attemptId } = attempt
    const answer = { role: 'assistant' as const, state: 'writing' as const, partsJson: '[]' }
    return storage.messages.add({ ...common, ...answer, attemptId, ...names })
  }

  function tellTurn(event: 'turn.changed' | 'turn.ended', turnId: string): void {
    const turn = storage.conversations.findTurn(turnId)
    if (!turn) return
    tell(event, { conversationId: turn.conversationId, turn: reader.turn(turnId) })
    tellMoney(turn.conversationId)
  }

  function tellMoney(conversationId: string): void {
    budget.tell()
    const summary = reader.summary(conversationId)
    if (summary) tell('conversation.changed', summary)
  }

  return {
    quote,
    send,
    ...openResolutions(options, { reader, uncertain, lookups, tellTurn }),
    stop: (turnId: string): Result<void> =>
      runner.stop(turnId) ? done(undefined) : failed({ kind: 'unknown-turn' }),
    conversations: reader.list,
    open(conversationId: string): Result<Conversation> {
      const conversation = reader.open(conversationId)
      return conversation ? done(conversation) : failed({ kind: 'unknown-conversation' })
    },
    budget: budget.read,
    ...budget.changes,
    recover(): Swept {
      const swept = uncertain.recover()
      for (const { attemptId } of storage.attempts.uncertain()) lookups.follow(attemptId)
      return swept
    },
    /** Stops every answer, enters its ending, and lets go of all timers. */
    async close(): Promise<void> {
      isClosed = true
      await runner.stopAll()
      lookups.close()
      uncertain.close()
    },
  }
}

/** What each model wrote in its newest turns, read in one go. */
function recentOutputsByModel({ usageReports }: Storage): ReadonlyMap<string, readonly number[]> {
  const byModel = Map.groupBy(usageReports.recentOutputs(RECENT_REPORTS), modelKeyText)
  return new Map(
    [...byModel].map(([key, rows]) => {
      const outputs = rows.slice(0, RECENT_TURNS).map(({ outputTokens }) => outputTokens)
      return [key, outputs]
    }),
  )
}

/** The first line of the first message, until a person gives another. */
function titleOf(text: string): string {
  const line = text.trim().split('\n', 1)[0] ?? ''
  return line.length <= TITLE_CHARACTERS
    ? line
    : `${line.slice(0, TITLE_CHARACTERS - 1).trimEnd()}…`
}
