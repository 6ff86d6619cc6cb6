import type { Failure } from '../failures.ts'
import type { Receipt } from './receipt.ts'
import type { Part } from './part.ts'

/** A model of one provider. The pair is unique; the text form is `provider/model`. */
export type ModelKey = { providerId: string; modelId: string }

export function modelKeyText({ providerId, modelId }: ModelKey): string {
  return `${providerId}/${modelId}`
}

export function sameModel(one: ModelKey, other: ModelKey): boolean {
  return one.providerId === other.providerId && one.modelId === other.modelId
}

/** How the writing of an answer stands or ended. `writing` is the only one that changes. */
export type AnswerState =
  | 'writing'
  | 'completed'
  | 'length'
  | 'refused'
  | 'stopped'
  | 'truncated'
  | 'failed'
  | 'interrupted'

type UserMessage = {
  role: 'user'
  turnId: string
  parts: Part[]
  createdAtMs: number
}

export type AnswerMessage = {
  role: 'assistant'
  turnId: string
  parts: Part[]
  createdAtMs: number
  model: ModelKey
  /** What they were called when it was sent; the provider may be gone since. */
  modelName: string
  providerName: string
  state: AnswerState
  /** Set while it waits to be tried again, once, because the provider could not answer yet. */
  retry: { atMs: number; failure: Failure } | null
  receipt: Receipt
}

/** One user message and its answer. */
export type Turn = { turnId: string; user: UserMessage; answer: AnswerMessage }

export type ConversationSummary = {
  conversationId: string
  title: string
  /** The last time something was sent in it. */
  updatedAtMs: number
  /** Spent in it, overrun included. */
  spentNanoUsd: number
  /** Reserved by attempts that are in flight or not yet certain. */
  reservedNanoUsd: number
  /** The model of its last turn. */
  model: ModelKey | null
}

export type Conversation = ConversationSummary & { turns: Turn[] }
