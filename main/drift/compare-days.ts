import {
  type DriftFigures,
  type DriftMeasure,
  type DriftRow,
  noFigures,
} from '../../shared/usage/drift.ts'
import { type Decimal, sumNanoUsd } from '../providers/read-cost.ts'
import type { SettledDay } from '../storage/provider-attempts.ts'
import type { ExportLine } from './read-export.ts'
import type { ModelNames } from './model-names.ts'
import type { LineFigures } from './export-formats.ts'
import type { Signed } from './read-cell.ts'

const countMeasures = ['inputTokens', 'outputTokens', 'requestCount'] as const

/** Lines and attempts of one day and model, while they are gathered. */
type Gathered = {
  day: string
  /** Null: of no model. */
  written: string | null
  here: DriftFigures | null
  there: LineFigures | null
}

export type Compared = { rows: DriftRow[]; here: DriftFigures; there: DriftFigures }

/**
 * An export beside what the ledger has of its days, by day and model. If the export tells no models
 * apart, by day alone. A cost is rounded once a row, and totals are the sums of their rows.
 */
export function compareDays(
  lines: readonly ExportLine[],
  settled: readonly SettledDay[],
  measures: readonly DriftMeasure[],
  names: ModelNames,
): Compared {
  const hasModels = lines.some(({ model }) => model !== null)
  const gathered = new Map<string, Gathered>()

  function at(day: string, written: string | null): Gathered {
    const key = `${day} ${written === null ? '' : names.identityOf(written)}`
    const row = gathered.get(key) ?? { day, written, here: null, there: null }
    gathered.set(key, row)
    return row
  }

  // Ours first: a row is called as the model is called here.
  for (const some of settled) {
    const row = at(some.day, hasModels ? some.modelId : null)
    row.here = add(row.here, figuresOf(some), measures)
  }
  for (const { day, model, figures } of lines) {
    const row = at(day, model)
    row.there = addLine(row.there, figures)
  }
  const rows = [...gathered.values()]
    .map(({ day, written, here, there }) => ({
      day,
      modelName: written === null ? null : names.nameOf(written),
      here,
      there: there && rounded(there),
    }))
    .toSorted(byDayAndModel)
  return {
    rows,
    here: totalOf(
      rows.map(({ here }) => here),
      measures,
    ),
    there: totalOf(
      rows.map(({ there }) => there),
      measures,
    ),
  }
}

function figuresOf({ spentNanoUsd, inputTokens, outputTokens, attemptCount }: SettledDay) {
  return { costNanoUsd: spentNanoUsd, inputTokens, outputTokens, requestCount: attemptCount }
}

function totalOf(
  sides: readonly (DriftFigures | null)[],
  measures: readonly DriftMeasure[],
): DriftFigures {
  const total = sides.reduce((sum, side) => (side ? add(sum, side, measures) : sum), null)
  if (total) return total
  return { ...noFigures, ...Object.fromEntries(measures.map((measure) => [measure, 0])) }
}

/** What is not said on one side makes the sum unknown; what is not compared is not added up. */
function add(
  sum: DriftFigures | null,
  more: DriftFigures,
  measures: readonly DriftMeasure[],
): DriftFigures {
  const added = measures.map((measure): [string, number | null] => {
    const before = sum === null ? 0 : sum[measure]
    const figure = more[measure]
    return [measure, before === null || figure === null ? null : before + figure]
  })
  return { ...noFigures, ...Object.fromEntries(added) }
}

function addLine(sum: LineFigures | null, more: LineFigures): LineFigures {
  if (sum === null) return more
  const counts = countMeasures.map((measure): [string, number | null] => {
    const before = sum[measure]
    const figure = more[measure]
    return [measure, before === null || figure === null ? null : before + figure]
  })
  const costUsd = sum.costUsd && more.costUsd && addSigned(sum.costUsd, more.costUsd)
  return { ...sum, ...Object.fromEntries(counts), costUsd }
}

/** Exactly: nothing is rounded before a row is complete. */
function addSigned(one: Signed, other: Signed): Signed {
  const places = Math.max(one.places, other.places)
  const sum = signedDigits(one, places) + signedDigits(other, places)
  return { digits: sum < 0n ? -sum : sum, places, isNegative: sum < 0n }
}

function signedDigits({ digits, places, isNegative }: Signed, wantedPlaces: number): bigint {
  const scaled = digits * 10n ** BigInt(wantedPlaces - places)
  return isNegative ? -scaled : scaled
}

function rounded({ costUsd, ...counts }: LineFigures): DriftFigures {
  return { ...counts, costNanoUsd: costUsd && nanoUsdOf(costUsd, costUsd.isNegative) }
}

function nanoUsdOf(amountUsd: Decimal, isNegative: boolean): number | null {
  const nanoUsd = sumNanoUsd(amountUsd)
  return nanoUsd !== null && nanoUsd > 0 && isNegative ? -nanoUsd : nanoUsd
}

function byDayAndModel(one: DriftRow, other: DriftRow): number {
  if (one.day !== other.day) return one.day < other.day ? -1 : 1
  if (one.modelName === null || other.modelName === null) {
    return Number(one.modelName === null) - Number(other.modelName === null)
  }
  return one.modelName.localeCompare(other.modelName, 'en')
}
