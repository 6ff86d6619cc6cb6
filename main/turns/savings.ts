import { textOf } from '../../shared/chat/part.ts'
import type { Input } from '../../shared/ipc/contract.ts'
import type {
  ConversationSpent,
  Saving,
  SavingAttachment,
  Savings,
  SavingSummary,
} from '../../shared/ipc/shapes.ts'
import { modelKeyText, sameModel } from '../../shared/chat/message.ts'
import { done, failed, type Result } from '../../shared/result.ts'
import type { Estimate } from '../estimate/plan.ts'
import type { openBackground } from './background.ts'
import {
  type Context,
  type ContextMessage,
  type openContexts,
  sentHistory,
  withoutDropped,
  wrappedSummary,
} from './context.ts'
import type { TurnsOptions } from './options.ts'
import type { Estimator, openQuotes } from './quotes.ts'
import { summaryPlan, type SummaryPlan } from './summaries.ts'

type Asked = Input<'estimate.savings'>

/**
 * What a conversation costs, and what would make it cheaper. Every figure is an estimate of a turn,
 * by the arithmetic of all the others: a saving is one of them less another.
 */
export function openSavings(
  options: TurnsOptions,
  {
    quotes,
    contexts,
    background,
  }: {
    quotes: Pick<ReturnType<typeof openQuotes>, 'estimator' | 'countNow'>
    contexts: ReturnType<typeof openContexts>
    background: Pick<ReturnType<typeof openBackground>, 'priceOf'>
  },
) {
  const { storage, catalog, accounts, titleModel } = options

  async function savings(input: Asked): Promise<Result<Savings>> {
    const { conversationId } = input
    if (conversationId === null) return failed({ kind: 'unknown-conversation' })
    const isTypical = input.draft.trim() === '' && (input.attachments ?? []).length === 0
    const asked = (): Asked =>
      isTypical
        ? { ...input, draft: typicalQuestion(contexts.of(conversationId, input.parentTurnId)) }
        : input
    const first = quotes.estimator(asked())
    if (!first.ok) return first
    const plan = summaryPlan(first.value.context, first.value.options)
    await quotes.countNow(asked(), plan ? [plan.text] : [])
    const estimator = quotes.estimator(asked())
    if (!estimator.ok) return estimator
    return done({ isTypical, ...savingsWith(estimator.value, input) })
  }

  function savingsWith(estimator: Estimator, input: Asked): Omit<Savings, 'isTypical'> {
    const now = estimator.now()
    const { expectedNanoUsd, ceilingNanoUsd, thenNanoUsd, inputTokens, isTooLong } = now
    const cold = estimator.cold()
    const unread = estimator.unread()
    return {
      next: {
        inputTokens,
        expectedNanoUsd,
        ceilingNanoUsd,
        thenNanoUsd,
        isTooLong,
        historyNanoUsd: Math.max(0, expectedNanoUsd - unread.expectedNanoUsd),
        coldNanoUsd: now.cacheReadTokens > 0 ? cold.expectedNanoUsd : null,
      },
      afresh: worthIt(savingOf(now, estimator.afresh())),
      attachments: attachmentsOf(estimator, now),
      summary: summaryOf(estimator, now, input),
    }
  }

  /** Each by itself. What was dropped is there in any case, so that it can be put back. */
  function attachmentsOf(estimator: Estimator, now: Estimate): SavingAttachment[] {
    const { context, seesImages } = estimator
    const { fromTurn } = sentHistory(context, estimator.options.leftOutTurns)
    return context.turns.flatMap((turn, turnPlace) =>
      turnPlace < fromTurn
        ? []
        : turn.flatMap((message) =>
            attachedTo(message).flatMap((attached): SavingAttachment[] => {
              const { place, isDropped, type } = attached
              // It is named already.
              if (type === 'image' && !seesImages) return []
              const places = [...(message.dropped?.keys() ?? [])]
              const others = places.filter((one) => one !== place)
              const changed = withoutDropped(message, isDropped ? others : [...others, place])
              const other = estimator.after(
                withTurn(context, turnPlace, replaced(turn, message, changed)),
              )
              const saving = isDropped ? savingOf(other, now) : savingOf(now, other)
              if (!isDropped && !worthIt(saving)) return []
              const { turnId } = message
              const position = storage.turns.find(turnId)?.position ?? turnPlace + 1
              return [{ turnId, position, ...attached, ...saving }]
            }),
          ),
    )
  }

  function summaryOf(
    estimator: Estimator,
    now: Estimate,
    { model: chosen }: Asked,
  ): SavingSummary | null {
    const { context } = estimator
    const plan = summaryPlan(context, estimator.options)
    const models = plan ? summarisers(plan) : []
    const saving = plan && worthIt(savingOf(now, estimator.after(summarised(context, plan))))
    const [cheapest] = models
    if (!plan || !saving || !cheapest) return null
    const { turnId, turnCount } = plan
    const isThere = (key: SavingSummary['suggested'] | null): boolean =>
      key !== null && models.some((one) => sameModel(one.key, key))
    const wanted = titleModel()
    const enough = models.find(({ key }) => isEnough(key))?.key
    const suggested =
      wanted !== null && isThere(wanted)
        ? wanted
        : (enough ?? (isThere(chosen) ? chosen : cheapest.key))
    return { turnId, turnCount, ...saving, models, suggested }
  }

  /** A model on this computer may be any: it is taken if the person takes it. */
  function isEnough(key: SavingSummary['suggested']): boolean {
    const model = catalog.find(key)
    return model !== null && model.contextTokens !== null && !model.onThisComputer
  }

  /** Every model that is ready and can read all of it, cheapest first. */
  function summarisers(plan: SummaryPlan): SavingSummary['models'] {
    const ready = new Set(accounts.readyProviderIds())
    return catalog
      .models()
      .flatMap((model) => {
        const { key, price } = model
        if (!price || !ready.has(key.providerId)) return []
        const { expectedNanoUsd, ceilingNanoUsd, isTooLong } = background.priceOf(
          plan,
          model,
          price,
        )
        return isTooLong ? [] : [{ key, expectedNanoUsd, ceilingNanoUsd }]
      })
      .toSorted(
        (one, other) =>
          one.expectedNanoUsd - other.expectedNanoUsd ||
          modelKeyText(one.key).localeCompare(modelKeyText(other.key)),
      )
  }

  /** What it has cost, in parts that add up to what stands beside its title. */
  function spentIn(conversationId: string): Result<ConversationSpent> {
    const row = storage.conversations.find(conversationId)
    if (!row) return failed({ kind: 'unknown-conversation' })
    const beside = storage.conversationCosts.besideNanoUsd(conversationId)
    const hidden = storage.conversationCosts.hidden(conversationId)
    const besideNanoUsd = [...beside.values()].reduce((sum, one) => sum + one, 0)
    return done({
      totalNanoUsd: row.spentNanoUsd,
      answersNanoUsd: row.spentNanoUsd - besideNanoUsd,
      titlesNanoUsd: beside.get('title') ?? 0,
      summariesNanoUsd: besideNanoUsd - (beside.get('title') ?? 0),
      hiddenNanoUsd: hidden.spentNanoUsd,
      hiddenCount: hidden.count,
    })
  }

  return { savings, spentIn }
}

