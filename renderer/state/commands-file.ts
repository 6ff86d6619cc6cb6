import { call } from '../api.ts'
import type { Command } from './command.ts'
import { useConversations } from './conversations.ts'
import { newChat } from './go.ts'
import { toggleOverlay } from './overlay.ts'
import { showSearch, showSettings } from './screen.ts'
import { searchIn } from './search.ts'

/** What is done with the program and all of its conversations. */
export const fileCommands: readonly Command[] = [
  { id: 'new-chat', word: 'command.new-chat', menu: 'file', keys: 'Mod+N', run: newChat },
  {
    id: 'palette',
    word: 'command.palette',
    menu: 'file',
    keys: 'Mod+K',
    run: () => toggleOverlay('palette'),
  },
  {
    id: 'search',
    word: 'command.search',
    menu: 'file',
    keys: 'Mod+Shift+F',
    run: showSearch,
  },
  {
    id: 'find-here',
    word: 'command.find-here',
    menu: 'file',
    keys: 'Mod+F',
    run: () => searchIn(useConversations.getState().currentId),
    isUsable: () => useConversations.getState().isStored,
  },
  {
    id: 'import',
    word: 'command.import',
    menu: 'file',
    startsGroup: true,
    run: () => void startImport(),
  },
  {
    id: 'export-markdown',
    word: 'command.export-markdown',
    menu: 'file',
    run: () => void exportShown('markdown'),
    isUsable: hasStoredChat,
  },
  {
    id: 'export-json',
    word: 'command.export-json',
    menu: 'file',
    run: () => void exportShown('json'),
    isUsable: hasStoredChat,
  },
  {
    id: 'settings',
    word: 'command.settings',
    menu: 'file',
    startsGroup: true,
    keys: 'Mod+,',
    run: () => showSettings(),
  },
  {
    id: 'quick-ask',
    word: 'command.quick-ask',
    menu: 'file',
    startsGroup: true,
    run: () => void call('desktop.showQuickAsk', {}),
  },
]

function hasStoredChat(): boolean {
  return useConversations.getState().isStored
}

/** What is asked for rarely is fetched then. */
async function startImport(): Promise<void> {
  showSettings('data')
  const { importConversations } = await import('./transfer.ts')
  await importConversations()
}

async function exportShown(format: 'markdown' | 'json'): Promise<void> {
  const { currentId } = useConversations.getState()
  const { exportConversation } = await import('./transfer.ts')
  await exportConversation(currentId, format)
}
