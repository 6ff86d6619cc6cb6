import { type ChatOptions, defaultChatOptions } from '../../../shared/chat/message.ts'
import type { Part } from '../../../shared/chat/part.ts'
import { costNanoUsd } from '../../../shared/money/cost.ts'
import type { Price } from '../../../shared/money/price.ts'
import { unknownUsage } from '../../../shared/money/usage.ts'
import type { TokenCounter } from '../../../main/estimate/token-counter.ts'
import type { SettledTurn } from '../../../main/storage/usage-reports.ts'
import { type Context, type ContextMessage, emptyContext } from '../../../main/turns/context.ts'
import { openQuotes } from '../../../main/turns/quotes.ts'
import { type SimulatedModel, simulatedModels } from './models.ts'
import { type Chance, chanceOf } from './random.ts'
import { simpleRules } from './simple-rules.ts'
import { type Task, tasks } from './tasks.ts'
import { type Material, textOf } from './texts.ts'
import { effortOf, trueUsage } from './true-usage.ts'

/** One simulated turn: what was thought of it before, and what it really came to. */
export type SimulatedTurn = {
  model: string
  task: string
  /** Settled turns of that model before it. */
  earlier: number
  expectedNanoUsd: number
  ceilingNanoUsd: number
  actualNanoUsd: number
  estimatedInputTokens: number
  inputTokens: number
  outputTokens: number
  /** What somebody would have said who knows all that is hidden but how this one answer falls out. */
  bestNanoUsd: number
  /** What two simple rules would have said. */
  fourCharactersNanoUsd: number
  tenPercentNanoUsd: number
}

/** How one person differs from another; nothing of it is told to the estimator. */
export type Person = {
  /** Times the usual answer, for each task. */
  wishes: ReadonlyMap<string, number>
  favourites: ReadonlyMap<string, SimulatedModel>
}

export type Talk = {
  conversationId: string
  task: Task
  material: Material
  /** Times the usual answer, in this conversation. */
  wish: number
  model: SimulatedModel
  options: ChatOptions
  turns: ContextMessage[][]
  context: Context
  /** By model: how far its cache reaches, and since when. */
  caches: Map<string, { tokens: number; usedAtMs: number }>
  turnCount: number
}

const knownModels = simulatedModels.map(({ known }) => known)
/** How a month differs from the usual one. */
export type Variation = {
  /** Times the usual number of turns in a conversation. */
  talkLength: number
  /** Times as often that a question says what it wants. */
  saysWish: number
}

const usual: Variation = { talkLength: 1, saysWish: 1 }

const START_MS = Date.parse('2026-11-01T08:00:00Z')
const SWITCHES = 0.12
const CHANGES_SUBJECT = 0.08

/**
 * One person's month, turn by turn through the same code as the app's: quotes for a message about to
 * be sent, then what it really used, then learning from it. Output lengths are medians of the task
 * times the habits of person, model and conversation, with the spread of the task; one in 25 is far
 * longer or shorter. Thinking comes on top and is not seen. The estimator sees texts and settled
 * usage alone.
 */
export async function simulateMonth(
  seed: number,
  turnCount: number,
  counter: TokenCounter,
  variation: Variation = usual,
): Promise<SimulatedTurn[]> {
  const chance = chanceOf(seed)
  const person = personOf(chance)
  const settled: SettledTurn[] = []
  const results: SimulatedTurn[] = []
  const counts = new Map<string, number>()
  let atMs = START_MS
  let talk = startTalk(chance, person, 0, variation)
  const open = [talk]
  const contexts = new Map([[talk.conversationId, talk]])
  const quotes = openQuotes({
    storage: {
      usageReports: { settledTurns: (count) => settled.slice(-count) },
      conversations: { optionsJson: () => null },
    },
    catalog: {
      models: () => knownModels,
      find: () => null,
      revision: () => 1,
    },
    contexts: { of: (id) => (id && contexts.get(id)?.context) || emptyContext },
    attachments: { partsOf: () => ({ ok: true, value: [] }) },
    counter,
    nowMs: () => atMs,
    // The tokenizer is waited for, however busy this machine is.
    after: () => () => {},
    available: () => null,
    counted: () => {},
  })

  for (let index = 0; index < turnCount; index += 1) {
    if (talk.turns.length >= talk.turnCount) {
      atMs += chance.lengthLike(8 * 60_000, 1.2)
      // One in six goes back to an earlier conversation.
      talk =
        chance.number() < 1 / 6 ? chance.pick(open) : startTalk(chance, person, index, variation)
      if (talk.turns.length >= talk.turnCount) talk.turnCount = talk.turns.length + 2
      if (!contexts.has(talk.conversationId)) open.push(talk)
      contexts.set(talk.conversationId, talk)
    } else {
      atMs += chance.lengthLike(100_000, 0.9)
    }
    if (talk.turns.length > 0 && chance.number() < SWITCHES)
      talk.model = chance.pickWeighted(simulatedModels)
    const { model } = talk
    const price = model.known.price as Price
    const parts = questionOf(chance, talk, variation)
    const key = model.known.key.modelId
    const estimate = await quotes.forSend({
      conversationId: talk.conversationId,
      context: contexts.get(talk.conversationId)?.context ?? emptyContext,
      parts,
      model: model.known,
      price,
      options: talk.options,
      maxOutputTokens: model.known.maxOutputTokens,
      countedTokens: null,
    })
    const { usage, medianOutputTokens } = trueUsage(chance, person, talk, parts, atMs)
    const actualNanoUsd = costNanoUsd(price, { ...unknownUsage, ...usage }) ?? 0
    results.push({
      model: key,
      task: talk.task.name,
      earlier: counts.get(key) ?? 0,
      expectedNanoUsd: estimate.expectedNanoUsd,
      ceilingNanoUsd: estimate.ceilingNanoUsd,
      actualNanoUsd,
      estimatedInputTokens: estimate.inputTokens,
      inputTokens: usage.inputTokens,
      outputTokens: usage.outputTokens,
      bestNanoUsd:
        costNanoUsd(price, { ...unknownUsage, ...usage, outputTokens: medianOutputTokens }) ?? 0,
      ...simpleRules(talk, parts, price, model.known.maxOutputTokens),
    })
    counts.set(key, (counts.get(key) ?? 0) + 1)
    settled.push({
      ...model.known.key,
      effort: effortOf(talk),
      textTokens: estimate.textTokens,
      maxOutputTokens: estimate.maxOutputTokens,
      expectedNanoUsd: estimate.expectedNanoUsd,
      reservedNanoUsd: estimate.ceilingNanoUsd,
      spentNanoUsd: actualNanoUsd,
      createdAtMs: atMs,
      inputTokens: usage.inputTokens,
      cacheReadTokens: usage.cacheReadTokens,
      cacheWriteTokens: usage.cacheWriteShortTokens,
      outputTokens: usage.outputTokens,
      reasoningTokens: usage.reasoningTokens,
      conversationId: talk.conversationId,
      questionBytes: Buffer.byteLength(JSON.stringify(parts)),
      questionEnds: endsOf(parts),
    })
    const visible =
      (usage.outputTokens - usage.reasoningTokens) / model.truth.perToken[talk.material]
    answer(chance, talk, parts, visible, index)
    quotes.settled()
  }
  quotes.close()
  return results
}

