import type { KeyboardEvent } from 'react'
import { openFolder } from '../../state/folders.ts'
import { focusRow, startRenaming } from './list-state.ts'
import { removeRow } from './remove-row.ts'
import { type ListRows, nameOf, nextKeyOf, type PlacedRow } from './list-rows.ts'

/** What is typed in one go finds a row that begins with it. */
const TYPING_MS = 800
let typed = { text: '', atMs: 0 }

/** Walks the list, and does what a row can by keys. */
export function onListKey(event: KeyboardEvent, rows: ListRows, current: PlacedRow | null): void {
  if (!current || event.ctrlKey || event.metaKey || event.altKey) return
  if (event.target instanceof HTMLInputElement) return
  const { row } = current
  const to = target(event.key, rows.reachable, current)
  if (to) {
    event.preventDefault()
    focusRow(to.row.key)
  } else if (event.key === 'F2') {
    startRenaming(row.key)
  } else if (event.key === 'Delete' && row.kind === 'conversation') {
    removeRow(row.summary, nextKeyOf(rows, current))
  } else if (row.kind === 'folder' && isTurn(event.key, row.isOpen)) {
    event.preventDefault()
    openFolder(row.key, !row.isOpen)
  }
}

function isTurn(key: string, isOpen: boolean): boolean {
  return key === (isOpen ? 'ArrowLeft' : 'ArrowRight')
}

function target(
  key: string,
  reachable: readonly PlacedRow[],
  { row, place }: PlacedRow,
): PlacedRow | null {
  const moves: Partial<Record<string, number>> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: 10,
    PageUp: -10,
    End: reachable.length,
    Home: -reachable.length,
  }
  const move = moves[key]
  if (move !== undefined) {
    return reachable[Math.min(reachable.length - 1, Math.max(0, place + move))] ?? null
  }
  if (key === 'ArrowLeft' && row.kind === 'conversation' && row.isNested) {
    return reachable.find((one) => one.row.key === row.summary.folderId) ?? null
  }
  // A space presses the button, unless it goes on with what is being typed.
  return [...key].length === 1 && !(key === ' ' && !isTyping())
    ? typeahead(key, reachable, place)
    : null
}

function isTyping(): boolean {
  return performance.now() - typed.atMs < TYPING_MS
}

function typeahead(key: string, reachable: readonly PlacedRow[], place: number): PlacedRow | null {
  const text = (isTyping() ? typed.text : '') + key.toLocaleLowerCase()
  typed = { text, atMs: performance.now() }
  // The first letter goes on to the next row, more letters may stay.
  const from = place + (text.length === key.length ? 1 : 0)
  const inOrder = [...reachable.slice(from), ...reachable.slice(0, from)]
  return inOrder.find(({ row }) => nameOf(row).toLocaleLowerCase().startsWith(text)) ?? null
}
