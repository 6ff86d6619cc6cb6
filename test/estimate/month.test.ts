import { expect, test } from 'vitest'
import { openTokenCounter } from '../../main/estimate/token-counter.ts'
import { simulateMonth } from '../bench/estimate/month.ts'

const SEED = 20_261_122
const TURNS = 150

test(`a ceiling is never below what a turn of a simulated month costs (seed ${SEED})`, async () => {
  const counter = openTokenCounter({ report: (error) => console.error(error) })
  const turns = await simulateMonth(SEED, TURNS, counter)
  counter.close()
  expect(turns).toHaveLength(TURNS)
  for (const { ceilingNanoUsd, actualNanoUsd, expectedNanoUsd } of turns) {
    expect(ceilingNanoUsd).toBeGreaterThanOrEqual(actualNanoUsd)
    expect(expectedNanoUsd).toBeLessThanOrEqual(ceilingNanoUsd)
    expect(expectedNanoUsd).toBeGreaterThan(0)
  }
  const misses = turns.map((turn) => Math.abs(turn.expectedNanoUsd / turn.actualNanoUsd - 1))
  const simple = turns.map((turn) => Math.abs(turn.tenPercentNanoUsd / turn.actualNanoUsd - 1))
  expect(median(misses)).toBeLessThan(median(simple))
}, 120_000)

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0
}
