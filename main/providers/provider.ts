import type { Effort } from '../../shared/chat/message.ts'
import type { ImageType } from '../../shared/chat/part.ts'
import type { Failure } from '../../shared/failures.ts'
import type { Price } from '../../shared/money/price.ts'
import type { Usage } from '../../shared/money/usage.ts'
import type { Result } from '../../shared/result.ts'

/** What every provider adapter can do. One folder a provider; `registry.ts` is the one list. */
export type ProviderAdapter = {
  /**
   * Sends one attempt and yields what arrives. Never throws and never retries: whatever happens,
   * it returns exactly one named ending. The first network byte leaves after the first `next()`.
   */
  stream: (request: ProviderRequest) => AsyncGenerator<StreamEvent, StreamEnding>
  /** The models the provider lists for this key, with what it tells of each. Costs nothing. */
  listModels: (connection: Connection, signal: AbortSignal) => Promise<Result<ListedModel[]>>
  /**
   * Asks the provider how many input tokens a request has. Costs nothing, but sends the prompt: only
   * for who agreed. Absent where the provider has no such call.
   */
  countInput?: (request: ProviderRequest) => Promise<Result<number>>
  /** What is known of how the provider at an address bills. Known beforehand: asks nobody. */
  billing: (address: string) => Billing
  /**
   * Asks the provider what an attempt came to, by the name it gave it. Costs nothing, never throws
   * and never asks twice. `cost-not-found` when it does not know the name (it may still, seconds
   * later), speaks of another attempt, or gives figures that cannot be read.
   */
  lookUp: (
    connection: Connection,
    reference: string,
    signal: AbortSignal,
  ) => Promise<Result<LookedUp>>
  /**
   * Asks the provider what was spent with a key so far. Costs nothing, and never throws. Absent where
   * no provider of this kind can be asked.
   */
  keyUsage?: (connection: Connection, signal: AbortSignal) => Promise<Result<KeyUsage>>
}

/** One model of a provider's own list. Null is "not said". */
export type ListedModel = {
  modelId: string
  name: string | null
  contextTokens: number | null
  mostOutputTokens: number | null
  seesImages: boolean | null
  /** How hard it can be told to think; none: it cannot be told. */
  efforts: readonly Effort[] | null
  takesTemperature: boolean | null
  /** False for what does not answer in text: embeddings, speech, images, moderation. */
  isChat: boolean | null
  /** The day it is taken away, YYYY-MM-DD. */
  retiresOn: string | null
  /** The price the list itself names. */
  price: Pick<Price, 'rates' | 'longContext' | 'searchPicoUsd'> | null
}

export type Billing = {
  /**
   * What a stop does to the bill. `runs-on`: the provider writes and bills to the end after we are
   * gone, so that only reading on tells the cost.
   */
  stop: 'ends' | 'runs-on'
  /** An answer that was refused before its first word costs nothing. */
  refusesFree: boolean
  /** `lookUp` has something to ask. */
  canLookUp: boolean
  /** Usage comes with the provider's own cost, which outranks any price list. */
  reportsCost: boolean
  /** `keyUsage` has something to ask. */
  tellsUsage: boolean
}

/** What a provider says afterwards. At least the cost, or input and output, is known. */
export type LookedUp = {
  usage: Usage
  /** In nano-USD, rounded up once; null where it was not said. */
  costNanoUsd: number | null
  /** The answer as it came, as evidence. */
  raw: string
}

/** What was spent with a key in the day, week from Monday and month of UTC that it is, and in all. */
export type KeyUsage = Record<'day' | 'week' | 'month' | 'ever', KeySpend> & {
  /** What the key may still spend; null: it has no limit, or it is not said. */
  limitRemainingNanoUsd: number | null
}

/** What the provider charged, and what others charge for keys of the person's own there. Null: not said. */
export type KeySpend = { ownNanoUsd: number | null; byokNanoUsd: number | null }

/** Where to send, and with what. Built by the caller for each request; never read from environment. */
export type Connection = {
  providerName: string
  /** Base URL, already checked; the key goes to its host only. */
  address: string
  key: string | null
  fetch: typeof fetch
  /** How long a stream may stay silent before it counts as stalled. */
  idleTimeoutMs: number
  /** How long one attempt may take in all, whatever arrives meanwhile. */
  maxDurationMs: number
}

export type ProviderRequest = {
  connection: Connection
  attemptId: string
  modelId: string
  modelName: string
  /** What stands above the conversation; null for nothing. */
  system: string | null
  messages: readonly ProviderMessage[]
  maxOutputTokens: number
  /** Null leaves it to the model. Only what the model takes is given. */
  effort: Effort | null
  temperature: number | null
  /** What this model's server refused in an earlier attempt, and is not sent again. */
  without: readonly Droppable[]
  signal: AbortSignal
}

/** Fields of a request that change how an answer is made, and without which one can be had. */
export type Droppable =
  | 'stream_options'
  | 'temperature'
  | 'effort'
  | 'reasoning_summary'
  | 'system'
  | 'max_tokens_name'
  | 'service_tier'
  | 'cache_control'

/**
 * One side's words, as any model can read them. What one provider wants back word for word
 * (signatures, ids, thinking) never stands here, so no other can stumble over it.
 */
export type ProviderMessage = { role: 'user' | 'assistant'; parts: readonly ProviderPart[] }

export type ProviderPart =
  | { type: 'text'; text: string }
  | { type: 'image'; mediaType: ImageType; base64: string }

export type StreamEvent =
  | { type: 'text'; text: string }
  | { type: 'thinking'; text: string }
  /** Something the provider wants back word for word with the thinking before it. */
  | { type: 'opaque'; opaque: string }
  /**
   * A piece of a tool call. `call` numbers the calls of one answer from 0; id and name come once, as a
   * rule with the first piece, and are empty in all others.
   */
  | { type: 'tool-call'; call: number; callId: string; name: string; argumentsJson: string }
  /**
   * Cumulative: the last one wins, nothing is added. `costNanoUsd` is the provider's own figure,
   * rounded up once; null where it gives none that can be relied on. `raw` is kept as evidence.
   */
  | { type: 'usage'; usage: Usage; costNanoUsd: number | null; raw: string }
  /** The provider's own name for this request, for look-ups and bug reports. */
  | { type: 'reference'; reference: string }

/** How a stream ended. A loop that ran out without its terminal marker is `truncated`. */
export type StreamEnding =
  | { kind: 'completed' }
  /** The allowed output was used up. */
  | { kind: 'length' }
  /** It wants tools to be run. */
  | { kind: 'tool-calls' }
  /** The provider broke off in the middle, to be asked to go on. */
  | { kind: 'paused' }
  /** The model would not answer, and says so. */
  | { kind: 'refused' }
  /** The provider's filter ended it. */
  | { kind: 'filtered' }
  /** Our own abort signal. `isSent` is false only if nothing can have left this computer. */
  | { kind: 'stopped'; isSent: boolean }
  /** Ended by the network or the server without a terminal marker. */
  | { kind: 'truncated'; failure: Failure }
  | {
      kind: 'failed'
      failure: Failure
      evidence: FailureEvidence
      /** How long the provider asks to be left alone, within a day; absent when it does not say. */
      retryAfterMs?: number
      /** The field it was refused for, if the same can be asked without. */
      unsupported?: Droppable
    }

/**
 * What a failure says about the bill. `not-sent`: nothing left this computer. `refused`: the
 * provider answered with an error instead of content. `unknown`: sent, and nothing is known.
 */
export type FailureEvidence = 'not-sent' | 'refused' | 'unknown'
