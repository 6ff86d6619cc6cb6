import {
  type ChatOptions,
  defaultChatOptions,
  type ModelKey,
  modelKeyText,
} from '../../shared/chat/message.ts'
import type { Part } from '../../shared/chat/part.ts'
import type { Input } from '../../shared/ipc/contract.ts'
import type { Price } from '../../shared/money/price.ts'
import { type Result, done, failed } from '../../shared/result.ts'
import type { CatalogModel } from '../catalog/catalog-model.ts'
import type {
  Connection,
  Droppable,
  ProviderAdapter,
  ProviderRequest,
} from '../providers/provider.ts'
import type { Attachments } from './attachments.ts'
import { chatOptionsOf } from './chat-options.ts'
import { type Context, type openContexts, providerMessages } from './context.ts'
import { isInForce } from './in-force.ts'
import type { TurnsOptions } from './options.ts'
import type { openQuotes, SendEstimate } from './quotes.ts'
import { sentEffort, sentMaxOutputTokens } from './quote-models.ts'

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

/** What of a message does not depend on the model it goes to. */
export type Asked = Omit<Input<'turn.send'>, 'turnId'>

/** A turn that lacks nothing but its reservation. */
export type PreparedTurn = UnsentTurn & {
  request: UnsentRequest
  estimate: SendEstimate
  /** Whether what it was prepared with is still so: history, price, key and address. */
  isInForce: () => boolean
}

/** How long a provider is given to count what it will be sent. */
const COUNT_TIMEOUT_MS = 2_500

/** Gathers what a turn needs before anything is reserved for it. Writes nothing. */
export function openPreparation(
  options: TurnsOptions,
  {
    contexts,
    attachments,
    quotes,
  }: {
    contexts: ReturnType<typeof openContexts>
    attachments: Attachments
    quotes: Pick<ReturnType<typeof openQuotes>, 'forSend'>
  },
) {
  const { storage, catalog, accounts } = options
  /** What a model's server once refused, so that it is not sent twice in one run of the program. */
  const refusedFields = new Map<string, readonly Droppable[]>()
  let isClosed = false

  /** All that a turn needs before anything is reserved for it, or what it lacks. */
  async function prepare(input: Asked): Promise<Result<PreparedTurn>> {
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
    const edition = contexts.edition(conversationId)
    const context = contexts.of(conversationId, input.parentTurnId)
    const request = requestOf(context, unsent)
    const { adapter } = unsent
    const estimate = await quotes.forSend({
      ...unsent,
      conversationId,
      context,
      options: chat,
      countedTokens: await countAtProvider(adapter, request),
    })
    const isStillSo = (): boolean =>
      contexts.edition(conversationId) === edition && isInForce(options, model.key, unsent)
    if (!isClosed && !isStillSo()) return prepare(input)
    const { isTooLong, inputTokens } = estimate
    if (isTooLong && model.contextTokens !== null) {
      const { contextTokens, name: modelName } = model
      return failed({ kind: 'too-long-for-model', modelName, inputTokens, contextTokens })
    }
    return done({ ...unsent, request, estimate, isInForce: isStillSo })
  }

  function requestOf(context: Context, unsent: UnsentTurn): UnsentRequest {
    const { connection, model, chat, parts, maxOutputTokens } = unsent
    const { seesImages } = model
    const { leftOutTurns, systemText, temperature } = chat
    const without = refusedFields.get(modelKeyText(model.key)) ?? []
    return {
      connection,
      modelId: model.key.modelId,
      modelName: model.name,
      system: systemText.trim() === '' ? null : systemText,
      messages: providerMessages(attachments.bytes, context, parts, {
        seesImages,
        leftOutTurns,
      }),
      maxOutputTokens,
      effort: without.includes('effort') ? null : sentEffort(model, chat),
      temperature: model.takesTemperature ? temperature : null,
      without,
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

  return {
    prepare,
    learn(model: ModelKey, without: readonly Droppable[]): void {
      if (without.length > 0) refusedFields.set(modelKeyText(model), without)
    },
    close(): void {
      isClosed = true
    },
  }
}

function isEmpty(part: Part): boolean {
  return part.type === 'text' && part.text.trim() === ''
}
