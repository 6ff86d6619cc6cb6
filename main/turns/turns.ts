import {
  type ChatOptions,
  type Conversation,
  defaultChatOptions,
  type Effort,
  modelKeyText,
  type Turn,
} from '../../shared/chat/message.ts'
import type { Part } from '../../shared/chat/part.ts'
import type { Input } from '../../shared/ipc/contract.ts'
import type { Quotes } from '../../shared/ipc/shapes.ts'
import type { Price } from '../../shared/money/price.ts'
import { type Result, done, failed } from '../../shared/result.ts'
import type { CatalogModel } from '../catalog/catalog-model.ts'
import type {
  Connection,
  Droppable,
  ProviderAdapter,
  ProviderRequest,
} from '../providers/provider.ts'
import type { Attempt } from '../storage/attempts.ts'
import { failureOfSqlite } from '../storage/failure-of-sqlite.ts'
import { lackOfRoom, SPARE_BYTES } from '../storage/files.ts'
import { openAttachments } from './attachments.ts'
import { openBudget } from './budget.ts'
import { chatOptionsOf } from './chat-options.ts'
import { openContexts, providerMessages } from './context.ts'
import { openConversationReader } from './conversations.ts'
import type { TurnsOptions } from './options.ts'
import { openLookups } from './lookups.ts'
import { sentMaxOutputTokens } from './quote-models.ts'
import { openQuotes, type SendEstimate } from './quotes.ts'
import { openResolutions } from './resolutions.ts'
import { openTurnRunner } from './run-turn.ts'
import { openUncertain, type Swept } from './uncertain.ts'

export type Turns = ReturnType<typeof openTurns>

type UnsentRequest = Omit<ProviderRequest, 'attemptId' | 'signal'>

type UnsentTurn = {
  connection: Connection
  adapter: ProviderAdapter
  model: CatalogModel
  price: Price
  chat: ChatOptions
  parts: Part[]
  maxOutputTokens: number
}

/** A turn that lacks nothing but its reservation. */
type PreparedTurn = UnsentTurn & { request: UnsentRequest; estimate: SendEstimate }

const TITLE_CHARACTERS = 60

/** How long a provider is given to count what it will be sent. */
const COUNT_TIMEOUT_MS = 2_500

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
    available: budget.available,
    counted: (conversationId) => tell('estimate.counted', { conversationId }),
  })
  const sending = new Map<string, Promise<Result<Turn>>>()
  /** What a model's server once refused, so that it is not sent twice in one run of the program. */
  const refusedFields = new Map<string, readonly Droppable[]>()
  let isClosed = false
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
    ended({ turnId, attempt, conversationId, request }, settlement, ending) {
      quotes.settled()
      contexts.forget(conversationId)
      if (ending.kind !== 'stopped') {
        accounts.noteStatus(attempt.providerId, 'failure' in ending ? ending.failure : null)
      }
      if (request.without.length > 0) refusedFields.set(modelKeyText(attempt), request.without)
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
    const prepared = await prepare(input)
    if (!prepared.ok) return prepared
    if (isClosed || runner.isWriting(conversationId)) return failed({ kind: 'turn-in-progress' })
    const noRoom = lackOfRoom(options.freeBytes(), SPARE_BYTES)
    if (noRoom) return noRoom
    const { price, adapter, request } = prepared.value
    const reserved = reserveOrSay(input, prepared.value)
    if (!reserved.ok) return reserved
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

  /** All that a turn needs before anything is reserved for it, or what it lacks. */
  async function prepare(input: Input<'turn.send'>): Promise<Result<PreparedTurn>> {
    const { conversationId, text } = input
    const parts = attachments.partsOf(text, input.attachments ?? [])
    if (!parts.ok) return parts
    if (parts.value.every(isEmpty)) return failed({ kind: 'empty-message' })
    const model = catalog.find(input.model)
    if (!model) return failed({ kind: 'unknown-model', modelName: input.model.modelId })
    const { price } = model
    if (!price) return failed({ kind: 'no-price', modelName: model.name })
    const connected = await accounts.connect(model.key.providerId)
    if (!connected.ok) return connected
    if (isClosed) return failed({ kind: 'turn-in-progress' })
    const chat = optionsFor(conversationId, input.options)
    const unsent = {
      ...connected.value,
      model,
      price,
      chat,
      parts: parts.value,
      maxOutputTokens: sentMaxOutputTokens(model, chat, input.maxOutputTokens),
    }
    const request = requestOf(conversationId, unsent)
    const { adapter } = unsent
    const estimate = await quotes.forSend({
      ...unsent,
      conversationId,
      options: chat,
      countedTokens: await countAtProvider(adapter, request),
    })
    const { isTooLong, inputTokens } = estimate
    if (isTooLong && model.contextTokens !== null) {
      const { contextTokens, name: modelName } = model
      return failed({ kind: 'too-long-for-model', modelName, inputTokens, contextTokens })
    }
    return done({ ...unsent, request, estimate })
  }

  function requestOf(conversationId: string, unsent: UnsentTurn): UnsentRequest {
    const { connection, model, chat, parts, maxOutputTokens } = unsent
    const { seesImages } = model
    const { leftOutTurns, systemText, temperature } = chat
    return {
      connection,
      modelId: model.key.modelId,
      modelName: model.name,
      system: systemText.trim() === '' ? null : systemText,
      messages: providerMessages(storage, contexts.of(conversationId), parts, {
        seesImages,
        leftOutTurns,
      }),
      maxOutputTokens,
      effort: effortFor(model, chat),
      temperature: model.takesTemperature ? temperature : null,
      without: refusedFields.get(modelKeyText(model.key)) ?? [],
    }
  }

  /**
   * The provider's own count of the input, which is free of charge; null where the person did not
   * agree to it, it has no such count, or it does not answer soon.
   */
  async function countAtProvider(
    { countInput }: ProviderAdapter,
    request: UnsentRequest,
  ): Promise<number | null> {
    if (!countInput || !options.countsAtProvider()) return null
    const patience = new AbortController()
    const cancel = options.after(COUNT_TIMEOUT_MS, () => patience.abort())
    const attemptId = options.newId()
    const counted = await countInput({ ...request, attemptId, signal: patience.signal })
    cancel()
    return counted.ok ? counted.value : null
  }

  /** What is set for a stored conversation; for a new one, what comes with its first turn. */
  function optionsFor(conversationId: string, given: ChatOptions | undefined): ChatOptions {
    const isStored = storage.conversations.optionsJson(conversationId) !== null
    return isStored ? chatOptionsOf(storage, conversationId) : (given ?? defaultChatOptions)
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
    const { model, price, chat, estimate, maxOutputTokens } = prepared
    const { expectedNanoUsd, ceilingNanoUsd, inputTokens, textTokens } = estimate
    return storage.transact((): Result<{ attempt: Attempt; messageId: number }> => {
      const request = {
        attemptId: options.newId(),
        turnId: input.turnId,
        number: 1,
        purpose: 'answer' as const,
        ...model.key,
        priceId: storage.prices.pin(model.key.providerId, model.key.modelId, price),
        effort: effortFor(model, chat),
        textTokens,
        inputTokens,
        maxOutputTokens,
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
      await Promise.allSettled(sending.values())
      await runner.stopAll()
      lookups.close()
      uncertain.close()
      quotes.close()
    },
  }
}

function isEmpty(part: Part): boolean {
  return part.type === 'text' && part.text.trim() === ''
}

/** How hard the model is told to think: only what it can be told. */
function effortFor(model: CatalogModel, { effort }: ChatOptions): Effort | null {
  return effort !== null && model.efforts.includes(effort) ? effort : null
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
