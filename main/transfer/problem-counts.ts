import type { ImportProblem } from '../../shared/ipc/shapes.ts'

type Countable = Extract<ImportProblem, { count: number }>['kind']

/** Counts what is left out or wrong while one conversation is read. */
export type ProblemCounts = {
  add: (kind: Countable, count?: number) => void
  list: () => ImportProblem[]
}

export function openProblemCounts(): ProblemCounts {
  const counts = new Map<Countable, number>()
  return {
    add(kind, count = 1) {
      if (count > 0) counts.set(kind, (counts.get(kind) ?? 0) + count)
    },
    list: () => [...counts].map(([kind, count]) => ({ kind, count })),
  }
}
