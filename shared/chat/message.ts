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
  /** It ended because it wanted a tool to be run. */
  | 'tool-calls'
  /** The provider broke it off in the middle, to be asked to go on. */
  | 'paused'
  /** The model would not answer. */
  | 'refused'
  /** The provider's filter ended it. */
  | 'filtered'
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

/** How hard a model thinks before it answers; `off` where it can be told not to. */
export const efforts = ['off', 'low', 'medium', 'high'] as const
export type Effort = (typeof efforts)[number]

/** What a person set for one conversation. Null leaves it to the model. */
export type ChatOptions = {
  systemText: string
  effort: Effort | null
  /** 0 to 2. */
  temperature: number | null
  /** The most output tokens of one answer, thinking included. */
  maxOutputTokens: number | null
  /** How many of its oldest turns are not sent any more, to make room or to spend less. */
  leftOutTurns: number
}

export const defaultChatOptions: ChatOptions = {
  systemText: '',
  effort: null,
  temperature: null,
  maxOutputTokens: null,
  leftOutTurns: 0,
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

export type Conversation = ConversationSummary & {
  turns: Turn[]
  options: ChatOptions
}
