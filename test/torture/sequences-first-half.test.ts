import { expect, test } from 'vitest'
import { sequences } from './sequences.ts'

// Two files, so that two processors share the ten thousand.
const SEED = 20_261_122
const FIRST = 0
const SEQUENCES = 5_000

test(`no sequence of steps overspends, loses or repeats a credit (seed ${SEED}, from ${FIRST})`, async () => {
  const extent = { count: SEQUENCES }
  const counts = await sequences.run({ seed: SEED, extent, firstIndex: FIRST })
  expect(counts.sequences).toBe(SEQUENCES)
  expect(counts.steps).toBeGreaterThan(SEQUENCES * 30)
}, 240_000)
