import { create } from 'zustand'

type ListState = {
  /** The row that Tab leads to; null: the one that is open. */
  focusKey: string | null
  /** Counts the times that a row was asked to take the focus. */
  focusCount: number
  /** The row whose name is being written. */
  renamingKey: string | null
  /** The row whose menu is open, and where. */
  menu: { key: string; x: number; y: number } | null
  /** The folder for which it is set what new chats in it begin with. */
  settingKey: string | null
}

/** How the list of conversations stands. */
export const useListState = create<ListState>()(() => ({
  focusKey: null,
  focusCount: 0,
  renamingKey: null,
  menu: null,
  settingKey: null,
}))

const { setState } = useListState

/** Puts the focus on a row, which is drawn and scrolled to if it is not in sight. */
export function focusRow(key: string): void {
  setState(({ focusCount }) => ({ focusKey: key, focusCount: focusCount + 1 }))
}

/** A row took the focus by itself. */
export function rememberFocus(key: string): void {
  setState({ focusKey: key })
}

export function startRenaming(key: string): void {
  setState({ renamingKey: key, menu: null })
}

export function endRenaming(): void {
  setState({ renamingKey: null })
}

/** In px of the window. */
export function openMenu(key: string, x: number, y: number): void {
  setState({ menu: { key, x, y }, focusKey: key })
}

export function closeMenu(): void {
  setState({ menu: null })
}

/** Null: it is done. */
export function setForFolder(settingKey: string | null): void {
  setState({ settingKey })
}

export function rowId(key: string): string {
  return `row-${key}`
}
