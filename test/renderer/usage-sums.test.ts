import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Amounts,
  amountsInCredits,
  amountsInMoney,
  type Cell,
  columnOf,
} from '../../renderer/screens/usage/amounts.ts'
import { barTable } from '../../renderer/screens/usage/bar-rows.ts'
import { foldedGroups, type Group, groupRows } from '../../renderer/screens/usage/group-rows.ts'
import { roundedTable } from '../../renderer/screens/usage/rounded-table.ts'
import { moneyIn } from '../../renderer/words/money.ts'
import { amount, bars, creditSizes, currencies } from './usage-arbitraries.ts'

/** Every unit that the screen can be in. */
const units: fc.Arbitrary<Amounts> = fc.oneof(
  creditSizes.map((size) => amountsInCredits(size, 'en-GB')),
  currencies.map((currency) => amountsInMoney(moneyIn(currency, 'en-GB'))),
)

/** What a person reads off a cell: what is too small to be shown counts as nothing. */
function read({ text }: Cell): number {
  return text.startsWith('<') ? 0 : Number(text.replaceAll(',', ''))
}

function readTotal(totalNanoUsd: number, amounts: Amounts): Cell {
  const count = Math.round(totalNanoUsd / amounts.unitNanoUsd(totalNanoUsd))
  return { units: count, text: amounts.cell(count, totalNanoUsd, totalNanoUsd) }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function addUp(parts: readonly Cell[], total: Cell): void {
  expect(sum(parts.map(read))).toBeCloseTo(read(total), 6)
}

describe('a column', () => {
  test('adds up to its total as shown, in every credit size and currency', () => {
    fc.assert(
      fc.property(fc.array(amount, { maxLength: 40 }), units, (parts, amounts) => {
        const total = sum(parts)
        const column = columnOf(parts, total, amounts)
        addUp(column, readTotal(total, amounts))
        for (const [place, { text }] of column.entries()) {
          expect(text).not.toMatch(/−|-|NaN/u)
          if ((parts[place] ?? 0) > 0)
            expect(text, 'a cost is never shown as 0').not.toMatch(/^[0.]+$/u)
          else expect(text).toMatch(/^[0.]+$/u)
        }
      }),
    )
  })

  test('of many equal small parts takes no row below nothing', () => {
    const amounts = amountsInCredits(10_000, 'en-GB')
    const parts = Array.from({ length: 40 }, () => 50_000)
    const column = columnOf(parts, sum(parts), amounts)
    expect(sum(column.map(read))).toBe(20)
    expect(new Set(column.map(({ text }) => text))).toEqual(new Set(['1', '<1']))
  })

  test('with a decimal in its total keeps units over units', () => {
    const column = columnOf([660_000, 200_000], 860_000, amountsInCredits(10_000, 'en-GB'))
    expect(column.map(({ text }) => text)).toEqual(['6.6', '2.0'])
  })
})

describe('the table of a chart', () => {
  test('adds up along its rows and down its columns, in every credit size and currency', () => {
    fc.assert(
      fc.property(bars, units, (all, amounts) => {
        const { rows, tierSums, total } = barTable(all, amounts)
        for (const { cells, sum } of rows) addUp(cells, sum)
        for (const [column, tierSum] of tierSums.entries()) {
          addUp(
            rows.flatMap(({ cells }) => cells[column] ?? []),
            tierSum,
          )
        }
        addUp(tierSums, total)
        addUp(
          rows.map(({ sum }) => sum),
          total,
        )
      }),
    )
  })

  test('can be rounded to any sums of its rows and columns that add up to the same', () => {
    const cells = fc
      .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 4 }))
      .chain(([rowCount, columnCount]) =>
        fc.record({
          cells: fc.array(fc.array(amount, { minLength: columnCount, maxLength: columnCount }), {
            minLength: rowCount,
            maxLength: rowCount,
          }),
          // Units that go into a row and a column, each once.
          units: fc.array(
            fc.tuple(fc.nat({ max: rowCount - 1 }), fc.nat({ max: columnCount - 1 })),
            { maxLength: 30 },
          ),
        }),
      )
    fc.assert(
      fc.property(cells, ({ cells, units }) => {
        const rowUnits = cells.map((_, row) => units.filter(([of]) => of === row).length)
        const columnUnits = (cells[0] ?? []).map(
          (_, column) => units.filter(([, of]) => of === column).length,
        )
        const rounded = roundedTable(cells, rowUnits, columnUnits, 10 ** 12)
        expect(rounded.map(sum)).toEqual(rowUnits)
        expect(columnUnits.map((_, column) => sum(rounded.map((row) => row[column] ?? 0)))).toEqual(
          columnUnits,
        )
        expect(rounded.flat().every((cell) => cell >= 0)).toBe(true)
      }),
    )
  })
})

test('rows beyond the first few are one row, and both ways add up to the same', () => {
  fc.assert(
    fc.property(fc.array(amount, { minLength: 1, maxLength: 30 }), units, (parts, amounts) => {
      const groups: Group[] = parts.map((spentNanoUsd, place) => ({
        id: `${place}`,
        name: `Model ${place}`,
        tier: null,
        spentNanoUsd,
        turnCount: place,
        savedNanoUsd: -place,
      }))
      const folded = foldedGroups(groups, (count) => `${count} others`)
      expect(folded.length).toBeLessThanOrEqual(8)
      for (const pick of ['spentNanoUsd', 'turnCount', 'savedNanoUsd'] as const) {
        expect(sum(folded.map((group) => group[pick]))).toBe(
          sum(groups.map((group) => group[pick])),
        )
      }
      const total = readTotal(sum(parts), amounts)
      for (const shown of [groups, folded]) {
        addUp(
          groupRows(shown, sum(parts), amounts).map(({ spent }) => spent),
          total,
        )
      }
    }),
  )
})
