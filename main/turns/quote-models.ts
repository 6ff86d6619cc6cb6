import type { ChatOptions, Effort } from '../../shared/chat/message.ts'
import { modelKeyText } from '../../shared/chat/message.ts'
import type { CatalogModel } from '../catalog/catalog-model.ts'
import { type CacheHabit, cacheHabitOf, keepable } from '../estimate/cache-habits.ts'
import { familyIndex } from '../estimate/families.ts'
import type { Learned } from '../estimate/learned.ts'
import type { PlannedModel } from '../estimate/plan.ts'
import { inputTokens, type Weight } from '../estimate/weight.ts'
import type { SettledTurn } from '../storage/usage-reports.ts'

/** The most output tokens a request carries. `once`: for this very turn, and never more. */
export function sentMaxOutputTokens(
  model: CatalogModel,
  options: Pick<ChatOptions, 'maxOutputTokens'>,
  once: number | null = null,
): number {
  return Math.min(
    options.maxOutputTokens ?? model.maxOutputTokens,
    model.mostOutputTokens ?? Number.POSITIVE_INFINITY,
    once ?? Number.POSITIVE_INFINITY,
  )
}

/** How hard a model is told to think: only what it can be told. */
export function sentEffort(model: CatalogModel, { effort }: ChatOptions): Effort | null {
  return effort !== null && model.efforts.includes(effort) ? effort : null
}

export type PlanningFor = {
  conversationId: string | null
  options: ChatOptions
  learned: Learned
  /** What goes before the draft. */
  before: Weight
  /** For this very turn. */
  maxOutputTokens: number | null
  /** When what goes before was last made another: nothing from before is of use in a cache. */
  changedAtMs: number
}

/** A model of the catalogue with what turns taught about it, for one conversation. */
export function plannedModel(model: CatalogModel, planning: PlanningFor): PlannedModel {
  const { conversationId, options, learned } = planning
  const key = modelKeyText(model.key)
  const last = learned.lastTurn(key, conversationId)
  const isCached = last !== null && last.createdAtMs > planning.changedAtMs
  const habit = habitOf(model, learned, last)
  const inputFactor = learned.inputFactor(key, conversationId, model.tokenPercent / 100)
  const { family, seesImages } = model
  const historyTokens = inputTokens(planning.before, familyIndex(family), seesImages, inputFactor)
  return {
    price: model.price,
    family,
    seesImages,
    contextTokens: model.contextTokens,
    maxOutputTokens: sentMaxOutputTokens(model, options, planning.maxOutputTokens),
    inputFactor,
    outputTokens: model.typicalOutputTokens * learned.modelScale(key, sentEffort(model, options)),
    visibleShare: learned.visibleShare(key),
    cache: habit,
    warmTokens: isCached ? warmTokens(habit, last, historyTokens) : 0,
    warmUntilMs: last ? last.createdAtMs + habit.lifeMs : 0,
  }
}

/** What its provider does with a cache, as far as turns have shown. */
function habitOf(model: CatalogModel, learned: Learned, last: SettledTurn | null): CacheHabit {
  const habit = cacheHabitOf(model.key.providerId, model.price)
  if (habit.kind !== 'automatic') return habit
  const seen = learned.cacheShare(modelKeyText(model.key)) ?? habit.usualShare
  return { ...habit, usualShare: seen ?? (last && last.cacheReadTokens > 0 ? 1 : 0) }
}

/** Much shorter than what was sent last: its beginning was left out, and nothing can be read. */
const CUT_SHARE = 0.8

function warmTokens(habit: CacheHabit, last: SettledTurn, historyTokens: number): number {
  if (historyTokens < last.inputTokens * CUT_SHARE) return 0
  if (habit.kind === 'marked') return last.cacheReadTokens + last.cacheWriteTokens
  return Math.round(keepable(habit, last.inputTokens) * (habit.usualShare ?? 0))
}
