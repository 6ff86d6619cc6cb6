import { type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { fetched } from '../../parts/fetched.tsx'
import { useNowMs } from '../../state/clock.ts'
import { useConversations } from '../../state/conversations.ts'
import { openFolder, useFolders } from '../../state/folders.ts'
import { useScreen } from '../../state/screen.ts'
import { say } from '../../words/say.tsx'
import { ConversationRow } from './conversation-row.tsx'
import { FolderRow } from './folder-row.tsx'
import { onListKey } from './list-keys.ts'
import {
  listRows,
  type ListRows,
  nextKeyOf,
  type PlacedRow,
  ROW_HEIGHT,
  rowsInSight,
  scrollTopFor,
} from './list-rows.ts'
import { closeMenu, rowId, useListState } from './list-state.ts'
import { useDropping } from './use-dropping.ts'

const RowMenu = fetched(async () => (await import('./row-menu.tsx')).RowMenu)

/**
 * Every conversation, with what was spent in it. Only what is in sight is drawn: thousands cost no
 * more than a screen of them.
 */
export function ConversationList(): ReactNode {
  const scroller = useRef<HTMLElement>(null)
  const [scrollTop, setScrollTop] = useState(0)
  const rows = useRows()
  const currentKey = useCurrentKey()
  const current = useFocusRow(rows, currentKey)
  const menuKey = useListState(({ menu, settingKey }) => settingKey ?? menu?.key ?? null)
  const dropping = useDropping()
  const focusCount = useListState((state) => state.focusCount)
  const doneCount = useRef(focusCount)
  useLayoutEffect(() => {
    const element = scroller.current
    if (doneCount.current === focusCount || !element || !current) return
    doneCount.current = focusCount
    element.scrollTop = scrollTopFor(current, element.scrollTop, element.clientHeight)
    document.getElementById(rowId(current.row.key))?.focus({ preventScroll: true })
  }, [focusCount, current])
  // A list that comes back, in a window that got wide again, comes back without it.
  useEffect(() => closeMenu, [])
  const revealed = useRef(currentKey)
  useLayoutEffect(() => {
    const element = scroller.current
    if (revealed.current === currentKey || !element) return
    const shown = rows.reachable.find(({ row }) => row.key === currentKey)
    if (!shown) return openFolderOf(currentKey)
    revealed.current = currentKey
    const { scrollTop: top, clientHeight } = element
    if (shown.top >= top && shown.top + ROW_HEIGHT <= top + clientHeight) return
    element.scrollTop = scrollTopFor(shown, top, clientHeight)
  }, [currentKey, rows])
  const menuAt = rows.reachable.find(({ row }) => row.key === menuKey)
  return (
    <>
      <nav
        ref={scroller}
        aria-label={say('list.conversations')}
        className="min-h-0 flex-1 overflow-y-auto pb-4 pl-2 [scrollbar-gutter:stable]"
        onScroll={({ currentTarget }) => setScrollTop(currentTarget.scrollTop)}
      >
        <div
          role="presentation"
          className="relative min-h-full"
          style={{ height: rows.height }}
          onKeyDown={(event) => onListKey(event, rows, current)}
          {...dropping}
        >
          {rowsInSight(rows, scrollTop, scrollTop + screen.height, current?.row.key ?? null).map(
            (group) => (
              <section key={group.title} aria-label={group.title}>
                <h2
                  className="absolute px-2 pt-3 pb-1 text-label font-medium text-ink-3"
                  style={{ top: group.top }}
                >
                  {group.title}
                </h2>
                <ul>
                  {group.rows.map((one) => (
                    <Row
                      key={one.row.key}
                      placed={one}
                      isCurrent={one.row.key === currentKey}
                      isReached={one === current}
                    />
                  ))}
                </ul>
              </section>
            ),
          )}
        </div>
      </nav>
      {menuAt && <RowMenu row={menuAt.row} nextKey={nextKeyOf(rows, menuAt)} />}
    </>
  )
}

function Row({
  placed: { row, top },
  isCurrent,
  isReached,
}: {
  placed: PlacedRow
  isCurrent: boolean
  isReached: boolean
}): ReactNode {
  const style = { top, height: ROW_HEIGHT }
  switch (row.kind) {
    case 'conversation':
      return (
        <ConversationRow
          summary={row.summary}
          isNested={row.isNested}
          isCurrent={isCurrent}
          isReached={isReached}
          top={top}
        />
      )
    case 'folder':
      return <FolderRow row={row} isReached={isReached} top={top} />
    case 'empty':
      return (
        <li
          className="absolute inset-x-0 flex items-center pl-8 text-note text-ink-3"
          style={style}
        >
          {say('list.empty-folder')}
        </li>
      )
  }
}

function useRows(): ListRows {
  const summaries = useConversations((state) => state.summaries)
  const folders = useFolders((state) => state.folders)
  const openIds = useFolders((state) => state.openIds)
  const today = new Date(useNowMs()).setHours(0, 0, 0, 0)
  return useMemo(
    () => listRows(summaries, folders, openIds, today),
    [summaries, folders, openIds, today],
  )
}

/** A conversation that was opened from elsewhere is to be seen in the list. */
function openFolderOf(conversationId: string | null): void {
  const folderId = useConversations
    .getState()
    .summaries.find((summary) => summary.conversationId === conversationId)?.folderId
  if (folderId && !useFolders.getState().openIds.has(folderId)) openFolder(folderId, true)
}

/** The conversation that is on the screen. */
function useCurrentKey(): string | null {
  const isChat = useScreen(({ name }) => name === 'chat')
  const currentId = useConversations((state) => state.currentId)
  return isChat ? currentId : null
}

/** The one row that Tab leads to; from there arrows go on. */
function useFocusRow({ reachable }: ListRows, currentKey: string | null): PlacedRow | null {
  const focusKey = useListState((state) => state.focusKey)
  const find = (key: string | null): PlacedRow | undefined =>
    reachable.find(({ row }) => row.key === key)
  return find(focusKey) ?? find(currentKey) ?? reachable[0] ?? null
}
