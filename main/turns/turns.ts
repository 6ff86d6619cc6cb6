import type { ChatOptions, Conversation, Turn } from '../../shared/chat/message.ts'
import type { Part } from '../../shared/chat/part.ts'
import type { Input } from '../../shared/ipc/contract.ts'
import type { Quotes } from '../../shared/ipc/shapes.ts'
import { type Result, done, failed } from '../../shared/result.ts'
import type { Attempt } from '../storage/attempts.ts'
import { failureOfSqlite } from '../storage/failure-of-sqlite.ts'
import { lackOfRoom, SPARE_BYTES } from '../storage/files.ts'
import { openAttachments } from './attachments.ts'
import { openBudget } from './budget.ts'
import { openContexts } from './context.ts'
import { openConversationReader } from './conversations.ts'
import type { TurnsOptions } from './options.ts'
import { openLookups } from './lookups.ts'
import { openPreparation, type PreparedTurn } from './prepare-turn.ts'
import { openQuotes } from './quotes.ts'
import { openResolutions } from './resolutions.ts'
import { openTurnRunner } from './run-turn.ts'
import { openUncertain, type Swept } from './uncertain.ts'

export type Turns = ReturnType<typeof openTurns>

const TITLE_CHARACTERS = 60

/**
 * The story of a turn: context, estimate, reserve, dispatch, stream, settle. The only folder that
 * sees both money and models, and the only way to a provider that costs anything.
 */
export function openTurns(options: TurnsOptions) {
  const { storage, ledger, catalog, accounts, nowMs, tell } = options
  const budget = openBudget(options)
  const contexts = openContexts(storage)
  const attachments = openAttachments(storage, nowMs)
  const quotes = openQuotes({
    storage,
    catalog,
    contexts,
    attachments,
    counter: options.counter,
    nowMs,
    after: options.after,
    available: () => budget.available(),
    counted: (conversationId) => tell('estimate.counted', { conversationId }),
  })
  const preparation = openPreparation(options, { contexts, attachments, quotes })
  const sending = new Map<string, Promise<Result<Turn>>>()
  let isClosed = false
  const lookups = openLookups(options, (turnId) => {
    quotes.settled()
    tellTurn('turn.ended', turnId)
  })
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
    ended({ turnId, attempt, conversationId, request }, settlement, ending) {
      quotes.settled()
      contexts.forget(conversationId)
      if (ending.kind !== 'stopped') {
        accounts.noteStatus(attempt.providerId, 'failure' in ending ? ending.failure : null)
      }
      preparation.learn(attempt, request.without)
      if (settlement.kind === 'uncertain') uncertain.countOverdue()
      lookups.follow(attempt.attemptId)
      tellTurn('turn.ended', turnId)
    },
  })

  /** Sends a turn, or answers with the turn that already has this id: sending twice is one turn. */
  function send(input: Input<'turn.send'>): Promise<Result<Turn>> {
    const inFlight = sending.get(input.turnId)
    if (inFlight) return inFlight
    const sent = begin(input).finally(() => sending.delete(input.turnId))
    sending.set(input.turnId, sent)
    return sent
  }

  async function begin(input: Input<'turn.send'>): Promise<Result<Turn>> {
    const { turnId, conversationId } = input
    if (storage.conversations.findTurn(turnId)) return done(reader.turn(turnId))
    const prepared = await preparation.prepare(input)
    if (!prepared.ok) return prepared
    if (isClosed || runner.isWriting(conversationId)) return failed({ kind: 'turn-in-progress' })
    const noRoom = lackOfRoom(options.freeBytes(), SPARE_BYTES)
    if (noRoom) return noRoom
    const { price, adapter, request } = prepared.value
    const reserved = reserveOrSay(input, prepared.value)
    if (!reserved.ok) return reserved
    attachments.sent(prepared.value.parts)
    runner.start({
      turnId,
      conversationId,
      allowedNanoUsd: input.allowedNanoUsd ?? 0,
      ...reserved.value,
      price,
      adapter,
      request: { ...request, attemptId: reserved.value.attempt.attemptId },
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
  function reserve(input: Input<'turn.send'>, prepared: PreparedTurn) {
    const { model, price, request: asked, estimate } = prepared
    const { expectedNanoUsd, ceilingNanoUsd, inputTokens, textTokens } = estimate
    return storage.transact((): Result<{ attempt: Attempt; messageId: number }> => {
      const request = {
        attemptId: options.newId(),
        turnId: input.turnId,
        number: 1,
        purpose: 'answer' as const,
        ...model.key,
        priceId: storage.prices.pin(model.key.providerId, model.key.modelId, price),
        effort: asked.effort,
        textTokens,
        inputTokens,
        maxOutputTokens: asked.maxOutputTokens,
        expectedNanoUsd,
        reservedNanoUsd: ceilingNanoUsd,
      }
      const reserved = ledger.reserve(request, input.allowedNanoUsd)
      if (!reserved.ok) return reserved
      const messageId = addMessages(input, prepared, reserved.value)
      ledger.markDispatched(reserved.value.attemptId)
      return done({ attempt: reserved.value, messageId })
    })
  }

  function addMessages(
    { turnId, conversationId, text }: Input<'turn.send'>,
    { parts, chat, connection, model }: PreparedTurn,
    attempt: Attempt,
  ): number {
    const createdAtMs = nowMs()
    attachments.keep(parts)
    storage.conversations.add({
      conversationId,
      title: titleOf(text, parts),
      optionsJson: JSON.stringify(chat),
      createdAtMs,
      updatedAtMs: createdAtMs,
    })
    storage.conversations.touch(conversationId, createdAtMs)
    storage.conversations.addTurn({ turnId, conversationId, createdAtMs })
    const common = { turnId, failureJson: null, createdAtMs }
    const question = {
      role: 'user' as const,
      state: 'written' as const,
      partsJson: JSON.stringify(parts),
    }
    storage.messages.add({
      ...common,
      ...question,
      attemptId: null,
      providerName: null,
      modelName: null,
    })
    const { attemptId } = attempt
    const { providerName } = connection
    const answer = { role: 'assistant' as const, state: 'writing' as const, partsJson: '[]' }
    return storage.messages.add({
      ...common,
      ...answer,
      attemptId,
      providerName,
      modelName: model.name,
    })
  }

  /** Replaces what is set for a conversation; what it costs to go on changes with it. */
  function setOptions(conversationId: string, chat: ChatOptions): Result<ChatOptions> {
    const isThere = storage.conversations.setOptions(conversationId, JSON.stringify(chat))
    return isThere ? done(chat) : failed({ kind: 'unknown-conversation' })
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
    quote(input: Input<'estimate.quote'>): Result<Quotes> {
      budget.tellNewPeriod()
      return quotes.all(input)
    },
    ways: quotes.ways,
    trackRecord: quotes.trackRecord,
    typicalTurn: quotes.typicalTurn,
    addAttachment: attachments.add,
    readAttachment: attachments.read,
    setOptions,
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
      preparation.close()
      await Promise.allSettled(sending.values())
      await runner.stopAll()
      lookups.close()
      uncertain.close()
      quotes.close()
    },
  }
}

/** The first line of the first message, until a person gives another. */
function titleOf(text: string, parts: readonly Part[]): string {
  const attached = parts.find((part) => part.type === 'image' || part.type === 'file')
  const words = text.trim() || (attached && 'name' in attached ? attached.name : '')
  const line = words.split('\n', 1)[0] ?? ''
  return line.length <= TITLE_CHARACTERS
    ? line
    : `${line.slice(0, TITLE_CHARACTERS - 1).trimEnd()}…`
}
