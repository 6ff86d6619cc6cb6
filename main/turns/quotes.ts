import { type ChatOptions, defaultChatOptions, sameModel } from '../../shared/chat/message.ts'
import type { Part } from '../../shared/chat/part.ts'
import type { Input, Output } from '../../shared/ipc/contract.ts'
import type { Quotes, TrackRecord, TypicalTurn, Ways } from '../../shared/ipc/shapes.ts'
import type { Price } from '../../shared/money/price.ts'
import { type Result, done, failed } from '../../shared/result.ts'
import type { CatalogModel } from '../catalog/catalog-model.ts'
import { cuesOf } from '../estimate/cues.ts'
import type { Learned } from '../estimate/learned.ts'
import {
  type Estimate,
  estimateAll,
  estimateOne,
  noFigures,
  type Plan,
  type PlannedRequest,
  planFor,
} from '../estimate/plan.ts'
import { addWeights, countedTokens, noWeight, type Weight } from '../estimate/weight.ts'
import type { SettledTurn } from '../storage/usage-reports.ts'
import { additionsOf } from './additions.ts'
import { chatOptionsOf } from './chat-options.ts'
import type { Context } from './context.ts'
import { learnFrom } from './learn-from.ts'
import { plannedModel } from './quote-models.ts'
import type { QuotesOptions } from './quote-options.ts'
import { openQuoteWeights, type WeighedDraft } from './quote-weights.ts'
import { trackRecordOf, typicalTurnOf } from './track-record.ts'
import { waysFor } from './ways.ts'

/** What is known of a turn that is about to be sent. */
export type SendEstimate = {
  expectedNanoUsd: number
  ceilingNanoUsd: number
  inputTokens: number
  /** By o200k, with what stands around messages; null: not counted, or more than text. */
  textTokens: number | null
  maxOutputTokens: number
  isTooLong: boolean
}

/** A message about to be sent to one model. */
export type SendRequest = {
  conversationId: string | null
  /** What it comes after. */
  context: Context
  parts: readonly Part[]
  model: CatalogModel
  price: Price
  options: ChatOptions
  /** What the request will carry. */
  maxOutputTokens: number
  /** Input tokens as the provider counted them beforehand; null: it was not asked. */
  countedTokens: number | null
}

/** What a draft costs with one model, as it is and as it might be. */
export type Estimator = {
  context: Context
  options: ChatOptions
  seesImages: boolean
  /** As `all` says. */
  now: () => Estimate
  /** With nothing of it in a cache. */
  cold: () => Estimate
  /** Without the history, although it is there. */
  unread: () => Estimate
  /** After this history instead, of which no cache holds anything. */
  after: (changed: Context) => Estimate
  /** In a conversation of its own. */
  afresh: () => Estimate
}

/** How many of the newest usage reports estimates learn from. */
const LEARNED_REPORTS = 1_200

/** Learning takes some 20 ms: between turns, and once the window stands, rather than at a key press. */
const LEARN_AFTER_TURN_MS = 100
const LEARN_AFTER_START_MS = 2_000

/** How long a person has to pause before what they wrote is counted exactly. */
const PAUSE_MS = 400

/** How long a message that is sent waits to be counted exactly. Then bytes bound it. */
const COUNT_WAIT_MS = 300

type KeptPlan = { plan: Plan; name: string; context: Context; models: readonly CatalogModel[] }

/**
 * What a draft would cost with each model: conversation, catalogue and what was learned from settled
 * turns, joined. A key press weighs the draft and makes one pass over the prices; everything else is
 * remembered until it changes.
 */
