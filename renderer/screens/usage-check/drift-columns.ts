import type { DriftFigures, DriftMeasure, FileDrift } from '../../../shared/usage/drift.ts'
import { roundedParts } from '../../words/credit-column.ts'

/** One side of a row in whole shown units. `none`: nothing there; null: not said. */
export type Side = number | null | 'none'

export type DriftLine = {
  /** A day, with the sum of its models, or one of them. */
  kind: 'day' | 'model'
  day: string
  modelName: string | null
  here: Side
  there: Side
  /** Whether it is there and too small to be shown. */
  isHereTiny: boolean
  isThereTiny: boolean
  /** Here less there, as shown; null where one of them is not said. */
  difference: number | null
  /** Whether there is one that is too small to be shown. */
  isTiny: boolean
  /** Of what the provider says, from the exact figures; null where that is nothing or not said. */
  share: number | null
}

export type ComparedSides = Omit<DriftLine, 'kind' | 'day' | 'modelName'>

export type DriftTable = { lines: DriftLine[]; total: ComparedSides }

type Exact = number | null

/**
 * The figures of one measure as they are shown: rows add up to their day, days to the total, and a
 * difference is that of the figures beside it.
 */
export function driftTable(
  { rows, here, there }: Pick<FileDrift, 'rows' | 'here' | 'there'>,
  measure: DriftMeasure,
  unit: number,
): DriftTable {
  const ours = roundedColumn(
    rows.map((row) => exactOf(row.here, measure)),
    here[measure],
    unit,
  )
  const theirs = roundedColumn(
    rows.map((row) => exactOf(row.there, measure)),
    there[measure],
    unit,
  )
  const lines: DriftLine[] = []
  for (const [day, places] of placesByDay(rows)) {
    const models = places.map((place): DriftLine => {
      const row = rows[place]
      return {
        kind: 'model',
        day,
        modelName: row?.modelName ?? null,
        ...compared(
          row?.here ? (ours[place] ?? null) : 'none',
          row?.there ? (theirs[place] ?? null) : 'none',
          exactOf(row?.here ?? null, measure),
          exactOf(row?.there ?? null, measure),
        ),
      }
    })
    const sums = compared(
      sumOf(models.map((line) => line.here)),
      sumOf(models.map((line) => line.there)),
      exactSum(places.map((place) => exactOf(rows[place]?.here ?? null, measure))),
      exactSum(places.map((place) => exactOf(rows[place]?.there ?? null, measure))),
    )
    lines.push({ kind: 'day', day, modelName: null, ...sums })
    // A day that is not split says it all in its own row.
    if (models.some(({ modelName }) => modelName !== null)) lines.push(...models)
  }
  const total = compared(
    unitsOf(here[measure], unit),
    unitsOf(there[measure], unit),
    here[measure],
    there[measure],
  )
  return { lines, total }
}

function placesByDay(rows: FileDrift['rows']): Map<string, number[]> {
  const days = new Map<string, number[]>()
  for (const [place, { day }] of rows.entries()) {
    const places = days.get(day)
    if (places) places.push(place)
    else days.set(day, [place])
  }
  return days
}

/** Nothing on a side counts as nothing; what is said and not known is null. */
function exactOf(side: DriftFigures | null, measure: DriftMeasure): Exact {
  return side === null ? 0 : side[measure]
}

function roundedColumn(parts: readonly Exact[], total: Exact, unit: number): Exact[] {
  const known = parts.map((part) => part ?? 0)
  const sum = total ?? known.reduce((whole, part) => whole + part, 0)
  const rounded = roundedParts(known, sum, unit)
  return parts.map((part, place) =>
    part === null ? null : Math.round((rounded[place] ?? 0) / unit),
  )
}

function unitsOf(exact: Exact, unit: number): Exact {
  return exact === null ? null : Math.round(exact / unit)
}

/** Two sides in shown units, and as they are. */
export function compared(
  here: Side,
  there: Side,
  exactHere: Exact,
  exactThere: Exact,
): ComparedSides {
  const isKnown = here !== null && there !== null && exactHere !== null && exactThere !== null
  const difference = isKnown ? unitsIn(here) - unitsIn(there) : null
  const exact = isKnown ? exactHere - exactThere : 0
  return {
    here,
    there,
    isHereTiny: here === 0 && exactHere !== 0,
    isThereTiny: there === 0 && exactThere !== 0,
    difference,
    isTiny: difference === 0 && exact !== 0,
    share: isKnown && exactThere !== 0 ? exact / Math.abs(exactThere) : null,
  }
}

function unitsIn(side: number | 'none'): number {
  return side === 'none' ? 0 : side
}

function sumOf(sides: readonly Side[]): Side {
  if (sides.every((side) => side === 'none')) return 'none'
  return sides.reduce<number | null>((sum, side) => {
    if (sum === null || side === null) return null
    return sum + unitsIn(side)
  }, 0)
}

function exactSum(parts: readonly Exact[]): Exact {
  return parts.reduce<Exact>((sum, part) => (sum === null || part === null ? null : sum + part), 0)
}
