import {
  type Conversation,
  type ModelKey,
  modelKeyText,
  type Turn,
} from '../../shared/chat/message.ts'
import type { Part } from '../../shared/chat/part.ts'
import type { Input } from '../../shared/ipc/contract.ts'
import type { Budget, Quote } from '../../shared/ipc/shapes.ts'
import { availableNanoUsd } from '../../shared/ledger/balances.ts'
import type { Price } from '../../shared/money/price.ts'
import { type Result, done, failed } from '../../shared/result.ts'
import type { CatalogModel } from '../catalog/catalog-model.ts'
import { addWeights, estimateTurn, type Weight, weigh } from '../estimate/estimate.ts'
import type { LedgerBudget } from '../ledger/ledger.ts'
import type { Attempt } from '../storage/attempts.ts'
import type { Storage } from '../storage/storage.ts'
import { openContexts } from './context.ts'
import { openConversationReader } from './conversations.ts'
import type { TurnsOptions } from './options.ts'
import { openTurnRunner } from './run-turn.ts'
import { openUncertain } from './uncertain.ts'

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
  const contexts = openContexts(storage)
  const sending = new Map<string, Promise<Result<Turn>>>()
  let isClosed = false
  let shownPeriodId: string | null = null
  let recentOutputs: ReadonlyMap<string, readonly number[]> | null = null
  const reader = openConversationReader(storage, (turnId) => runner.partsOf(turnId))
  const uncertain = openUncertain(options, reader, tellTurn)
  const runner = openTurnRunner(
    options,
    ({ turnId, attempt, conversationId }, settlement, ending) => {
      recentOutputs = null
      contexts.forget(conversationId)
      if (ending.kind !== 'stopped') {
        accounts.noteStatus(attempt.providerId, 'failure' in ending ? ending.failure : null)
      }
      if (settlement.kind === 'uncertain') uncertain.countOverdue()
      tellTurn(turnId)
    },
  )

  /** What this very turn would cost with each model. Numbers only; nothing is sent or kept. */
  function quote(conversationId: string | null, draft: string): Quote[] {
    tellNewPeriod()
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
    const { messages } = contexts.of(conversationId)
    const { connection, adapter } = connected.value
    const names = { providerName: connection.providerName, modelName: model.name }
    const reserved = reserve(input, model, price, names)
    if (!reserved.ok) return reserved
    runner.start({
      turnId,
      conversationId,
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

  /** The reservation, the question and the empty answer: all in one commit, or none of them. */
  function reserve(input: Input<'turn.send'>, model: CatalogModel, price: Price, names: Names) {
    const weight = addWeights(contexts.of(input.conversationId).weight, weigh(input.text))
    const { expectedNanoUsd, ceilingNanoUsd, inputTokens } = estimateFor(model, price, weight)
    return storage.transact((): Result<{ attempt: Attempt; messageId: number }> => {
      const reserved = ledger.reserve({
        attemptId: options.newId(),
        turnId: input.turnId,
        number: 1,
        purpose: 'answer',
        ...model.key,
        priceId: storage.prices.pin(model.key.providerId, model.key.modelId, price),
        inputTokens,
        maxOutputTokens: model.maxOutputTokens,
        expectedNanoUsd,
        reservedNanoUsd: ceilingNanoUsd,
      })
      if (!reserved.ok) return reserved
      return done({
        attempt: reserved.value,
        messageId: addMessages(input, names, reserved.value),
      })
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

  /** Ends an uncertain attempt by counting what is known of it, without waiting for the deadline. */
  function countNow(turnId: string): Result<Turn> {
    if (!storage.conversations.findTurn(turnId)) return failed({ kind: 'unknown-turn' })
    const { attemptId } = reader.turn(turnId).answer.receipt
    const attempt = storage.attempts.find(attemptId)
    if (attempt?.state !== 'uncertain') return failed({ kind: 'already-ended' })
    uncertain.count(attempt)
    tellTurn(turnId)
    return done(reader.turn(turnId))
  }

  function tellTurn(turnId: string): void {
    const turn = storage.conversations.findTurn(turnId)
    if (!turn) return
    tell('turn.ended', { conversationId: turn.conversationId, turn: reader.turn(turnId) })
    tellMoney(turn.conversationId)
  }

  /** A month that ends while the window is open: the figures on it are of the new one from now on. */
  function tellNewPeriod(): void {
    const { period } = ledger.budget()
    if (period.id !== shownPeriodId) tell('budget.changed', budget())
  }

  function budget(): Budget {
    const now = ledger.budget()
    shownPeriodId = now.period.id
    return budgetShown(now)
  }

  function tellMoney(conversationId: string): void {
    tell('budget.changed', budget())
    const summary = reader.summary(conversationId)
    if (summary) tell('conversation.changed', summary)
  }

  return {
    quote,
    send,
    countNow,
    stop: (turnId: string): Result<void> =>
      runner.stop(turnId) ? done(undefined) : failed({ kind: 'unknown-turn' }),
    conversations: reader.list,
    open(conversationId: string): Result<Conversation> {
      const conversation = reader.open(conversationId)
      return conversation ? done(conversation) : failed({ kind: 'unknown-conversation' })
    },
    budget,
    setBudget(monthlyNanoUsd: number): Budget {
      const budget = budgetShown(ledger.setMonthlyBudget(monthlyNanoUsd, options.newId()))
      tell('budget.changed', budget)
      return budget
    },
    recover: uncertain.recover,
    /** Stops every answer, enters its ending, and lets go of all timers. */
    async close(): Promise<void> {
      isClosed = true
      await runner.stopAll()
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

function budgetShown({ monthlyNanoUsd, balances, period }: LedgerBudget): Budget {
  return {
    monthlyNanoUsd,
    balances,
    availableNanoUsd: availableNanoUsd(balances),
    periodStartsAtMs: period.startsAtMs,
    periodEndsAtMs: period.endsAtMs,
    timeZone: period.timeZone,
  }
}

/** The first line of the first message, until a person gives another. */
function titleOf(text: string): string {
  const line = text.trim().split('\n', 1)[0] ?? ''
  return line.length <= TITLE_CHARACTERS
    ? line
    : `${line.slice(0, TITLE_CHARACTERS - 1).trimEnd()}…`
}
