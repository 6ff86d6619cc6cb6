import type { Part } from '../../shared/chat/part.ts'
import type { ImportedTurn } from './imported.ts'
import { MAX_TURNS, MAX_WRITTEN_CHARACTERS, MAX_WRITTEN_MESSAGES } from './limits.ts'
import { linkNodes } from './link-nodes.ts'
import { shownWay } from './shown-way.ts'
import type { SourceNode } from './source-node.ts'

export type BuiltTurns = { turns: ImportedTurn[]; brokenLinkCount: number }

/** Messages one after another, newest first, shared by all that go on from there. */
type Run = { node: SourceNode; before: Run | null } | null

type Place = { node: SourceNode; parentIndex: number | null; asked: Run; answered: Run }

/**
 * Makes turns of the messages of another program. A turn is what a person wrote in one go and what
 * came back in one go; an answer ends where the person goes on, or where nothing follows. Whatever
 * branches makes versions. The turns that lead to `currentId` are shown, and from there on the last
 * of what follows. Null for more than is taken.
 */
export function buildTurns(
  nodes: readonly SourceNode[],
  currentId: string | null,
  fallback: { atMs: number; providerName: string },
): BuiltTurns | null {
  const linked = linkNodes(nodes, ({ parts }) => parts.length > 0)
  const shownEnds = endsOnTheWay(shownWay(linked, currentId))
  const turns: ImportedTurn[] = []
  let characterCount = 0
  let messageCount = 0

  function isTooMuch(): boolean {
    return (
      turns.length > MAX_TURNS ||
      messageCount > MAX_WRITTEN_MESSAGES ||
      characterCount > MAX_WRITTEN_CHARACTERS
    )
  }

  function addTurn({ parentIndex, asked, answered }: Omit<Place, 'node'>): number {
    const user = listOf(asked)
    const answer = listOf(answered)
    const parent = parentIndex === null ? null : turns[parentIndex]
    const beforeMs = parent?.answerAtMs ?? fallback.atMs
    const userAtMs = firstDate(user) ?? firstDate(answer) ?? beforeMs
    const end = (answered ?? asked)?.node
    const userParts = joinParts(user)
    const answerParts = joinParts(answer)
    characterCount += sizeOf(userParts) + sizeOf(answerParts)
    messageCount += user.length + answer.length
    turns.push({
      parentIndex,
      position: (parent?.position ?? 0) + 1,
      isShown: end !== undefined && shownEnds.has(end.id),
      userParts,
      userAtMs,
      answerParts,
      answerAtMs: firstDate(answer) ?? userAtMs,
      state: answered?.node.state ?? 'interrupted',
      model: null,
      modelName: answer.findLast(({ modelName }) => modelName !== null)?.modelName ?? null,
      providerName: fallback.providerName,
    })
    return turns.length - 1
  }

  const places: Place[] = linked.roots
    .map((node) => ({ node, parentIndex: null, asked: null, answered: null }))
    .reverse()
  for (let place = places.pop(); place; place = places.pop()) {
    const { node, parentIndex } = place
    const isUser = node.role === 'user'
    const asked = isUser ? { node, before: place.asked } : place.asked
    const answered = isUser ? null : { node, before: place.answered }
    const children = linked.childrenOf(node)
    const isEnd = children.length === 0 || (!isUser && children.some(isFromUser))
    const index = isEnd ? addTurn({ parentIndex, asked, answered }) : null
    if (isTooMuch()) return null
    for (const child of children.toReversed()) {
      const begins = !isUser && isFromUser(child)
      places.push(
        begins
          ? { node: child, parentIndex: index, asked: null, answered: null }
          : { node: child, parentIndex, asked, answered },
      )
    }
  }
  return { turns, brokenLinkCount: linked.brokenLinkCount }
}

function isFromUser({ role }: SourceNode): boolean {
  return role === 'user'
}

/** The messages at which the turns of a way end. */
function endsOnTheWay(way: readonly SourceNode[]): ReadonlySet<string> {
  const ends = way.filter((node, index) => {
    const next = way[index + 1]
    return !next || (node.role === 'assistant' && next.role === 'user')
  })
  return new Set(ends.map(({ id }) => id))
}

function listOf(run: Run): SourceNode[] {
  const list: SourceNode[] = []
  for (let at = run; at; at = at.before) list.push(at.node)
  return list.reverse()
}

function firstDate(nodes: readonly SourceNode[]): number | null {
  return nodes.find(({ atMs }) => atMs !== null)?.atMs ?? null
}

/** Texts that stand side by side become one, a paragraph apart. */
function joinParts(nodes: readonly SourceNode[]): Part[] {
  const parts: Part[] = []
  for (const part of nodes.flatMap((node) => node.parts)) {
    const last = parts.at(-1)
    if (part.type === 'text' && last?.type === 'text') {
      parts[parts.length - 1] = { type: 'text', text: `${last.text}\n\n${part.text}` }
    } else parts.push(part)
  }
  return parts
}

function sizeOf(parts: readonly Part[]): number {
  let size = 0
  for (const part of parts) {
    if ('text' in part) size += part.text.length
    if (part.type === 'tool-call') size += part.argumentsJson.length
  }
  return size
}
