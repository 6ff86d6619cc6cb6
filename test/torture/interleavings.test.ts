import { expect, test } from 'vitest'
import { interleavings } from './interleavings.ts'

const SEED = 20_261_121
const CASES = 2_000

test('calls in any order, over any disk, clock and provider, cost once and exactly what they cost', async () => {
  const counts = await interleavings.run({ seed: SEED, extent: { count: CASES } })
  expect(counts).toEqual({ interleavings: CASES })
}, 300_000)
