import { CUE_COUNT } from './cues.ts'

/** A settled answer: the cues of its question, how much they are heard, and what is to be explained. */
export type CueExample = {
  cues: readonly number[]
  /** 1 in the first turn of a conversation; less later, when its answers say more. */
  heard: number
  missed: number
  weight: number
}

/** Answers with a cue that would have to agree before half of it is believed. */
const DOUBT = 4

/** Turns deep in a conversation say next to nothing about what words do. */
const LEAST_HEARD = 0.2

const ROUNDS = 2

/**
 * How much longer answers are, as a logarithm, for each cue a question may have: each is fitted to
 * what the others leave, in turn, and drawn to nothing while few answers speak for it.
 */
export function fitCues(examples: readonly CueExample[]): Float64Array {
  const effects = new Float64Array(CUE_COUNT)
  const left = Float64Array.from(examples, ({ missed }) => missed)
  const places = new Map<number, number[]>()
  examples.forEach(({ cues, heard }, index) => {
    if (heard < LEAST_HEARD) return
    for (const cue of cues) {
      const found = places.get(cue)
      if (found) found.push(index)
      else places.set(cue, [index])
    }
  })
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [cue, indexes] of places) {
      const before = effects[cue] ?? 0
      const now = effectOf(indexes, examples, left, before)
      effects[cue] = now
      for (const index of indexes) {
        left[index] = (left[index] ?? 0) - (now - before) * (examples[index]?.heard ?? 0)
      }
    }
  }
  return effects
}

function effectOf(
  indexes: readonly number[],
  examples: readonly CueExample[],
  left: Float64Array,
  before: number,
): number {
  let sum = 0
  let weights = DOUBT
  for (const index of indexes) {
    const example = examples[index]
    if (!example) continue
    const { heard, weight } = example
    sum += weight * heard * ((left[index] ?? 0) + before * heard)
    weights += weight * heard * heard
  }
  return sum / weights
}
