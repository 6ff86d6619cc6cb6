import { create } from 'zustand'
import { type ChatOptions, defaultChatOptions } from '../../shared/chat/message.ts'
import type { Folder } from '../../shared/ipc/shapes.ts'
import { call } from '../api.ts'
import { locale, say } from '../words/say.tsx'
import { putOptions } from './chat-options.ts'
import { useConversations } from './conversations.ts'
import { notify } from './notices.ts'

type Folders = {
  /** By name. */
  folders: readonly Folder[]
  openIds: ReadonlySet<string>
  /** The folder of a chat that is not stored yet. */
  begun: { conversationId: string; folderId: string } | null
}

export const useFolders = create<Folders>()(() => ({
  folders: [],
  openIds: new Set(),
  begun: null,
}))

const { getState, setState } = useFolders

export function setFolders(folders: readonly Folder[]): void {
  const byName = new Intl.Collator(locale(), { numeric: true })
  setState({ folders: folders.toSorted((one, other) => byName.compare(one.name, other.name)) })
}

export function findFolder(folderId: string | null): Folder | null {
  return getState().folders.find((folder) => folder.folderId === folderId) ?? null
}

/** The folder that a conversation is in, stored or not. */
export function useFolderOf(conversationId: string): Folder | null {
  const storedId = useConversations(
    ({ summaries }) =>
      summaries.find((summary) => summary.conversationId === conversationId)?.folderId ?? null,
  )
  return useFolders(({ folders, begun }) => {
    const begunId = begun?.conversationId === conversationId ? begun.folderId : null
    const folderId = storedId ?? begunId
    return folders.find((folder) => folder.folderId === folderId) ?? null
  })
}

export function openFolder(folderId: string, isOpen: boolean): void {
  setState(({ openIds }) => {
    const others = [...openIds].filter((id) => id !== folderId)
    return { openIds: new Set(isOpen ? [...others, folderId] : others) }
  })
}

/** The folder that a chat goes into with its first turn. */
export function folderBegunIn(conversationId: string): string | null {
  const { begun } = getState()
  return begun?.conversationId === conversationId ? begun.folderId : null
}

/** Begins a chat that is not stored yet in a folder, with what is set there; or in none. */
export function beginIn(conversationId: string, folderId: string | null): void {
  if (folderBegunIn(conversationId) === folderId) return
  setState({ begun: folderId === null ? null : { conversationId, folderId } })
  putOptions(conversationId, findFolder(folderId)?.options ?? defaultChatOptions)
}

/** Adds a folder, which stands open; its id, or null if it could not be kept. */
export async function addFolder(): Promise<string | null> {
  const folderId = crypto.randomUUID()
  openFolder(folderId, true)
  const isKept = await save({ folderId, name: say('folder.new-name'), options: null })
  return isKept ? folderId : null
}

export async function renameFolder(folderId: string, name: string): Promise<void> {
  const folder = findFolder(folderId)
  if (folder && name.trim() !== '' && name !== folder.name) await save({ ...folder, name })
}

/** What new chats in it begin with. */
export async function setFolderOptions(folderId: string, options: ChatOptions): Promise<void> {
  const folder = findFolder(folderId)
  const isNothing = JSON.stringify(options) === JSON.stringify(defaultChatOptions)
  if (folder) await save({ ...folder, options: isNothing ? null : options })
}

/** Its conversations stay, and can be put back with it. */
export async function removeFolder(folderId: string): Promise<void> {
  const folder = findFolder(folderId)
  if (!folder) return
  const inIt = useConversations
    .getState()
    .summaries.filter((summary) => summary.folderId === folderId)
  const removed = await call('folder.remove', { folderId })
  if (!removed.ok) return
  setFolders(removed.value)
  if (getState().begun?.folderId === folderId) setState({ begun: null })
  const bringBack = async (): Promise<void> => {
    if (!(await save(folder))) return
    for (const { conversationId } of inIt) {
      await call('conversation.move', { conversationId, folderId })
    }
  }
  notify(say('folder.deleted', { folder: folder.name }), {
    action: { label: say('row.undo'), run: () => void bringBack() },
  })
}

async function save(folder: Folder): Promise<boolean> {
  const saved = await call('folder.save', folder)
  if (saved.ok) setFolders(saved.value)
  return saved.ok
}
