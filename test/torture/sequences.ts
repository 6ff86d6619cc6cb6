import { inspect } from 'node:util'
import { startLedgerModel } from './sequence/ledger-model.ts'
import { drawSteps, type Step } from './sequence/ledger-steps.ts'
import { newImage } from './sequence/memory-ledger.ts'
import { casesOf, type Counts, randomOfCase, TortureFailure, type TorturePart } from './part.ts'
import {
  Divergence,
  type PlayOptions,
  playSequence,
  startOfClock,
} from './sequence/play-sequence.ts'

/**
 * Random sequences of everything that can be done to a ledger, each step compared with a model that
 * was written from the rules. A sequence that goes wrong is shortened before it is shown.
 */
export const sequences: TorturePart = {
  name: 'sequences',
  async run({ seed, extent, firstIndex }) {
    const image = newImage()
    const counts = { sequences: 0, steps: 0 } satisfies Partial<Counts>
    for (const index of casesOf(extent, firstIndex)) {
      const steps = stepsOfCase(seed, index)
      const options = { isThorough: index % 25 === 0 }
      const divergence = divergenceOf(steps, image, options)
      counts.sequences += 1
      counts.steps += divergence?.stepNumber ?? steps.length
      if (divergence)
        throw failureOf({ seed, index, counts }, steps, (some) =>
          divergenceOf(some, image, options),
        )
      // Whoever wants to end this program is heard.
      if (counts.sequences % 100 === 0) await new Promise((resolve) => setImmediate(resolve))
    }
    return counts
  },
}

export function stepsOfCase(seed: number, index: number): Step[] {
  return drawSteps(randomOfCase(seed, 'sequences', index), startLedgerModel(startOfClock))
}

/** Where these steps go wrong; null if they do not. */
export function divergenceOf(
  steps: readonly Step[],
  image: Buffer,
  options?: PlayOptions,
): Divergence | null {
  try {
    playSequence(steps, image, options)
    return null
  } catch (error) {
    if (error instanceof Divergence) return error
    // The ledger itself fell over: as wrong as a wrong figure.
    return new Divergence(steps.length, inspect(error))
  }
}

function failureOf(
  { seed, index, counts }: { seed: number; index: number; counts: Partial<Counts> },
  steps: readonly Step[],
  diverge: (some: readonly Step[]) => Divergence | null,
): TortureFailure {
  const fewest = shorten(steps, (some) => diverge(some) !== null)
  const divergence = diverge(fewest)
  const lines = fewest.map((step, number) => `  ${number + 1}. ${JSON.stringify(step)}`)
  const what = `step ${divergence?.stepNumber} of ${fewest.length}: ${divergence?.message}`
  const wrong = divergence?.wrong
  return new TortureFailure(
    { part: 'sequences', seed, index },
    `${what}\n${lines.join('\n')}`,
    wrong ? { ...counts, [wrong]: 1 } : counts,
  )
}

/** Leaves out whatever can be left out while it still goes wrong: halves first, single steps last. */
export function shorten<T>(steps: readonly T[], goesWrong: (some: readonly T[]) => boolean): T[] {
  let left = [...steps]
  for (let size = Math.ceil(left.length / 2); size >= 1; size = size === 1 ? 0 : size >> 1) {
    for (let from = left.length - 1; from >= 0; from -= size) {
      const fewer = left.toSpliced(Math.max(0, from - size + 1), size)
      if (fewer.length < left.length && goesWrong(fewer)) left = fewer
    }
  }
  return left
}
