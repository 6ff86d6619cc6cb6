import { modelKeyText } from '../../shared/chat/message.ts'
import { guessedTurn } from '../../shared/chat/typical-turn.ts'
import type { TrackRecord, TypicalTurn } from '../../shared/ipc/shapes.ts'
import { costNanoUsd } from '../../shared/money/cost.ts'
import { unknownUsage } from '../../shared/money/usage.ts'
import type { CatalogModel } from '../catalog/catalog-model.ts'
import type { Learned } from '../estimate/learned.ts'
import type { SettledTurn } from '../storage/usage-reports.ts'

/** Turns a track record looks back on, and how few say nothing yet. */
const RECORD_TURNS = { most: 30, least: 5 } as const

/** Turns a typical one is taken from. */
const TYPICAL_TURNS = 200

/** How good estimates were lately, of turns that cost something. Oldest first. */
export function trackRecordOf(turns: readonly SettledTurn[]): TrackRecord {
  const judged = turns.filter(({ spentNanoUsd }) => spentNanoUsd > 0).slice(-RECORD_TURNS.most)
  // Of what it cost, as `withinPercent` is: then half of them are within that.
  const missed = judged.map(
    ({ expectedNanoUsd, spentNanoUsd }) => (spentNanoUsd - expectedNanoUsd) / spentNanoUsd,
  )
  return {
    turnCount: judged.length,
    withinPercent:
      judged.length < RECORD_TURNS.least ? null : Math.ceil(median(missed.map(Math.abs)) * 100),
    ceilingHeldCount: judged.filter((turn) => turn.spentNanoUsd <= turn.reservedNanoUsd).length,
    missedPercents: missed.map((share) => Math.round(share * 100) || 0),
  }
}

/** What this person's turns are like, and what one costs with each model, nothing of it cached. */
export function typicalTurnOf(
  turns: readonly SettledTurn[],
  models: readonly CatalogModel[],
  learned: Learned,
): TypicalTurn {
  const newest = turns.slice(-TYPICAL_TURNS)
  const isKnown = newest.length > 0
  const inputTokens = isKnown
    ? median(newest.map((turn) => turn.textTokens ?? turn.inputTokens))
    : guessedTurn.inputTokens
  const outputTokens = isKnown
    ? median(newest.map((turn) => turn.outputTokens))
    : guessedTurn.outputTokens
  const costs = models.map(({ key, price, tokenPercent }) => {
    const factor = learned.inputFactor(modelKeyText(key), null, tokenPercent / 100)
    const usage = {
      ...unknownUsage,
      inputTokens: Math.ceil(inputTokens * factor),
      outputTokens,
    }
    return { key, costNanoUsd: price && costNanoUsd(price, usage) }
  })
  return { inputTokens, outputTokens, turnCount: newest.length, costs }
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0
}
