import type { ImportedTurn } from './imported.ts'
import { MAX_TURNS } from './limits.ts'
import { linkNodes } from './link-nodes.ts'
import { shownWay } from './shown-way.ts'

/** A turn of our own, as a file has it: its place is known by its links alone. */
export type OwnSourceTurn = Omit<ImportedTurn, 'parentIndex' | 'position'> & {
  id: string
  parentId: string | null
}

/**
 * Puts turns of our own in order, parents first. What is shown is one way through them: to the last
 * one that says it is shown. Null for more than is taken.
 */
export function arrangeTurns(
  sources: readonly OwnSourceTurn[],
): { turns: ImportedTurn[]; brokenLinkCount: number } | null {
  if (sources.length > MAX_TURNS) return null
  const linked = linkNodes(sources, () => true)
  const places: { source: OwnSourceTurn; parentIndex: number | null; position: number }[] =
    linked.roots.toReversed().map((source) => ({ source, parentIndex: null, position: 1 }))
  const turns: ImportedTurn[] = []
  let last: { id: string; position: number } | null = null
  const idOf: string[] = []
  for (let place = places.pop(); place; place = places.pop()) {
    const { source, parentIndex, position } = place
    const { id, parentId: _, ...turn } = source
    const index = turns.push({ ...turn, parentIndex, position }) - 1
    idOf.push(id)
    if (source.isShown && position > (last?.position ?? 0)) last = { id, position }
    for (const child of linked.childrenOf(source).toReversed()) {
      places.push({ source: child, parentIndex: index, position: position + 1 })
    }
  }
  const way = new Set(shownWay(linked, last?.id ?? null).map(({ id }) => id))
  return {
    turns: turns.map((turn, index) => ({ ...turn, isShown: way.has(idOf[index] ?? '') })),
    brokenLinkCount: linked.brokenLinkCount,
  }
}

/** Questions and answers in which something stands. */
export function countMessages(turns: readonly ImportedTurn[]): number {
  return turns.reduce(
    (sum, { userParts, answerParts }) =>
      sum + (userParts.length > 0 ? 1 : 0) + (answerParts.length > 0 ? 1 : 0),
    0,
  )
}