function endsOf(parts: readonly Part[]): string {
  const last = parts.at(-1)
  const text = last?.type === 'text' ? last.text : ''
  return text.length <= 320 ? text : `${text.slice(0, 160)}\n${text.slice(-160)}`
}

/** How a person says what they want, if they do: not always, and less in the middle of something. */
function wishOf(chance: Chance, { wishes }: Task, often: number): string {
  return chance.number() < often ? chance.pick(wishes) : ''
}

function personOf(chance: Chance): Person {
  return {
    wishes: new Map(tasks.map(({ name }) => [name, chance.lengthLike(1, 0.3)])),
    favourites: new Map(tasks.map(({ name }) => [name, chance.pickWeighted(simulatedModels)])),
  }
}

function startTalk(chance: Chance, person: Person, index: number, { talkLength }: Variation): Talk {
  const task = chance.pickWeighted(tasks)
  const favourite = person.favourites.get(task.name)
  const model =
    favourite && chance.number() < 0.6 ? favourite : chance.pickWeighted(simulatedModels)
  const thinksHard = task.thinking >= 1 && chance.number() < 0.35
  const turns: ContextMessage[][] = []
  return {
    conversationId: `conversation ${index}`,
    task,
    material: chance.pickWeighted(task.materials).material,
    wish: chance.lengthLike(1, 0.2),
    model,
    options: {
      ...defaultChatOptions,
      systemText: chance.number() < 0.3 ? textOf(chance, 'english', 120) : '',
      effort: thinksHard ? 'high' : null,
    },
    turns,
    context: { ...emptyContext, turns },
    caches: new Map(),
    turnCount: 1 + Math.floor(-Math.log(1 - chance.number()) * task.turns * talkLength),
  }
}

function questionOf(chance: Chance, talk: Talk, { saysWish }: Variation): Part[] {
  const isFirst = talk.turns.length === 0
  // Now and then something else is asked in between.
  const task = chance.number() < CHANGES_SUBJECT ? chance.pickWeighted(tasks) : talk.task
  const { median, spread } = isFirst ? task.question : task.followUp
  const tokens = Math.min(200_000, Math.max(4, chance.lengthLike(median, spread)))
  const parts: Part[] = []
  for (let image = 0; image < (isFirst ? task.images : 0); image += 1) {
    const [widthPx, heightPx] = chance.pick([
      [1_024, 1_024],
      [1_920, 1_080],
      [4_032, 3_024],
      [800, 600],
    ] as const)
    const name = `photo-${image}.png`
    const attachmentId = '0'.repeat(64)
    parts.push({
      type: 'image',
      attachmentId,
      name,
      mediaType: 'image/png',
      widthPx,
      heightPx,
      sizeBytes: 1,
    })
  }
  const text = textOf(chance, talk.material, tokens)
  const wish = wishOf(chance, task, (isFirst ? 0.7 : 0.35) * saysWish)
  parts.push({ type: 'text', text: wish === '' ? text : `${wish}\n\n${text}` })
  return parts
}

function answer(chance: Chance, talk: Talk, parts: Part[], tokens: number, index: number): void {
  const turnId = `turn ${index}`
  const text = textOf(chance, talk.material, Math.max(1, tokens))
  talk.turns.push([
    { turnId, role: 'user', parts },
    { turnId, role: 'assistant', parts: [{ type: 'text', text }] },
  ])
  talk.context = { ...emptyContext, turns: [...talk.turns] }
}
