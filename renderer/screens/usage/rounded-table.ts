type Place = { row: number; column: number }

/**
 * Rounds the cells of a table to whole units so that each row adds up to its sum and each column to
 * its own. `rowUnits` and `columnUnits` are those sums as they are shown: whole units that add up to
 * the same total. No cell falls below 0, and one that is nothing is given something only where
 * there is no other way.
 */
export function roundedTable(
  cellsNanoUsd: readonly (readonly number[])[],
  rowUnits: readonly number[],
  columnUnits: readonly number[],
  unitNanoUsd: number,
): number[][] {
  const cells = cellsNanoUsd.map((row) => row.map((cell) => Math.round(cell / unitNanoUsd)))
  const places = cells.flatMap((cellsOfRow, row) =>
    cellsOfRow.map((_, column) => ({ row, column })),
  )
  const rowLacks = rowUnits.map((units, row) => units - sum(cells[row] ?? []))
  const columnLacks = columnUnits.map(
    (units, column) => units - sum(cells.map((row) => row[column] ?? 0)),
  )
  const unitsAt = ({ row, column }: Place): number => cells[row]?.[column] ?? 0
  const exactAt = ({ row, column }: Place): number => cellsNanoUsd[row]?.[column] ?? 0
  const lacksAt = (place: Place): number => exactAt(place) / unitNanoUsd - unitsAt(place)
  const rowSign = ({ row }: Place): number => Math.sign(rowLacks[row] ?? 0)
  const columnSign = ({ column }: Place): number => Math.sign(columnLacks[column] ?? 0)

  function add(place: Place, units: 1 | -1): void {
    const { row, column } = place
    const cellsOfRow = cells[row]
    if (!cellsOfRow) return
    cellsOfRow[column] = unitsAt(place) + units
    rowLacks[row] = (rowLacks[row] ?? 0) - units
    columnLacks[column] = (columnLacks[column] ?? 0) - units
  }

  /** A unit goes from one cell to another of the same row or column. */
  function moveOne(line: 'row' | 'column'): boolean {
    const signOf = line === 'row' ? columnSign : rowSign
    const givers = places.filter((place) => signOf(place) < 0 && unitsAt(place) > 0)
    const takers = places.filter((place) => signOf(place) > 0)
    const pairs = Array.from({
      length: line === 'row' ? cells.length : columnUnits.length,
    }).flatMap((_, at) => {
      const giver = best(givers, (place) => (place[line] === at ? -lacksAt(place) : -Infinity))
      const taker = best(takers, (place) => (place[line] === at ? wish(place) : -Infinity))
      return giver?.[line] === at && taker?.[line] === at ? [{ giver, taker }] : []
    })
    const pair = best(pairs, ({ giver, taker }) => wish(taker) - lacksAt(giver))
    if (!pair) return false
    add(pair.giver, -1)
    add(pair.taker, 1)
    return true
  }

  function wish(place: Place): number {
    return exactAt(place) > 0 ? lacksAt(place) : -places.length - cells.length
  }

  /** Brings the rows and columns nearer to their sums by one unit; false once they are there. */
  function step(): boolean {
    const poor = places.filter((place) => rowSign(place) > 0 && columnSign(place) > 0)
    const poorest = best(poor, wish)
    if (poorest && exactAt(poorest) > 0) {
      add(poorest, 1)
      return true
    }
    const rich = places.filter((place) => rowSign(place) < 0 && columnSign(place) < 0)
    const richest = best(rich, (place) => (unitsAt(place) > 0 ? -lacksAt(place) : -Infinity))
    if (richest && unitsAt(richest) > 0) {
      add(richest, -1)
      return true
    }
    if (moveOne('column') || moveOne('row')) return true
    if (poorest) {
      add(poorest, 1)
      return true
    }
    if (!richest) return false
    // Its row and its column both have too much, and in other places.
    const inRow = places.find((place) => place.row === richest.row && unitsAt(place) > 0)
    const inColumn = places.find((place) => place.column === richest.column && unitsAt(place) > 0)
    if (!inRow || !inColumn) return false
    add(inRow, -1)
    add(inColumn, -1)
    add({ row: inColumn.row, column: inRow.column }, 1)
    return true
  }

  while (step());
  return cells
}

function best<T>(candidates: readonly T[], worth: (candidate: T) => number): T | null {
  let found: T | null = null
  let most = -Infinity
  for (const candidate of candidates) {
    const value = worth(candidate)
    if (found === null || value > most) {
      found = candidate
      most = value
    }
  }
  return found
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
