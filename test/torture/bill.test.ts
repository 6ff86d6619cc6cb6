import { expect, test } from 'vitest'
import { bill } from './bill.ts'

const SEED = 20_261_121
const BATCHES = 16

test('what providers bill is what was spent: exactly, or within what a count of ours may be off', async () => {
  const counts = await bill.run({ seed: SEED, extent: { count: BATCHES } })
  expect(counts.billedTurns).toBeGreaterThan(600)
}, 120_000)
