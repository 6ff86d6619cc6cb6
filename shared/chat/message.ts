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
  /** Which of the parts, by their place, are attachments that are named instead of sent by now. */
  droppedPlaces: number[]
  createdAtMs: number
}

export type AnswerMessage = {
  role: 'assistant'
  turnId: string
  parts: Part[]
  createdAtMs: number
  /** Who wrote it; null for an imported answer that does not say. */
  model: ModelKey | null
  /** What they were called when it was sent; the provider may be gone since. */
  modelName: string
  providerName: string
  state: AnswerState
  /** Set while it waits to be tried again, once, because the provider could not answer yet. */
  retry: { atMs: number; failure: Failure } | null
  /** Null for an answer that was imported, or copied into a branch: it cost nothing here. */
  receipt: Receipt | null
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

/** One user message and its answer: one version of what stands at its place. */
export type Turn = {
  turnId: string
  /** The turn before it; null for the first of a conversation. */
  parentTurnId: string | null
  /** From 1. */
  position: number
  /** Every turn that stands at the same place after the same turn, oldest first; itself included. */
  versionIds: string[]
  /** Set for one that was sent together with others, to be compared. */
  comparisonId: string | null
  user: UserMessage
  answer: AnswerMessage
  /** What was paid for besides the answer. */
  background: BackgroundWork[]
  /** What is sent instead of this turn and all before it, or is being written for that; else null. */
  summary: TurnSummary | null
}

/** What a model made of older turns, to be sent in their place. */
export type TurnSummary = {
  summaryId: string
  modelName: string
  /** How many turns it stands for. */
  turnCount: number
  /** Null while it is being written: until then the turns are sent. */
  text: string | null
  /** Null while it is not known, and for one that came with a branch: that was paid for elsewhere. */
  spentNanoUsd: number | null
  /** What is reserved for it while it is written. */
  reservedNanoUsd: number
}

/** An attempt that was made for a turn, and is not its answer. */
export type BackgroundWork = {
  purpose: 'title' | 'summary'
  modelName: string
  /** Null while it is not known. */
  spentNanoUsd: number | null
  reservedNanoUsd: number
}

/** Where a title comes from. A model replaces only the first words of a conversation. */
export type TitleFrom = 'first-words' | 'model' | 'person' | 'import'

export type ImportedFrom = 'chatgpt' | 'claude' | 'farthing'

export type ConversationSummary = {
  conversationId: string
  title: string
  titleFrom: TitleFrom
  /** The last time something was sent in it. */
  updatedAtMs: number
  /** Spent in it, overrun and background work included. */
  spentNanoUsd: number
  /** Reserved by attempts whose cost is not yet certain. */
  uncertainNanoUsd: number
  /** The model of its last turn. */
  model: ModelKey | null
  folderId: string | null
  isPinned: boolean
  importedFrom: ImportedFrom | null
}

/** A conversation and some of its turns, which follow one another. */
export type Conversation = ConversationSummary & {
  turns: Turn[]
  /** Whether there are turns above and below these. */
  hasEarlier: boolean
  hasLater: boolean
  /** All the turns that are shown, on every page. */
  turnCount: number
  /** The turns that stand side by side at its end until one is kept; else null. They are not in `turns`. */
  comparing: Turn[] | null
  options: ChatOptions
}

export type TurnPage = { turns: Turn[]; hasMore: boolean }

/** An answer that came from an attempt here: it has a model, and a receipt. */
export type PaidAnswer = AnswerMessage & { model: ModelKey; receipt: Receipt }

export function isPaid(answer: AnswerMessage): answer is PaidAnswer {
  return answer.receipt !== null && answer.model !== null
}
