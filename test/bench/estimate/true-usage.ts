import type { Effort } from '../../../shared/chat/message.ts'
import type { Part } from '../../../shared/chat/part.ts'
import type { Family } from '../../../main/estimate/families.ts'
import { imageTokens } from '../../../main/estimate/images.ts'
import { sentParts } from '../../../main/turns/sent-parts.ts'
import type { Person, Talk } from './month.ts'
import type { Chance } from './random.ts'
import { tokensOf } from './texts.ts'

const SURPRISES = 0.04

/** What the provider would report. */
export function trueUsage(
  chance: Chance,
  person: Person,
  talk: Talk,
  parts: readonly Part[],
  atMs: number,
) {
  const { model, task, material } = talk
  const { truth, known } = model
  const sent = [...talk.turns.flat().map((message) => message.parts), parts].map((one) =>
    sentParts(one, true),
  )
  const text = sent
    .flat()
    .reduce((sum, part) => sum + (part.type === 'text' ? counted(part.text) : 0), 0)
  const images = sent
    .flat()
    .reduce(
      (sum, part) => sum + (part.type === 'image' ? imageTokens(known.family as Family, part) : 0),
      0,
    )
  const system =
    talk.options.systemText === '' ? 0 : counted(talk.options.systemText) + truth.perMessage
  const factor = truth.perToken[material] * (1 + 0.01 * chance.normal())
  const inputTokens = Math.round(
    (text + system) * factor +
      images * (1 + 0.04 * chance.normal()) +
      sent.length * truth.perMessage +
      truth.perRequest,
  )
  const question = parts.reduce(
    (sum, part) => sum + (part.type === 'text' ? counted(part.text) : 0),
    0,
  )
  const surprise = chance.number() < SURPRISES ? chance.lengthLike(1, 1) : 1
  const usual = task.answer.base + task.answer.perToken * question
  const wished = usual * (person.wishes.get(task.name) ?? 1) * talk.wish
  const median = wished * truth.wordiness * truth.perToken[material]
  const visible = median * surprise * chance.lengthLike(1, task.answer.spread)
  const effort = { off: 0, low: 0.5, medium: 1.2, high: 2.2, own: 1 }[effortOf(talk) ?? 'own']
  const thinks = truth.thinking * task.thinking * effort
  const thinking = thinks * (visible + 120) * chance.lengthLike(1, 0.3)
  const limited = (tokens: number): number =>
    Math.max(1, Math.min(known.maxOutputTokens, Math.round(tokens)))
  const outputTokens = limited(visible + thinking)
  const reasoningTokens = Math.min(Math.round(thinking), outputTokens - 1)
  const cached = useCache(chance, talk, inputTokens, atMs)
  return {
    usage: { inputTokens, outputTokens, reasoningTokens, ...cached },
    medianOutputTokens: limited(median + thinks * (median + 120)),
  }
}

function useCache(chance: Chance, talk: Talk, inputTokens: number, atMs: number) {
  const { cache } = talk.model.truth
  const name = talk.model.known.key.modelId
  const before = talk.caches.get(name)
  const isKept = cache.kind === 'automatic' || (cache.kind === 'marked' && talk.turns.length > 0)
  if (!isKept || inputTokens < cache.leastTokens)
    return { cacheReadTokens: 0, cacheWriteShortTokens: 0 }
  const isWarm = before && atMs - before.usedAtMs < cache.lifeMs && chance.number() < cache.hits
  const cacheReadTokens = isWarm ? Math.min(before.tokens, inputTokens) : 0
  const tokens = cache.kind === 'automatic' ? inputTokens - (inputTokens % 128) : inputTokens - 3
  talk.caches.set(name, { tokens, usedAtMs: atMs })
  return {
    cacheReadTokens,
    cacheWriteShortTokens: cache.writes ? Math.max(0, tokens - cacheReadTokens) : 0,
  }
}

export function effortOf({ options, model }: Talk): Effort | null {
  return options.effort !== null && model.known.efforts.includes(options.effort)
    ? options.effort
    : null
}

const countsKept = new Map<string, number>()

function counted(text: string): number {
  const known = countsKept.get(text)
  if (known !== undefined) return known
  const count = tokensOf(text)
  countsKept.set(text, count)
  return count
}
