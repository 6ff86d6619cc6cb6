import { expect, test } from 'vitest'
import type { SettledTurn } from '../../main/storage/usage-reports.ts'
import { trackRecordOf } from '../../main/turns/track-record.ts'

function turn(expectedNanoUsd: number, spentNanoUsd: number): SettledTurn {
  return { expectedNanoUsd, spentNanoUsd, reservedNanoUsd: 1_000 } as SettledTurn
}

test('a track record says of each turn how far its estimate was off, oldest first, of what it cost', () => {
  const turns = [turn(80, 100), turn(110, 100), turn(100, 100), turn(5, 0), turn(1, 1_200)]
  expect(trackRecordOf(turns)).toEqual({
    turnCount: 4,
    withinPercent: null,
    ceilingHeldCount: 3,
    missedPercents: [20, -10, 0, 100],
  })
})

test('half of the turns are within what is said', () => {
  const turns = [5, -8, 12, -30, 44].map((missed) => turn(100 - missed, 100))
  const { withinPercent, missedPercents } = trackRecordOf(turns)
  expect(missedPercents).toEqual([5, -8, 12, -30, 44])
  expect(withinPercent).toBe(12)
})

test('no more than the last 30 count', () => {
  const turns = Array.from({ length: 40 }, (_, index) => turn(100, 100 + index))
  expect(trackRecordOf(turns).missedPercents).toHaveLength(30)
})
