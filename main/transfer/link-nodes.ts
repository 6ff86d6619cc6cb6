/** Something that says what it comes after. */
export type Linked = { id: string; parentId: string | null }

/** Messages as a forest: only those that are kept, each below the nearest one kept above it. */
export type LinkedNodes<N extends Linked> = {
  roots: N[]
  childrenOf: (node: N) => readonly N[]
  /** The nearest kept one at or above an id; null if there is none. */
  keptAt: (id: string) => N | null
  /** Links to messages that are not there, second messages of one id, and links in a circle. */
  brokenLinkCount: number
}

/** Puts messages in order by their links. A broken link makes a first message of what has it. */
export function linkNodes<N extends Linked>(
  nodes: readonly N[],
  isKept: (node: N) => boolean,
): LinkedNodes<N> {
  const byId = new Map<string, N>()
  let brokenLinkCount = 0
  for (const node of nodes) {
    if (byId.has(node.id)) brokenLinkCount += 1
    else byId.set(node.id, node)
  }
  const parents = new Map<string, string | null>()
  for (const { id, parentId } of byId.values()) {
    const isThere = parentId === null || byId.has(parentId)
    if (!isThere) brokenLinkCount += 1
    parents.set(id, isThere ? parentId : null)
  }
  brokenLinkCount += cutCircles(parents)

  const kept = new Map<string, N | null>()
  function keptAt(id: string): N | null {
    const passed: string[] = []
    let at: string | null = id
    let found: N | null = null
    while (at !== null) {
      const known = kept.get(at)
      if (known !== undefined) {
        found = known
        break
      }
      passed.push(at)
      const node = byId.get(at)
      if (node && isKept(node)) {
        found = node
        break
      }
      at = parents.get(at) ?? null
    }
    for (const one of passed) kept.set(one, found)
    return found
  }

  const roots: N[] = []
  const children = new Map<string, N[]>()
  for (const node of byId.values()) {
    if (!isKept(node)) continue
    const parentId = parents.get(node.id) ?? null
    const parent = parentId === null ? null : keptAt(parentId)
    if (!parent) roots.push(node)
    else if (!children.get(parent.id)?.push(node)) children.set(parent.id, [node])
  }
  return {
    roots,
    childrenOf: ({ id }) => children.get(id) ?? [],
    keptAt: (id) => (byId.has(id) ? keptAt(id) : null),
    brokenLinkCount,
  }
}

/**
 * Cuts each circle of links once, before what comes first in the file, and returns how many there
 * were.
 */
function cutCircles(parents: Map<string, string | null>): number {
  const walkOf = new Map<string, number>()
  let count = 0
  let walk = 0
  for (const id of parents.keys()) {
    walk += 1
    let at: string | null = id
    while (at !== null && !walkOf.has(at)) {
      walkOf.set(at, walk)
      at = parents.get(at) ?? null
    }
    if (at !== null && walkOf.get(at) === walk) {
      parents.set(at, null)
      count += 1
    }
  }
  return count
}
