import { expect, test } from 'vitest'
import { casesForEveryWrite, writes } from './writes.ts'

const SEED = 20_261_121

test('whichever write fails, nothing refused is sent and everything sent is kept, once', async () => {
  const cases = await casesForEveryWrite()
  const counts = await writes.run({ seed: SEED, extent: { count: cases } })
  expect(counts).toMatchObject({ lost: 0, doubleCharged: 0, overspent: 0, unhandled: 0 })
  expect(counts.failedWrites).toBeGreaterThan(0.9 * cases)
}, 300_000)
