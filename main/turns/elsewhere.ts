import { type ModelKey, modelKeyText, sameModel } from '../../shared/chat/message.ts'
import type { Elsewhere } from '../../shared/chat/receipt.ts'
import { costNanoUsd } from '../../shared/money/cost.ts'
import type { Price } from '../../shared/money/price.ts'
import { type Usage, unknownUsage } from '../../shared/money/usage.ts'
import { done, failed, type Result } from '../../shared/result.ts'
import type { CatalogModel } from '../catalog/catalog-model.ts'
import { limitsOf } from '../catalog/limits.ts'
import type { Learned } from '../estimate/learned.ts'
import { readParts } from '../storage/messages.ts'
import type { TurnsOptions } from './options.ts'

/** So many other models are named. */
const MODELS = 3

/** About as dear: between these of what the turn would have cost with its own model. */
const SIMILAR = { least: 2 / 3, most: 3 / 2 } as const

/** What a turn used, and with what. */
export type UsedTurn = {
  model: ModelKey
  conversationId: string | null
  usage: Usage
  price: Price
  hasImages: boolean
  sentAtMs: number
}

type Elsewheres = {
  models: readonly CatalogModel[]
  learned: Pick<Learned, 'inputFactor'>
  isReady: (model: CatalogModel) => boolean
  /** The price of that moment; null: not known. */
  priceThen: (model: CatalogModel) => Price | null
}

/** What the tokens of a settled turn would have cost with other models. */
export function elsewhereOf(
  options: Pick<TurnsOptions, 'storage' | 'catalog' | 'accounts'>,
  learned: Pick<Learned, 'inputFactor'>,
  turnId: string,
): Result<Elsewhere[]> {
  const { storage, catalog, accounts } = options
  const turn = storage.turns.find(turnId)
  if (!turn) return failed({ kind: 'unknown-turn' })
  const messages = storage.messages.ofTurn(turnId)
  const attemptId = messages.findLast(({ role }) => role === 'assistant')?.attemptId ?? null
  const attempt = attemptId === null ? null : storage.attempts.find(attemptId)
  const usage = attemptId === null ? null : storage.usageReports.newest(attemptId)
  if (attempt?.state !== 'settled' || !usage) return done([])
  const used: UsedTurn = {
    model: { providerId: attempt.providerId, modelId: attempt.modelId },
    conversationId: turn.conversationId,
    usage,
    price: storage.prices.read(attempt.priceId),
    hasImages: messages.some(({ partsJson }) =>
      readParts(partsJson).some(({ type }) => type === 'image'),
    ),
    sentAtMs: attempt.createdAtMs,
  }
  const ready = new Set(accounts.readyProviderIds())
  return done(
    elsewhereFor(used, {
      models: catalog.models(),
      learned,
      isReady: ({ key }) => ready.has(key.providerId),
      priceThen: ({ key }) => catalog.priceAt(key, used.sentAtMs),
    }),
  )
}

/**
 * Three other models, dearest first: one that costs about as much, one that is cheaper and one that
 * is dearer, or the next in line where there is none of a kind. Of a kind those come first that can
 * be asked now; of these, one of a provider that is not named yet; then the order of the catalogue.
 * Each is priced as on the day of the turn where that is known, with as many tokens as it makes of
 * the same text, nothing of it read from a cache.
 */
export function elsewhereFor(
  used: UsedTurn,
  { models, learned, isReady, priceThen }: Elsewheres,
): Elsewhere[] {
  const { inputTokens, outputTokens } = used.usage
  if (inputTokens === null || outputTokens === null || inputTokens + outputTokens === 0) return []
  const ownCost = costNanoUsd(used.price, uncached(used.usage, 1))
  if (ownCost === null) return []
  const own = models.find(({ key }) => sameModel(key, used.model))
  const factorOf = (model: ModelKey, tokenPercent: number): number =>
    learned.inputFactor(modelKeyText(model), used.conversationId, tokenPercent / 100)
  const { tokenPercent: ownPercent } = own ?? limitsOf(used.model.modelId)
  const ownFactor = factorOf(used.model, ownPercent)
  const left = models.flatMap((model, place) => {
    if (isSameModel(model.key, used.model) || !couldTake(model, used)) return []
    const usage = uncached(used.usage, factorOf(model.key, model.tokenPercent) / ownFactor)
    const price = priceThen(model) ?? model.price
    const cost = price && costNanoUsd(price, usage)
    return cost === null ? [] : [{ model, costNanoUsd: cost, isReady: isReady(model), place }]
  })
  const chosen: typeof left = []
  const take = (isOfKind: (costNanoUsd: number) => boolean): boolean => {
    const named = new Set(chosen.map(({ model }) => model.key.providerId))
    const isNamed = ({ model }: (typeof left)[number]): boolean => named.has(model.key.providerId)
    const [first] = left
      .filter((one) => isOfKind(one.costNanoUsd) && !isAmong(one, chosen))
      .toSorted(
        (one, other) =>
          Number(other.isReady) - Number(one.isReady) ||
          Number(isNamed(one)) - Number(isNamed(other)) ||
          one.place - other.place,
      )
    if (!first) return false
    chosen.push(first)
    return true
  }
  const [least, most] = [ownCost * SIMILAR.least, ownCost * SIMILAR.most]
  take((cost) => cost >= least && cost <= most)
  take((cost) => cost < least)
  take((cost) => cost > most)
  while (chosen.length < MODELS) if (!take(() => true)) break
  return chosen
    .toSorted((one, other) => other.costNanoUsd - one.costNanoUsd || one.place - other.place)
    .map(({ model, costNanoUsd: cost }) => ({
      model: model.key,
      modelName: model.name,
      costNanoUsd: cost,
    }))
}

/** The same text in a model's own tokens, all of it read anew. */
function uncached(usage: Usage, factor: number): Usage {
  const scaled = (tokens: number | null): number | null =>
    tokens === null ? null : Math.ceil(tokens * factor)
  return {
    ...unknownUsage,
    inputTokens: scaled(usage.inputTokens),
    outputTokens: scaled(usage.outputTokens),
    reasoningTokens: scaled(usage.reasoningTokens),
    searchCount: usage.searchCount,
  }
}

/** Whether it could have read and written as much, saw its images, and was not taken away by then. */
function couldTake(model: CatalogModel, { usage, hasImages, sentAtMs }: UsedTurn): boolean {
  const { contextTokens, retiresOn, seesImages } = model
  const tokens = (usage.inputTokens ?? 0) + (usage.outputTokens ?? 0)
  const isThere = retiresOn === null || Date.parse(retiresOn) > sentAtMs
  return (
    isThere && (contextTokens === null || tokens <= contextTokens) && (seesImages || !hasImages)
  )
}

/** The same model, perhaps by way of another provider: `anthropic/claude-opus-5.5`. */
function isSameModel(one: ModelKey, other: ModelKey): boolean {
  return plainId(one) === plainId(other)
}

function plainId({ modelId }: ModelKey): string {
  return (modelId.split('/').at(-1) ?? modelId).toLowerCase().replaceAll(/[^a-z0-9]+/gu, '-')
}

function isAmong(
  one: { model: CatalogModel },
  chosen: readonly { model: CatalogModel }[],
): boolean {
  return chosen.some(({ model }) => isSameModel(model.key, one.model.key))
}
