import { afterAll, beforeAll, expect, test } from 'vitest'
import { mutations } from './mutations.ts'

const SEED = 20_261_121
const MUTATIONS = 3_000

const unhandled: unknown[] = []
const note = (reason: unknown): void => void unhandled.push(reason)
beforeAll(() => void process.on('unhandledRejection', note))
afterAll(() => void process.off('unhandledRejection', note))

test(`whatever a server sends ends in a named way and is settled soundly (seed ${SEED})`, async () => {
  const counts = await mutations.run({ seed: SEED, extent: { count: MUTATIONS } })
  expect(counts.mutations).toBe(MUTATIONS)
  await new Promise((resolve) => setImmediate(resolve))
  expect(unhandled).toEqual([])
}, 120_000)
