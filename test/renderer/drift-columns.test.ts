import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Side, driftTable } from '../../renderer/screens/usage-check/drift-columns.ts'
import { sayShare, unsigned } from '../../renderer/screens/usage-check/measures.ts'
import { shownUnitNanoUsd } from '../../renderer/words/credit-column.ts'
import { type DriftRow, noFigures } from '../../shared/usage/drift.ts'

const CREDIT = 100_000

function row(
  day: string,
  modelName: string | null,
  hereNanoUsd: number | null,
  thereNanoUsd: number | null | undefined,
): DriftRow {
  return {
    day,
    modelName,
    here: hereNanoUsd === null ? null : { ...noFigures, costNanoUsd: hereNanoUsd },
    there: thereNanoUsd === undefined ? null : { ...noFigures, costNanoUsd: thereNanoUsd },
  }
}

/** What main makes of rows: their sums, unknown where one of them is. */
function totals(rows: readonly DriftRow[]) {
  const sum = (side: 'here' | 'there') => ({
    ...noFigures,
    costNanoUsd: rows.reduce<number | null>((total, each) => {
      const figures = each[side]
      if (figures === null) return total
      return total === null || figures.costNanoUsd === null ? null : total + figures.costNanoUsd
    }, 0),
  })
  return { rows: [...rows], here: sum('here'), there: sum('there') }
}

function tableOf(rows: readonly DriftRow[], unit = CREDIT) {
  return driftTable(totals(rows), 'costNanoUsd', unit)
}

function units(side: Side): number {
  return typeof side === 'number' ? side : 0
}

test('a day has the sum of its models, and a difference is that of the figures beside it', () => {
  const { lines, total } = tableOf([
    row('2026-11-01', 'A', 3 * CREDIT, 2 * CREDIT),
    row('2026-11-01', 'B', null, 5 * CREDIT),
    row('2026-11-02', 'A', 4 * CREDIT, undefined),
  ])
  expect(
    lines.map(({ kind, day, modelName, here, there, difference }) => [
      kind === 'day' ? day : modelName,
      here,
      there,
      difference,
    ]),
  ).toEqual([
    ['2026-11-01', 3, 7, -4],
    ['A', 3, 2, 1],
    ['B', 'none', 5, -5],
    ['2026-11-02', 4, 'none', 4],
    ['A', 4, 'none', 4],
  ])
  expect(total).toMatchObject({ here: 7, there: 7, difference: 0, isTiny: false, share: 0 })
})

test('what is not told apart by models is a row a day', () => {
  const { lines } = tableOf([row('2026-11-01', null, CREDIT, CREDIT)])
  expect(lines.map(({ kind }) => kind)).toEqual(['day'])
})

test('what is not said has no difference, and no share where the provider has nothing', () => {
  const { lines, total } = tableOf([
    row('2026-11-01', 'A', CREDIT, null),
    row('2026-11-02', 'A', CREDIT, undefined),
  ])
  expect(lines[1]).toMatchObject({ here: 1, there: null, difference: null, share: null })
  expect(lines[3]).toMatchObject({ there: 'none', difference: 1, share: null })
  expect(total).toMatchObject({ there: null, difference: null })
})

test('a difference that is too small to be shown is not taken for none', () => {
  const { total } = tableOf([row('2026-11-01', 'A', 100 * CREDIT + 1, 100 * CREDIT)])
  expect(total).toMatchObject({ difference: 0, isTiny: true })
})

test('what is there is never shown as nothing', () => {
  const { lines } = tableOf([row('2026-11-01', 'A', 1, 500 * CREDIT), row('2026-11-01', 'B', 0, 1)])
  expect(lines[1]).toMatchObject({ here: 0, isHereTiny: true, there: 500, isThereTiny: false })
  expect(lines[2]).toMatchObject({ here: 0, isHereTiny: false, there: 0, isThereTiny: true })
})

const amount = fc.option(fc.oneof(fc.nat(30 * CREDIT), fc.nat(100_000 * CREDIT)))

test('every figure shown is the sum of those below it, at any size of a credit', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          day: fc.integer({ min: 1, max: 6 }),
          model: fc.constantFrom('A', 'B', 'C'),
          here: amount,
          there: amount,
        }),
        { maxLength: 18 },
      ),
      fc.constantFrom(100, 1_000, 10_000, 16),
      (drawn, creditsPerUsd) => {
        const rows = drawn
          .map(({ day, model, here, there }) =>
            row(`2026-11-0${day}`, model, here, there ?? undefined),
          )
          .toSorted((one, other) => (one.day < other.day ? -1 : 1))
        const { here, there } = totals(rows)
        const largest = Math.max(here.costNanoUsd ?? 0, there.costNanoUsd ?? 0)
        const { lines, total } = tableOf(rows, shownUnitNanoUsd(largest, creditsPerUsd))
        const days = lines.filter(({ kind }) => kind === 'day')
        for (const side of ['here', 'there'] as const) {
          expect(days.reduce((sum, line) => sum + units(line[side]), 0)).toBe(units(total[side]))
          for (const { day, ...sum } of days) {
            const models = lines.filter((line) => line.kind === 'model' && line.day === day)
            expect(models.reduce((shown, line) => shown + units(line[side]), 0)).toBe(
              units(sum[side]),
            )
          }
        }
        for (const line of [...lines, total]) {
          expect(line.difference).toBe(units(line.here) - units(line.there))
        }
        expect(days.reduce((sum, { difference }) => sum + (difference ?? 0), 0)).toBe(
          total.difference,
        )
      },
    ),
    { numRuns: 300 },
  )
})

test('a share is said with its sign, and one that is there is never said to be 0', () => {
  const said = [0, 0.1402, -0.58, 0.003, -0.0991, 0.0004, -0.00001, -1, 12.5].map(sayShare)
  expect(said).toEqual([
    '0 %',
    '+14 %',
    '−58 %',
    '+0.3 %',
    '−9.9 %',
    '<0.1 %',
    '<0.1 %',
    '−100 %',
    '+1,250 %',
  ])
  expect(said.map(unsigned).join('')).not.toMatch(/[+−]/u)
})
