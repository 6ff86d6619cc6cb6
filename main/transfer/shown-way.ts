import type { Linked, LinkedNodes } from './link-nodes.ts'

/**
 * From the first to the last that is shown: what leads to `currentId`, and the last of whatever
 * follows it. Without one, the last of all there is.
 */
export function shownWay<N extends Linked>(
  { roots, childrenOf, keptAt }: LinkedNodes<N>,
  currentId: string | null,
): N[] {
  const start = (currentId === null ? null : keptAt(currentId)) ?? roots.at(-1)
  if (!start) return []
  const parentOf = new Map<string, N>()
  const open = [...roots]
  for (let node = open.pop(); node; node = open.pop()) {
    for (const child of childrenOf(node)) {
      parentOf.set(child.id, node)
      open.push(child)
    }
  }
  const way = [start]
  for (let node = parentOf.get(start.id); node; node = parentOf.get(node.id)) way.push(node)
  way.reverse()
  for (let next = childrenOf(start).at(-1); next; next = childrenOf(next).at(-1)) way.push(next)
  return way
}
