import { type Effort, modelKeyText } from '../../shared/chat/message.ts'
import type { SettledTurn } from '../storage/usage-reports.ts'
import { cuesOf } from './cues.ts'
import { fitLengths, type LengthExample } from './length-fit.ts'
import { learnFactors } from './token-factors.ts'

/** What settled turns of this person teach about the next one. Worked out once for each of them. */
export type Learned = {
  /** Input tokens of a model for one of o200k; `start` until its own turns say. */
  inputFactor: (model: string, conversationId: string | null, start: number) => number
  /** What a model would write to a question of ordinary length: times the typical answer. */
  modelScale: (model: string, effort: Effort | null) => number
  /** How much longer or shorter than ordinary this answer should be, whoever writes it. */
  questionScale: (
    conversationId: string | null,
    questionBytes: number,
    cues: readonly number[],
  ) => number
  /** What a model writes that is not thinking, 0 to 1. */
  visibleShare: (model: string) => number
  /** How much of what it could read from its cache a model did, lately; null: never tried. */
  cacheShare: (model: string) => number | null
  /** The newest turn of a model in a conversation. */
  lastTurn: (model: string, conversationId: string | null) => SettledTurn | null
  turnCount: number
}

export type LearnOptions = {
  /** Output tokens of a typical answer, as the catalogue has it. */
  typicalOutputTokens: (model: string) => number
  /** How long a model's provider keeps what it cached. */
  cacheLifeMs: (model: string) => number
}

/** Turns of a model that say enough about its cache, and how many of the newest are asked. */
const CACHE_TURNS = { least: 2, most: 15 } as const
const THINKING_MEMORY = 0.15

/** Learns from settled turns, oldest first. */
export function learn(turns: readonly SettledTurn[], options: LearnOptions): Learned {
  const factors = learnFactors(turns)
  const lengths = fitLengths(turns.map((turn) => example(turn, options)))
  const last = new Map<string, SettledTurn>()
  const cacheShares = new Map<string, number[]>()
  const visible = new Map<string, number>()
  for (const turn of turns) {
    const model = modelKeyText(turn)
    if (turn.conversationId !== null) {
      const place = `${turn.conversationId} ${model}`
      const share = readShare(last.get(place), turn, options.cacheLifeMs(model))
      if (share !== null) cacheShares.set(model, [...(cacheShares.get(model) ?? []), share])
      last.set(place, turn)
    }
    const shown = 1 - Math.min(1, turn.reasoningTokens / Math.max(1, turn.outputTokens))
    const before = visible.get(model) ?? shown
    visible.set(model, before + THINKING_MEMORY * (shown - before))
  }
  return {
    inputFactor: factors.factor,
    modelScale: lengths.modelScale,
    questionScale: (...question) => lengths.questionScale(...question),
    visibleShare: (model) => visible.get(model) ?? 1,
    cacheShare: (model) => usualShare(cacheShares.get(model) ?? []),
    lastTurn: (model, conversationId) => last.get(`${conversationId} ${model}`) ?? null,
    turnCount: turns.length,
  }
}

function example(turn: SettledTurn, { typicalOutputTokens }: LearnOptions): LengthExample {
  const model = modelKeyText(turn)
  return {
    model,
    effort: turn.effort,
    conversationId: turn.conversationId,
    questionBytes: turn.questionBytes,
    cues: cuesIn(turn),
    timesTypical: Math.max(1, turn.outputTokens) / typicalOutputTokens(model),
  }
}

/** Questions whose cues are kept: more than are learned from at a time. */
const MOST_KEPT = 4_000
const keptCues = new Map<string, readonly number[]>()

/** Read once for each question, not again with each new turn. */
function cuesIn({ questionEnds }: SettledTurn): readonly number[] {
  if (questionEnds === null) return []
  const known = keptCues.get(questionEnds)
  if (known) return known
  const cues = cuesOf(questionEnds)
  if (keptCues.size >= MOST_KEPT) keptCues.clear()
  keptCues.set(questionEnds, cues)
  return cues
}

/** How much of the request before was read again by a turn that came soon enough after it. */
function readShare(
  before: SettledTurn | undefined,
  turn: SettledTurn,
  lifeMs: number,
): number | null {
  if (!before || turn.createdAtMs - before.createdAtMs >= lifeMs) return null
  if (before.inputTokens < LEAST_CACHED_TOKENS) return null
  return Math.min(1, turn.cacheReadTokens / before.inputTokens)
}

/** Shorter requests are kept by nobody. */
const LEAST_CACHED_TOKENS = 1_280

/** A cache is hit or missed; what is usual of a hit is expected where most of the newest were. */
function usualShare(shares: readonly number[]): number | null {
  if (shares.length < CACHE_TURNS.least) return null
  const newest = shares.slice(-CACHE_TURNS.most)
  const hits = newest.filter((share) => share > 0.5).toSorted((one, other) => one - other)
  return hits.length * 2 > newest.length ? (hits[hits.length >> 1] ?? 0) : 0
}
