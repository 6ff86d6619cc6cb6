/**
 * What every torture part shares: counts, random numbers from a seed, and failures that say how to
 * see them again. Case `index` of a part draws from (seed, part, index) alone, so that any case is
 * replayed without the ones before it.
 */

/** All integers. The last five are wrong counts: each must be 0. */
export type Counts = {
  sequences: number
  steps: number
  interleavings: number
  kills: number
  acknowledged: number
  walDamages: number
  damagedFiles: number
  failedWrites: number
  billedTurns: number
  mutations: number
  lost: number
  doubleCharged: number
  overspent: number
  billMismatches: number
  unhandled: number
}

export const wrongCounts = [
  'lost',
  'doubleCharged',
  'overspent',
  'billMismatches',
  'unhandled',
] as const satisfies readonly (keyof Counts)[]

/** How long or how often; exactly one is given. `untilMs` is a moment of `Date.now()`. */
export type Extent = { untilMs: number } | { count: number }

export type TorturePart = {
  name: string
  /**
   * Runs cases from `firstIndex` (0 if not given) on and counts what it did. Throws a
   * `TortureFailure` at the first violation.
   */
  run: (options: { seed: number; extent: Extent; firstIndex?: number }) => Promise<Partial<Counts>>
}

/** A promise of the program that a case broke. */
export class TortureFailure extends Error {
  override name = 'TortureFailure'
  readonly part: string
  readonly seed: number
  readonly index: number
  /** All that was done so far, the broken promise among it where a wrong count names it. */
  readonly counts: Partial<Counts>

  constructor(
    { part, seed, index }: { part: string; seed: number; index: number },
    what: string,
    counts: Partial<Counts>,
    cause?: unknown,
  ) {
    super(
      `${part}, seed ${seed}, case ${index}: ${what}\n` +
        `Again: npm run torture -- --seed ${seed} --only ${part} --index ${index}`,
      { cause },
    )
    this.part = part
    this.seed = seed
    this.index = index
    this.counts = counts
  }
}

/** The indexes of the cases to run: so many of them, or until the time is up but at least one. */
export function* casesOf(extent: Extent, firstIndex = 0): Generator<number> {
  for (let index = firstIndex; ; index += 1) {
    if ('count' in extent && index >= firstIndex + extent.count) return
    yield index
    if ('untilMs' in extent && Date.now() >= extent.untilMs) return
  }
}

export type Random = {
  /** From 0 up to, and without, 1. */
  fraction: () => number
  /** A whole number from `min` to `max`, both included. */
  integer: (min: number, max: number) => number
  /** True so many times out of one. */
  chance: (share: number) => boolean
  pick: <T>(choices: readonly [T, ...T[]]) => T
}

/** The random numbers of one case. */
export function randomOfCase(seed: number, part: string, index: number): Random {
  let state = mix(seed)
  for (const character of part) state = mix(state ^ (character.codePointAt(0) ?? 0))
  return randomOf(mix(state ^ index))
}

/** Random numbers that are the same for the same seed, in every version of Node.js (mulberry32). */
export function randomOf(seed: number): Random {
  let state = seed | 0
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    fraction,
    integer: (min, max) => min + Math.floor(fraction() * (max - min + 1)),
    chance: (share) => fraction() < share,
    pick: (choices) => choices[Math.floor(fraction() * choices.length)] ?? choices[0],
  }
}

/** Spreads each bit of a number over all 32, so that neighbouring seeds have nothing in common. */
function mix(value: number): number {
  let mixed = Math.imul((value | 0) + 0x9e3779b9, 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}
