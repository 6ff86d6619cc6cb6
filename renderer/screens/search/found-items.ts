import type { ConversationSummary } from '../../../shared/chat/message.ts'
import type { SearchHit, TextRange } from '../../../shared/ipc/shapes.ts'
import { findIn } from '../../../shared/search/find.ts'
import { readQuery } from '../../../shared/search/query.ts'
import { openConversation } from '../../state/conversations.ts'
import { leaveList, showChat } from '../../state/screen.ts'
import { type Asked, isNarrowed } from '../../state/search.ts'

/** More than these are not what is looked for: the messages are below. */
const MOST_TITLES = 5

export type FoundTitle = {
  kind: 'titles'
  id: string
  summary: ConversationSummary
  ranges: TextRange[]
}
type FoundMessage = { kind: 'messages'; id: string; hit: SearchHit }
export type FoundItem = FoundTitle | FoundMessage
export type FoundGroup = { kind: FoundItem['kind']; items: FoundItem[] }

/** What was found, as it stands in the list: conversations by their titles, then messages. */
export function foundGroups(
  asked: Asked | null,
  summaries: readonly ConversationSummary[],
  hits: readonly SearchHit[],
): FoundGroup[] {
  const titles = asked && !isNarrowed(asked) ? titlesWith(asked.text, summaries) : []
  const messages = withoutRepeats(hits).map(
    (hit): FoundMessage => ({ kind: 'messages', id: `message ${hit.place}`, hit }),
  )
  const groups: FoundGroup[] = [
    { kind: 'titles', items: titles },
    { kind: 'messages', items: messages },
  ]
  return groups.filter(({ items }) => items.length > 0)
}

/** Each version of a turn has its question: one that was asked again is found once, where it is newest. */
function withoutRepeats(hits: readonly SearchHit[]): SearchHit[] {
  const known = new Set<string>()
  return hits.filter(({ role, conversationId, position, excerpt }) => {
    if (role !== 'user') return true
    const question = `${conversationId} ${position} ${excerpt}`
    if (known.has(question)) return false
    known.add(question)
    return true
  })
}

function titlesWith(text: string, summaries: readonly ConversationSummary[]): FoundTitle[] {
  const query = readQuery(text)
  const found: FoundTitle[] = []
  for (const summary of summaries) {
    const ranges = findIn(summary.title, query)
    if (!ranges) continue
    found.push({ kind: 'titles', id: `title ${summary.conversationId}`, summary, ranges })
    if (found.length === MOST_TITLES) break
  }
  return found
}

/** Shows what was found where it was said, in the version it was said in. */
export function openFound(item: FoundItem): void {
  showChat()
  leaveList()
  if (item.kind === 'titles') void openConversation(item.summary.conversationId)
  else void openConversation(item.hit.conversationId, item.hit.turnId, item.hit.role)
}
