import { guessedTurn } from '../../shared/chat/typical-turn.ts'
import type { Model } from '../../shared/ipc/shapes.ts'
import { costNanoUsd } from '../../shared/money/cost.ts'
import { unknownUsage } from '../../shared/money/usage.ts'

const typicalUsage = { ...unknownUsage, ...guessedTurn }

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
