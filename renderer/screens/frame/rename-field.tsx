import { clsx } from 'clsx'
import { type ReactNode, useRef } from 'react'
import { ROW_HEIGHT } from './list-rows.ts'
import { endRenaming, focusRow } from './list-state.ts'

/** A name, written in its own place. Enter or leaving keeps it, Escape does not. */
export function RenameField({
  rowKey,
  name,
  value,
  mostCharacters,
  isNested,
  top,
  onDone,
}: {
  rowKey: string
  /** What the field is called. */
  name: string
  value: string
  mostCharacters: number
  isNested: boolean
  top: number
  onDone: (typed: string) => void
}): ReactNode {
  const isOver = useRef(false)
  const end = (typed: string | null): void => {
    if (isOver.current) return
    isOver.current = true
    endRenaming()
    if (typed !== null) onDone(typed)
  }
  return (
    <li
      className={clsx('absolute inset-x-0 flex items-center', isNested ? 'pl-6' : 'pl-0')}
      style={{ top, height: ROW_HEIGHT }}
    >
      <input
        type="text"
        aria-label={name}
        defaultValue={value}
        maxLength={mostCharacters}
        autoFocus
        className="h-full min-w-0 flex-1 rounded-row border border-edge bg-raised px-[7px] text-ink -outline-offset-1"
        onFocus={({ currentTarget }) => currentTarget.select()}
        onBlur={({ currentTarget }) => end(currentTarget.value)}
        onKeyDown={(event) => {
          event.stopPropagation()
          if (event.nativeEvent.isComposing) return
          if (event.key !== 'Enter' && event.key !== 'Escape') return
          event.preventDefault()
          end(event.key === 'Enter' ? event.currentTarget.value : null)
          focusRow(rowKey)
        }}
      />
    </li>
  )
}
