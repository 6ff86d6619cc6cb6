/** One figure of `npm run bench -- chat`, beside its limit or competitor in the same run. */
export type Measured = {
  /** As in the table that is printed. */
  readonly name: string
  readonly ratio: number
  /** Met where the ratio is at most this. */
  readonly goal: number
  readonly met: boolean
  /** What the ratio was made of, in the units their names say. */
  readonly figures: Readonly<Record<string, number>>
}

/** What a part is given: a folder that is removed afterwards. */
export type Part = (folder: string) => Promise<Measured[]>

export function measured(
  name: string,
  ratio: number,
  goal: number,
  figures: Measured['figures'],
): Measured {
  return { name, ratio: rounded(ratio), goal, met: ratio <= goal, figures: roundedAll(figures) }
}

export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

function rounded(figure: number): number {
  return Math.round(figure * 1_000) / 1_000
}

function roundedAll(figures: Measured['figures']): Measured['figures'] {
  return Object.fromEntries(
    Object.entries(figures).map(([name, figure]) => [name, rounded(figure)]),
  )
}
