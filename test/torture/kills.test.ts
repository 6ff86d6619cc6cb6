import { expect, test } from 'vitest'
import { casesFor, kills } from './kills.ts'

const SEED = 20_261_121
const RANDOM_KILLS = 100

test('what was acknowledged is there after a kill at any moment and at every step, once', async () => {
  const cases = await casesFor(RANDOM_KILLS)
  const counts = await kills.run({ seed: SEED, extent: { count: cases } })
  expect(counts).toMatchObject({ lost: 0, doubleCharged: 0, overspent: 0 })
  // A worker that comes to its end before its last steps are reached is not killed.
  expect(counts.kills).toBeGreaterThan(0.9 * cases)
}, 300_000)