/** What a turn costs less, and each one after it. */
function savingOf(now: Estimate, then: Estimate): Saving {
  return {
    nextNanoUsd: then.expectedNanoUsd,
    savesNanoUsd: now.expectedNanoUsd - then.expectedNanoUsd,
    laterSavesNanoUsd: now.thenNanoUsd - then.thenNanoUsd,
  }
}

/** Null where it would not help, neither at once nor later. */
function worthIt(saving: Saving): Saving | null {
  return saving.savesNanoUsd > 0 || saving.laterSavesNanoUsd > 0 ? saving : null
}

function attachedTo({
  parts,
  dropped,
  role,
}: ContextMessage): Pick<SavingAttachment, 'place' | 'type' | 'name' | 'isDropped'>[] {
  if (role !== 'user') return []
  return parts.flatMap((sent, place) => {
    const part = dropped?.get(place) ?? sent
    if (part.type !== 'image' && part.type !== 'file') return []
    return [{ place, type: part.type, name: part.name, isDropped: dropped?.has(place) ?? false }]
  })
}

function replaced(
  turn: readonly ContextMessage[],
  message: ContextMessage,
  changed: ContextMessage,
): readonly ContextMessage[] {
  return turn.map((one) => (one === message ? changed : one))
}

function withTurn(context: Context, place: number, turn: readonly ContextMessage[]): Context {
  return { ...context, turns: context.turns.map((one, at) => (at === place ? turn : one)) }
}

/** With a summary as long as is expected. */
function summarised(context: Context, { turnCount, endTurn, size }: SummaryPlan): Context {
  const text = 'word '.repeat(size.outputTokens).trim()
  const summary = {
    summaryId: '',
    turnCount: endTurn,
    standsFor: turnCount,
    text: wrappedSummary(text, turnCount, 'a model'),
  }
  return { ...context, summary }
}

/** A question as long as is usual here: the one of middling length, without what was attached to it. */
function typicalQuestion({ turns }: Context): string {
  const questions = turns
    .map((turn) => turn.map(wordsOf).join(''))
    .toSorted((one, other) => one.length - other.length)
  return questions[questions.length >> 1] ?? ''
}

function wordsOf({ role, parts, dropped }: ContextMessage): string {
  return role === 'user' ? textOf(parts.filter((_, place) => !dropped?.has(place))) : ''
}
