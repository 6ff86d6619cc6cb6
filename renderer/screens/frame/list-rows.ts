import type { ConversationSummary } from '../../../shared/chat/message.ts'
import type { Folder } from '../../../shared/ipc/shapes.ts'
import { say, sayMonth } from '../../words/say.tsx'

/** In px; a row's place follows from them, so nobody has to look at the layout. */
export const ROW_HEIGHT = 28
const HEAD_HEIGHT = 32
/** What is drawn beyond the edges, so that a slow scroll shows no gap. */
const MARGIN = 140

export type ListRow =
  | { kind: 'conversation'; key: string; summary: ConversationSummary; isNested: boolean }
  | { kind: 'folder'; key: string; folder: Folder; spentNanoUsd: number; isOpen: boolean }
  /** Stands in an open folder that has nothing in it. */
  | { kind: 'empty'; key: string }

export type PlacedRow = { row: ListRow; top: number; place: number }
export type ListGroup = { title: string; top: number; rows: PlacedRow[] }
export type ListRows = {
  groups: ListGroup[]
  /** Those that can have the focus, in order. */
  reachable: PlacedRow[]
  height: number
}

/**
 * The list as it is read: pinned, folders, then by the day something was last sent. Each
 * conversation stands in it once; a pinned one at the top, although it may be in a folder.
 */
export function listRows(
  summaries: readonly ConversationSummary[],
  folders: readonly Folder[],
  openIds: ReadonlySet<string>,
  nowMs: number,
): ListRows {
  const groups = new Map<string, ListRow[]>()
  const add = (title: string, row: ListRow): void => {
    const rows = groups.get(title)
    if (rows) rows.push(row)
    else groups.set(title, [row])
  }
  const dayGroup = dayGroupsAt(nowMs)
  for (const summary of summaries) {
    if (summary.isPinned) add(say('list.pinned'), conversationRow(summary, false))
  }
  for (const row of folderRows(summaries, folders, openIds)) add(say('list.folders'), row)
  for (const summary of summaries) {
    if (summary.folderId !== null || summary.isPinned) continue
    add(dayGroup(summary.updatedAtMs), conversationRow(summary, false))
  }
  return placed(groups)
}

function folderRows(
  summaries: readonly ConversationSummary[],
  folders: readonly Folder[],
  openIds: ReadonlySet<string>,
): ListRow[] {
  if (folders.length === 0) return []
  const inFolders = new Map<string | null, ConversationSummary[]>()
  for (const summary of summaries) {
    const known = inFolders.get(summary.folderId)
    if (known) known.push(summary)
    else inFolders.set(summary.folderId, [summary])
  }
  return folders.flatMap((folder): ListRow[] => {
    const { folderId } = folder
    const all = inFolders.get(folderId) ?? []
    const isOpen = openIds.has(folderId)
    const spentNanoUsd = all.reduce((sum, summary) => sum + summary.spentNanoUsd, 0)
    const head: ListRow = { kind: 'folder', key: folderId, folder, spentNanoUsd, isOpen }
    if (!isOpen) return [head]
    const shown = all.filter(({ isPinned }) => !isPinned)
    if (shown.length === 0) return [head, { kind: 'empty', key: `empty ${folderId}` }]
    return [head, ...shown.map((summary) => conversationRow(summary, true))]
  })
}

function conversationRow(summary: ConversationSummary, isNested: boolean): ListRow {
  return { kind: 'conversation', key: summary.conversationId, summary, isNested }
}

/** Names the group of a moment. What is the same for thousands of rows is worked out once. */
function dayGroupsAt(nowMs: number): (atMs: number) => string {
  const now = new Date(nowMs)
  const startOf = (daysAgo: number): number =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() - daysAgo).getTime()
  const recent = [
    { fromMs: startOf(0), title: say('list.today') },
    { fromMs: startOf(1), title: say('list.yesterday') },
    { fromMs: startOf(7), title: say('list.week') },
    { fromMs: startOf(30), title: say('list.month') },
  ]
  let month = { fromMs: 0, untilMs: 0, title: '' }
  return (atMs) => {
    const group = recent.find(({ fromMs }) => atMs >= fromMs)
    if (group) return group.title
    if (atMs < month.fromMs || atMs >= month.untilMs) month = monthOf(atMs)
    return month.title
  }
}

function monthOf(atMs: number) {
  const at = new Date(atMs)
  const startOf = (month: number): number => new Date(at.getFullYear(), month, 1).getTime()
  return {
    fromMs: startOf(at.getMonth()),
    untilMs: startOf(at.getMonth() + 1),
    title: sayMonth(atMs),
  }
}

function placed(groups: ReadonlyMap<string, readonly ListRow[]>): ListRows {
  let height = 0
  const reachable: PlacedRow[] = []
  const all = [...groups].map(([title, rows]): ListGroup => {
    const top = height
    height += HEAD_HEIGHT
    const placedRows = rows.map((row): PlacedRow => {
      const one = { row, top: height, place: reachable.length }
      height += ROW_HEIGHT
      if (row.kind !== 'empty') reachable.push(one)
      return one
    })
    return { title, top, rows: placedRows }
  })
  return { groups: all, reachable, height }
}

/** What is in sight between two heights of the list, and the row in focus wherever it is. */
export function rowsInSight(
  { groups }: ListRows,
  from: number,
  to: number,
  focusKey: string | null,
): ListGroup[] {
  const isInSight = (top: number, height: number): boolean =>
    top + height > from - MARGIN && top < to + MARGIN
  return groups.flatMap((group): ListGroup[] => {
    const rows = group.rows.filter(
      ({ row, top }) => row.key === focusKey || isInSight(top, ROW_HEIGHT),
    )
    return rows.length > 0 || isInSight(group.top, HEAD_HEIGHT) ? [{ ...group, rows }] : []
  })
}

/** Where the list has to stand for a row to be in sight, as near as can be to where it stands. */
export function scrollTopFor({ top }: PlacedRow, scrollTop: number, height: number): number {
  return Math.max(Math.min(scrollTop, top - HEAD_HEIGHT), top + ROW_HEIGHT - height)
}

/** The row that takes the focus once this one is gone. */
export function nextKeyOf({ reachable }: ListRows, { place }: PlacedRow): string | null {
  return (reachable[place + 1] ?? reachable[place - 1])?.row.key ?? null
}

export function nameOf(row: ListRow): string {
  switch (row.kind) {
    case 'conversation':
      return row.summary.title
    case 'folder':
      return row.folder.name
    case 'empty':
      return ''
  }
}
