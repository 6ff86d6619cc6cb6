import { expect, test } from 'vitest'
import { log } from './log.ts'

const SEED = 20_261_121

test('a damaged log loses nothing from before the damage, and says what it lost after it', async () => {
  const counts = await log.run({ seed: SEED, extent: { count: 20 } })
  expect(counts).toMatchObject({ walDamages: 200, lost: 0, overspent: 0, unhandled: 0 })
}, 300_000)
