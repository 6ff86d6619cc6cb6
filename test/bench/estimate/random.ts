/** A source of chance that gives the same again for the same seed. */
export type Chance = {
  /** From 0 up to, not with, 1. */
  number: () => number
  /** Around 0, two thirds of them within 1. */
  normal: () => number
  /** A median and how widely it varies: 0.5 means two thirds within 0.6 to 1.65 times. */
  lengthLike: (median: number, spread: number) => number
  pick: <T>(from: readonly T[]) => T
  /** In proportion to their weights. */
  pickWeighted: <T extends { weight: number }>(from: readonly T[]) => T
}

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0
  function number(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  function normal(): number {
    return Math.sqrt(-2 * Math.log(1 - number())) * Math.cos(2 * Math.PI * number())
  }
  function pick<T>(from: readonly T[]): T {
    const found = from[Math.floor(number() * from.length)]
    if (found === undefined) throw new RangeError('There is nothing to pick from')
    return found
  }
  return {
    number,
    normal,
    lengthLike: (median, spread) => median * Math.exp(spread * normal()),
    pick,
    pickWeighted(from) {
      let rest = number() * from.reduce((sum, { weight }) => sum + weight, 0)
      for (const one of from) {
        rest -= one.weight
        if (rest < 0) return one
      }
      return pick(from)
    },
  }
}