export function openQuotes(options: QuotesOptions) {
  const { catalog, contexts, counter, nowMs } = options
  const weights = openQuoteWeights(counter)
  let turns: readonly SettledTurn[] | null = null
  let learned: Learned | null = null
  let kept: KeptPlan | null = null
  let chat: { json: string; options: ChatOptions } | null = null
  let edition = 0
  let cancelPause = (): void => {}
  let cancelLearning = learnIn(LEARN_AFTER_START_MS)
  let isClosed = false

  function settledTurns(): readonly SettledTurn[] {
    turns ??= options.storage.usageReports.settledTurns(LEARNED_REPORTS)
    return turns
  }

  /** What cannot be read then is said at the next key press, to whom it concerns. */
  function learnIn(delayMs: number): () => void {
    return options.after(delayMs, () => {
      try {
        if (!isClosed) learnedNow()
      } catch {
        learned = null
      }
    })
  }

  function learnedNow(): Learned {
    learned ??= learnFrom(settledTurns(), catalog.models())
    return learned
  }

  function optionsOf(conversationId: string | null, given: ChatOptions | undefined): ChatOptions {
    const json = conversationId && options.storage.conversations.optionsJson(conversationId)
    if (!json || conversationId === null) return given ?? defaultChatOptions
    if (chat?.json !== json)
      chat = { json, options: chatOptionsOf(options.storage, conversationId) }
    return chat.options
  }

  /** What goes before the draft: system text, and the turns that are not left out. */
  function before(conversationId: string | null, context: Context, set: ChatOptions) {
    const history = weights.history(conversationId, context, set.leftOutTurns)
    return { history, all: addWeights(weights.system(set.systemText), history) }
  }

  function planOf(conversationId: string | null, context: Context, set: ChatOptions): Plan {
    const { effort, maxOutputTokens, leftOutTurns } = set
    const models = catalog.models()
    const name = [edition, conversationId, effort, maxOutputTokens, leftOutTurns].join(' ')
    if (kept?.name === name && kept.context === context && kept.models === models) return kept.plan
    const { all } = before(conversationId, context, set)
    const planning = {
      conversationId,
      options: set,
      learned: learnedNow(),
      before: all,
      maxOutputTokens: null,
      changedAtMs: context.changedAtMs,
    }
    const plan = planFor(models.map((model) => plannedModel(model, planning)))
    kept = { plan, name, context, models }
    return plan
  }

  function all(input: Input<'estimate.quote'>): Result<Quotes> {
    const { conversationId, draft, attachments = [] } = input
    const attached = options.attachments.partsOf('', attachments)
    if (!attached.ok) return attached
    const context = contexts.of(conversationId, input.parentTurnId)
    const set = optionsOf(conversationId, input.options)
    const plan = planOf(conversationId, context, set)
    const weighed = weights.draft(draft, attachments, () => attached.value)
    const request = requestWith(weighed, conversationId, before(conversationId, context, set))
    const figures = noFigures(plan.length)
    estimateAll(plan, request, figures)
    if (request.weight.uncounted > 0) countAtPause(conversationId, context, set, weighed)
    return done({ catalogRevision: catalog.revision(), ...figures })
  }

  function requestWith(
    weighed: WeighedDraft,
    conversationId: string | null,
    { all: above, history }: ReturnType<typeof before>,
  ): PlannedRequest {
    return {
      weight: addWeights(above, weighed.weight),
      draft: weighed.weight,
      hasHistory: history.messages > 0,
      outputScale: outputScale(conversationId, weighed),
      countedTokens: null,
      nowMs: nowMs(),
    }
  }

  function additions(input: Input<'estimate.additions'>): Result<Output<'estimate.additions'>> {
    const { conversationId, draft, attachments = [] } = input
    const attached = options.attachments.partsOf('', attachments)
    if (!attached.ok) return attached
    const context = contexts.of(conversationId, input.parentTurnId)
    const set = optionsOf(conversationId, input.options)
    const place = catalog.models().findIndex(({ key }) => sameModel(key, input.model))
    const row = planOf(conversationId, context, set)[place]
    if (!row) return failed({ kind: 'unknown-model', modelName: input.model.modelId })
    const above = before(conversationId, context, set)
    const expectedNanoUsd = additionsOf(attachments.length, (without) => {
      const weighed = weights.draft(draft, attachments, () => attached.value, without)
      const figures = noFigures(1)
      estimateAll([row], requestWith(weighed, conversationId, above), figures)
      return figures.expectedNanoUsd[0] ?? Number.NaN
    })
    return done({ expectedNanoUsd })
  }

  function outputScale(
    conversationId: string | null,
    { questionBytes, words }: WeighedDraft,
  ): number {
    return learnedNow().questionScale(conversationId, questionBytes, cuesOf(words))
  }

  function countAtPause(
    conversationId: string | null,
    context: Context,
    set: ChatOptions,
    weighed: WeighedDraft,
  ): void {
    cancelPause()
    cancelPause = options.after(PAUSE_MS, () => {
      void count(conversationId, context, set, weighed.texts).then((found) => {
        if (found && !isClosed) options.counted(conversationId)
      })
    })
  }

  /** True once there are counts that were not there before. */
  async function count(
    conversationId: string | null,
    context: Context,
    { systemText }: ChatOptions,
    texts: readonly string[],
  ): Promise<boolean> {
    const missing = weights.uncounted(conversationId, context, { systemText, texts })
    const counts = await counter.count(missing)
    weights.lookAgain(conversationId)
    return missing.length === 0 || counts.some((found) => found !== null)
  }

  /** The estimate that counts: exact where the text can be counted in time. */
  async function forSend(request: SendRequest): Promise<SendEstimate> {
    const { conversationId, context, parts, model, options: set } = request
    const { texts } = weights.message(parts)
    await atMost(COUNT_WAIT_MS, count(conversationId, context, set, texts))
    const weighed = weights.message(parts)
    const { all: above, history } = before(conversationId, context, set)
    const weight = addWeights(above, weighed.weight)
    const planned = plannedModel(model, {
      conversationId,
      options: set,
      learned: learnedNow(),
      before: above,
      maxOutputTokens: request.maxOutputTokens,
      changedAtMs: context.changedAtMs,
    })
    const estimate = estimateOne(
      { ...planned, price: request.price },
      {
        weight,
        draft: weighed.weight,
        hasHistory: history.messages > 0,
        outputScale: outputScale(conversationId, weighed),
        countedTokens: request.countedTokens,
        nowMs: nowMs(),
      },
    )
    const { expectedNanoUsd, ceilingNanoUsd, inputTokens, isTooLong } = estimate
    return {
      expectedNanoUsd,
      ceilingNanoUsd,
      inputTokens,
      textTokens: countedTokens(weight),
      maxOutputTokens: planned.maxOutputTokens,
      isTooLong,
    }
  }

  /** Waits for work, or so long, and leaves no timer behind. */
  async function atMost(waitMs: number, work: Promise<unknown>): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const cancel = options.after(waitMs, resolve)
      work.finally(cancel).then(() => resolve(), reject)
    })
  }

  function ways(input: Input<'estimate.ways'>): Result<Ways> {
    const { conversationId, draft, attachments = [] } = input
    const model = catalog.find(input.model)
    if (!model) return failed({ kind: 'unknown-model', modelName: input.model.modelId })
    if (!model.price) return failed({ kind: 'no-price', modelName: model.name })
    const attached = options.attachments.partsOf('', attachments)
    if (!attached.ok) return attached
    const context = contexts.of(conversationId, input.parentTurnId)
    const set = optionsOf(conversationId, input.options)
    const weighed = weights.draft(draft, attachments, () => attached.value)
    return done(
      waysFor({
        model,
        price: model.price,
        conversationId,
        options: set,
        learned: learnedNow(),
        system: weights.system(set.systemText),
        turns: weights.turns(conversationId, context),
        context,
        summary: weights.summary(context.summary),
        draft: weighed.weight,
        outputScale: outputScale(conversationId, weighed),
        nowMs: nowMs(),
        mostNanoUsd: lowerOf(options.available(), input.within?.ceilingNanoUsd ?? null),
        mostExpectedNanoUsd: input.within?.expectedNanoUsd ?? null,
      }),
    )
  }

  /**
   * Works out what a draft costs with one model after its history, or after another: by the figures
   * that `all` says of it.
   */
  function estimator(input: Input<'estimate.savings'>): Result<Estimator> {
    const { conversationId, draft, attachments = [] } = input
    const model = catalog.find(input.model)
    if (!model) return failed({ kind: 'unknown-model', modelName: input.model.modelId })
    const { price } = model
    if (!price) return failed({ kind: 'no-price', modelName: model.name })
    const attached = options.attachments.partsOf('', attachments)
    if (!attached.ok) return attached
    const context = contexts.of(conversationId, input.parentTurnId)
    const set = optionsOf(conversationId, input.options)
    const weighed = weights.draft(draft, attachments, () => attached.value)
    const system = weights.system(set.systemText)

    function estimateAfter(
      history: Weight,
      given: { conversationId: string | null; changedAtMs: number; isRead: boolean },
    ): Estimate {
      const above = addWeights(system, history)
      const planned = plannedModel(model as CatalogModel, {
        conversationId: given.conversationId,
        options: set,
        learned: learnedNow(),
        before: above,
        maxOutputTokens: null,
        changedAtMs: given.changedAtMs,
      })
      return estimateOne(
        { ...planned, price: price as Price },
        requestWith(weighed, given.conversationId, {
          all: given.isRead ? above : system,
          history: given.isRead ? history : noWeight(),
        }),
      )
    }

    const present = before(conversationId, context, set).history
    const cold = Number.POSITIVE_INFINITY
    return done({
      context,
      options: set,
      seesImages: model.seesImages,
      now: () =>
        estimateAfter(present, {
          conversationId,
          changedAtMs: context.changedAtMs,
          isRead: true,
        }),
      cold: () => estimateAfter(present, { conversationId, changedAtMs: cold, isRead: true }),
      unread: () => estimateAfter(present, { conversationId, changedAtMs: cold, isRead: false }),
      after(changed) {
        const history =
          conversationId === null
            ? noWeight()
            : weights.historyIf(conversationId, context, changed, set.leftOutTurns)
        return estimateAfter(history, { conversationId, changedAtMs: cold, isRead: true })
      },
      afresh: () =>
        estimateAfter(noWeight(), { conversationId: null, changedAtMs: 0, isRead: true }),
    })
  }

  return {
    all,
    estimator,
    /** Counts a draft and what goes before it exactly, as far as that can be done in a moment. */
    async countNow(input: Input<'estimate.savings'>, texts: readonly string[]): Promise<void> {
      const { conversationId } = input
      const context = contexts.of(conversationId, input.parentTurnId)
      const set = optionsOf(conversationId, input.options)
      const counting = count(conversationId, context, set, [input.draft, ...texts])
      await atMost(COUNT_WAIT_MS, counting)
    },
    additions,
    ways,
    forSend,
    learned: learnedNow,
    trackRecord: (): Result<TrackRecord> => done(trackRecordOf(settledTurns())),
    typicalTurn: (): Result<TypicalTurn> =>
      done(typicalTurnOf(settledTurns(), catalog.models(), learnedNow())),
    /** A turn ended: there is more to learn from. */
    settled(): void {
      turns = null
      learned = null
      edition += 1
      cancelLearning()
      cancelLearning = learnIn(LEARN_AFTER_TURN_MS)
    },
    close(): void {
      isClosed = true
      cancelPause()
      cancelLearning()
    },
  }
}

/** The lower of two bounds; null bounds nothing. */
function lowerOf(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other
  return Math.min(one, other)
}
