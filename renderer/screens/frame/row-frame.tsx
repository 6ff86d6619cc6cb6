import { clsx } from 'clsx'
import { Ellipsis } from 'lucide-react'
import type { ReactNode } from 'react'
import { say } from '../../words/say.tsx'
import { DRAGGED_TYPE } from './dragged.ts'
import { ROW_HEIGHT } from './list-rows.ts'
import { openMenu, rememberFocus, rowId, useListState } from './list-state.ts'

/** What rows have in common: a button over all of it, a menu, and a figure at the right. */
export function RowFrame({
  rowKey,
  title,
  top,
  isReached,
  isCurrent = false,
  isNested = false,
  isExpanded,
  isDraggable = false,
  folderId,
  figure,
  onOpen,
  onRename,
  children,
}: {
  rowKey: string
  title: string
  /** In px from the top of the list. */
  top: number
  /** Whether Tab leads to it. */
  isReached: boolean
  isCurrent?: boolean
  isNested?: boolean
  isExpanded?: boolean
  isDraggable?: boolean
  /** Where what is dropped on it goes. */
  folderId: string | null
  figure: ReactNode
  onOpen: () => void
  onRename: () => void
  children: ReactNode
}): ReactNode {
  const id = rowId(rowKey)
  const isMenuOpen = useListState(({ menu }) => menu?.key === rowKey)
  return (
    <li className="absolute inset-x-0" style={{ top, height: ROW_HEIGHT }}>
      <div
        role="presentation"
        title={title}
        data-folder={folderId ?? undefined}
        draggable={isDraggable}
        className={clsx(
          'group relative flex h-full items-center gap-2 rounded-row pr-2',
          isNested ? 'pl-8' : 'pl-2',
          isCurrent
            ? 'bg-hover font-medium text-ink'
            : 'text-ink-2 hover:bg-hover hover:text-ink data-dropping:bg-hover data-dropping:text-ink',
          isMenuOpen && 'bg-hover text-ink',
        )}
        onContextMenu={(event) => {
          event.preventDefault()
          const { left, bottom } = event.currentTarget.getBoundingClientRect()
          // By keys it comes without a place of its own.
          const isByPointer = event.button === 2
          openMenu(
            rowKey,
            isByPointer ? event.clientX : left + 24,
            isByPointer ? event.clientY : bottom,
          )
        }}
        onDragStart={({ dataTransfer }) => {
          dataTransfer.setData(DRAGGED_TYPE, rowKey)
          dataTransfer.effectAllowed = 'move'
        }}
      >
        <button
          id={id}
          type="button"
          tabIndex={isReached ? 0 : -1}
          aria-labelledby={`${id}-name ${id}-figure`}
          aria-current={isCurrent ? 'page' : undefined}
          aria-expanded={isExpanded}
          className="flex h-full min-w-0 flex-1 items-center text-left outline-none after:absolute after:inset-0 after:rounded-row after:-outline-offset-2 focus-visible:after:outline-2 focus-visible:after:outline-copper"
          onClick={onOpen}
          onDoubleClick={onRename}
          onFocus={() => rememberFocus(rowKey)}
        >
          <span id={`${id}-name`} className="flex min-w-0 flex-1 items-center gap-2">
            {children}
          </span>
        </button>
        <button
          type="button"
          tabIndex={isReached ? 0 : -1}
          aria-label={say('row.more', { title })}
          aria-haspopup="menu"
          aria-expanded={isMenuOpen}
          title={say('row.more', { title })}
          className="in-row z-1 -mr-1 flex size-6 flex-none items-center justify-center rounded-code text-ink-3 hover:text-ink"
          onClick={({ currentTarget }) => {
            const { left, bottom } = currentTarget.getBoundingClientRect()
            openMenu(rowKey, left, bottom)
          }}
        >
          <Ellipsis aria-hidden="true" size={16} strokeWidth={1.6} />
        </button>
        <span id={`${id}-figure`} className="pointer-events-none flex-none font-normal text-ink-3">
          {figure}
        </span>
      </div>
    </li>
  )
}
