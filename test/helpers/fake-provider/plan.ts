import type { AnswerBehaviour, CacheTokens } from './behaviour.ts'

/** One event on the wire, and the text of the answer that it carries. */
export type WireEvent = { bytes: string; text: string }

/** What an answer will be, before it is put into one of the three grammars. */
export type AnswerPlan = {
  /** What an error or a look-up calls it. */
  reference: string
  modelId: string
  pieces: readonly string[]
  inputTokens: number
  cache: CacheTokens
  reasoningTokens: number
  finish: 'stop' | 'length' | 'refused' | 'filtered'
  usage: 'once' | 'twice' | 'none'
  /** What it says it costs, in USD, when so many tokens have come out; null if it never says. */
  costUsd: ((outputTokens: number) => number) | null
}

export type AskedInput = {
  /** The text of each message, in order. */
  messages: readonly string[]
  imageCount: number
}

export type AskedFor = AskedInput & {
  requestNumber: number
  reference: string
  modelId: string
  maxOutputTokens: number
}

const TOKENS_PER_MESSAGE = 3
const BYTES_PER_TOKEN = 4
const TOKENS_PER_IMAGE = 258

/** This provider's tokenizer: a token for each 4 bytes of UTF-8 or part of them. */
function fakeTokens(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / BYTES_PER_TOKEN)
}

export function inputTokensOf({ messages, imageCount }: AskedInput): number {
  const textTokens = messages.reduce((sum, text) => sum + TOKENS_PER_MESSAGE + fakeTokens(text), 0)
  return textTokens + imageCount * TOKENS_PER_IMAGE
}

/** Decides an answer: what is said, where the output limit cuts it, and what it will be billed. */
export function planAnswer(asked: AskedFor, behaviour: AnswerBehaviour): AnswerPlan {
  const { reference, modelId, messages, maxOutputTokens } = asked
  const said = behaviour.text ?? `You said “${messages.at(-1) ?? ''}”. That was ${modelId}. ✓`
  const reasoningTokens = Math.min(behaviour.reasoningTokens ?? 0, maxOutputTokens)
  const pieces: string[] = []
  let written = ''
  for (const piece of said.match(/\s*\S+|\s+$/gu) ?? []) {
    if (reasoningTokens + fakeTokens(written + piece) > maxOutputTokens) break
    written += piece
    pieces.push(piece)
  }
  return {
    reference,
    modelId,
    pieces,
    inputTokens: inputTokensOf(asked),
    cache: behaviour.cache ?? { read: 0, writeShort: 0, writeLong: 0 },
    reasoningTokens,
    finish: written === said ? (behaviour.finish ?? 'stop') : 'length',
    usage: behaviour.usage ?? 'once',
    costUsd: null,
  }
}

/** Output billed once so much text was sent; hidden reasoning is done before the first of it. */
export function outputTokensOf(plan: AnswerPlan, sentText: string): number {
  return (sentText === '' ? 0 : plan.reasoningTokens) + fakeTokens(sentText)
}

/** The whole text of a plan, and the half of it that a first report of two covers. */
export function textOfPlan(plan: AnswerPlan): string {
  return plan.pieces.join('')
}

export function halfOfPlan(plan: AnswerPlan): string {
  return plan.pieces.slice(0, Math.ceil(plan.pieces.length / 2)).join('')
}
