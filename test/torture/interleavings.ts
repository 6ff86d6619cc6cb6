import { doingsOf } from './interleaving/person.ts'
import { newProfileImage, type ProfileImage } from './interleaving/profile-image.ts'
import { Broken } from './interleaving/rules.ts'
import { openStage, type Stage } from './interleaving/stage.ts'
import { casesOf, type Counts, randomOfCase, TortureFailure, type TorturePart } from './part.ts'

const SHOWN_STEPS = 60

/**
 * The whole path of a call, from the window's calls to SQLite, with every step that waits in the
 * hand of one seeded scheduler: pieces of answers, timers, look-ups, the disk, the clock, crashes and
 * all that a person does come in any order. What must hold is looked at after each step, and what was
 * billed once nothing is left to happen.
 */
export const interleavings: TorturePart = {
  name: 'interleavings',
  async run({ seed, extent, firstIndex }) {
    const image = newProfileImage()
    const counts = { interleavings: 0 } satisfies Partial<Counts>
    const rejections: unknown[] = []
    const note = (error: unknown): void => void rejections.push(error)
    process.on('unhandledRejection', note)
    try {
      for (const index of casesOf(extent, firstIndex)) {
        await runCase({ seed, index, image, counts, rejections })
        counts.interleavings += 1
      }
    } finally {
      process.off('unhandledRejection', note)
    }
    return counts
  },
}

type Case = {
  seed: number
  index: number
  image: ProfileImage
  counts: Partial<Counts>
  rejections: readonly unknown[]
}

async function runCase({ seed, index, image, counts, rejections }: Case): Promise<void> {
  const stage = openStage(image, randomOfCase(seed, 'interleavings', index))
  try {
    await play(stage)
    // Whoever runs the parts counts these; here it matters in which case they came.
    if (rejections.length > 0) throw new Error(`nobody handled ${String(rejections[0])}`)
  } catch (error) {
    const steps = stage.trace()
    const shown = steps.slice(-SHOWN_STEPS).map((step) => `  ${step}`)
    const what = `step ${steps.length}: ${error instanceof Error ? error.message : String(error)}`
    const wrong = error instanceof Broken ? { [error.count]: 1 } : {}
    const at = { part: 'interleavings', seed, index }
    const lines = `${what}\n${shown.join('\n')}`
    throw new TortureFailure(at, lines, { ...counts, ...wrong }, error)
  }
}

async function play(stage: Stage): Promise<void> {
  const { random } = stage
  const doings = doingsOf(stage)
  const totalWeight = doings.reduce((sum, { weight }) => sum + weight, 0)
  await stage.step('a budget to begin with', () =>
    stage.ask(
      () => stage.turns().setBudget(random.pick([60_000_000, 400_000_000])),
      () => {},
    ),
  )
  for (let left = random.integer(10, 70); left > 0; left -= 1) {
    let drawn = random.integer(0, totalWeight - 1)
    const doing = doings.find(({ weight }) => (drawn -= weight) < 0)
    await doing?.run()
  }
  await stage.finish()
}
