import { expect, test } from 'vitest'
import { files } from './files.ts'

const SEED = 20_261_121

test('a damaged file is opened whole or named, kept as it is, and a backup brings it back', async () => {
  const counts = await files.run({ seed: SEED, extent: { count: 200 } })
  expect(counts).toMatchObject({ damagedFiles: 200, lost: 0, doubleCharged: 0, unhandled: 0 })
}, 300_000)
