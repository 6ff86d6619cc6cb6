/** So many hairlines stand above the base line, and three of them would be too few to read from. */
const LINE_COUNT = 4

/** A step of these times a power of ten is one that people count in. */
const ROUND = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10]

/**
 * What the hairlines of a chart stand at, from 0 up to the first that is not below the largest bar;
 * each a whole number of units, so that its label is exact. Without bars there is the base line only.
 */
export function hairlines(largestNanoUsd: number, unitNanoUsd: number): number[] {
  if (largestNanoUsd <= 0) return [0]
  const leastUnits = largestNanoUsd / unitNanoUsd / LINE_COUNT
  const power = 10 ** Math.floor(Math.log10(Math.max(1, leastUnits)))
  const stepUnits =
    ROUND.map((round) => round * power).find(
      (step) => step >= leastUnits && Number.isInteger(step),
    ) ?? Math.ceil(leastUnits)
  return Array.from({ length: LINE_COUNT + 1 }, (_, line) => line * stepUnits * unitNanoUsd)
}
