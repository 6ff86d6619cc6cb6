import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type House, openHouses } from './bill/houses.ts'
import { playBatch } from './bill/batch.ts'
import { casesOf, type Counts, randomOfCase, TortureFailure, type TorturePart } from './part.ts'

/**
 * Batches of turns through the whole program, from the session down to the real SDKs, disk and
 * loopback HTTP, to providers that keep a bill of their own. After each batch the two are compared.
 *
 * A case draws the same turns and the same trouble each time; in which order the network delivers
 * them is not in its hand.
 */
export const bill: TorturePart = {
  name: 'bill',
  async run({ seed, extent, firstIndex }) {
    const counts = { billedTurns: 0 } satisfies Partial<Counts>
    for (const index of casesOf(extent, firstIndex)) {
      const houses = await openHouses()
      const folder = mkdtempSync(join(tmpdir(), 'farthing-bill-'))
      try {
        counts.billedTurns += await playBatch({
          random: randomOfCase(seed, 'bill', index),
          houses,
          folder,
        })
      } catch (error) {
        const what = error instanceof Error ? error.message : String(error)
        const wrong = { ...counts, billMismatches: 1 }
        throw new TortureFailure({ part: 'bill', seed, index }, what, wrong, error)
      } finally {
        await Promise.all(houses.map(close))
        rmSync(folder, { recursive: true, force: true })
      }
    }
    return counts
  },
}

async function close({ name, server }: House): Promise<void> {
  if (name !== 'gone') await server.close()
}
