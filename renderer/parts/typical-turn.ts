import type { Model } from '../../shared/ipc/shapes.ts'
import { costNanoUsd } from '../../shared/money/cost.ts'

/** The turn by which models are compared before anything was asked: 3,000 tokens in, 600 out. */
const typicalUsage = {
  inputTokens: 3_000,
  cacheReadTokens: null,
  cacheWriteShortTokens: null,
  cacheWriteLongTokens: null,
  outputTokens: 600,
  reasoningTokens: null,
  searchCount: null,
}

export type TypicalTurn = { model: Model; costNanoUsd: number }

/** What a typical turn costs on each model that has a price, cheapest first. */
export function typicalTurns(models: readonly Model[]): TypicalTurn[] {
  return models
    .flatMap((model) => {
      const cost = model.price && costNanoUsd(model.price, typicalUsage)
      return cost === null ? [] : [{ model, costNanoUsd: cost }]
    })
    .toSorted((one, other) => one.costNanoUsd - other.costNanoUsd)
}

/** A few that differ: from the cheap end, the middle and the dear end. */
export function spread(turns: readonly TypicalTurn[], count: number): TypicalTurn[] {
  if (turns.length <= count) return [...turns]
  return Array.from(
    { length: count },
    (_, place) => turns[Math.round((place * (turns.length - 1)) / (count - 1))],
  ).filter((turn) => turn !== undefined)
}
