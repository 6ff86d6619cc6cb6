import { type AnswerMessage, isPaid } from '../../shared/chat/message.ts'
import { textOf } from '../../shared/chat/part.ts'
import { call } from '../api.ts'
import { copyText } from '../parts/copy-text.ts'
import type { WordId } from '../words/en.ts'
import { say } from '../words/say.tsx'
import { announce } from './announcements.ts'
import { startComparing } from './comparing.ts'
import { goToMessage, newChat, openNeighbour } from './go.ts'
import { useConversations, writingTurn } from './conversations.ts'
import type { Keys } from './keys.ts'
import { openOverlay, toggleOverlay } from './overlay.ts'
import { changeSettings } from './profile.ts'
import {
  openList,
  openPicker,
  showChat,
  showModels,
  showSearch,
  showSettings,
  useScreen,
} from './screen.ts'
import { searchIn } from './search.ts'
import { sendAgain, stopWriting } from './sending.ts'
import { zoomBy, zoomTo } from './zoom.ts'

/** Where a command stands in the menu bar and in the sheet of shortcuts. */
export type CommandMenu = 'file' | 'chat' | 'view' | 'help'

/** One thing that can be done from anywhere: by menu, by keys, by the palette. */
export type Command = {
  id: string
  /** What it is called in all three. */
  word: WordId
  menu: CommandMenu
  /** A line stands above it in the menu. */
  startsGroup?: true
  keys?: Keys
  /** Other keys that do the same and are not shown. */
  alsoKeys?: string
  run: () => void
  /** Absent: always. Else it is left out of the palette, and its keys are anyone's. */
  isUsable?: () => boolean
  /** Also while a dialog waits for its answer. */
  worksInDialog?: true
}

/** THE list of commands. Another command is another entry, and its word. */
export const commands: readonly Command[] = [
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

  {
    id: 'find-model',
    word: 'command.find-model',
    menu: 'chat',
    // Command and M make a window small on a Mac.
    keys: { mac: 'Ctrl+M', other: 'Mod+M' },
    run: () => {
      showChat()
      openPicker(!useScreen.getState().isPickerOpen)
    },
  },
  {
    id: 'compare',
    word: 'command.compare',
    menu: 'chat',
    run: () => {
      showChat()
      startComparing()
      openPicker(true)
    },
  },
  { id: 'write', word: 'command.write', menu: 'chat', keys: 'Mod+L', run: goToMessage },
  {
    id: 'stop',
    word: 'command.stop',
    menu: 'chat',
    startsGroup: true,
    keys: 'Escape',
    run: () => void stopWriting(),
    isUsable: () => writingTurn(useConversations.getState()) !== null,
  },
  {
    id: 'copy-answer',
    word: 'command.copy-answer',
    menu: 'chat',
    keys: 'Mod+Shift+C',
    run: () => void copyLastAnswer(),
    isUsable: () =>
      lastAnswer()?.parts.some((part) => part.type === 'text' && part.text !== '') === true,
  },
  {
    id: 'try-again',
    word: 'command.try-again',
    menu: 'chat',
    keys: 'Mod+Shift+R',
    run: () => {
      const turn = useConversations.getState().turns?.at(-1)
      if (turn && isPaid(turn.answer)) void sendAgain(turn, turn.answer.model)
    },
    isUsable: () => {
      const answer = lastAnswer()
      return answer !== null && isPaid(answer) && answer.state !== 'writing'
    },
  },
  {
    id: 'previous',
    word: 'command.previous',
    menu: 'chat',
    startsGroup: true,
    keys: { mac: 'Mod+Alt+ArrowUp', other: 'Mod+PageUp' },
    run: () => openNeighbour(-1),
    isUsable: () => useConversations.getState().summaries.length > 0,
  },
  {
    id: 'next',
    word: 'command.next',
    menu: 'chat',
    keys: { mac: 'Mod+Alt+ArrowDown', other: 'Mod+PageDown' },
    run: () => openNeighbour(1),
    isUsable: () => useConversations.getState().summaries.length > 0,
  },

  {
    id: 'toggle-list',
    word: 'command.toggle-list',
    menu: 'view',
    keys: 'Mod+B',
    run: () => {
      const isOpen = useScreen.getState().isListOpen ?? matchMedia('(width >= 960px)').matches
      openList(!isOpen)
    },
  },
  {
    id: 'models',
    word: 'command.models',
    menu: 'view',
    keys: 'Mod+Shift+M',
    run: () => showModels(),
  },
  {
    id: 'zoom-in',
    word: 'command.zoom-in',
    menu: 'view',
    startsGroup: true,
    keys: 'Mod++',
    alsoKeys: 'Mod+=',
    run: () => zoomBy(1),
    worksInDialog: true,
  },
  {
    id: 'zoom-out',
    word: 'command.zoom-out',
    menu: 'view',
    keys: 'Mod+-',
    run: () => zoomBy(-1),
    worksInDialog: true,
  },
  {
    id: 'zoom-reset',
    word: 'command.zoom-reset',
    menu: 'view',
    keys: 'Mod+0',
    run: () => zoomTo(100),
    worksInDialog: true,
  },
  {
    id: 'theme-light',
    word: 'command.theme-light',
    menu: 'view',
    startsGroup: true,
    run: () => void changeSettings({ theme: 'light' }),
  },
  {
    id: 'theme-dark',
    word: 'command.theme-dark',
    menu: 'view',
    run: () => void changeSettings({ theme: 'dark' }),
  },
  {
    id: 'theme-system',
    word: 'command.theme-system',
    menu: 'view',
    run: () => void changeSettings({ theme: 'system' }),
  },

  {
    id: 'shortcuts',
    word: 'command.shortcuts',
    menu: 'help',
    keys: 'Mod+/',
    run: () => toggleOverlay('shortcuts'),
  },
  {
    id: 'quit',
    word: 'command.quit',
    menu: 'file',
    startsGroup: true,
    keys: 'Mod+Q',
    run: () => void call('desktop.quit', {}),
    worksInDialog: true,
  },
]

/** Does what the command of this id does, if it can be done now. */
export function runCommand(id: string): void {
  const command = commands.find((known) => known.id === id)
  if (!command || command.isUsable?.() === false) return
  if (command.id !== 'palette' && command.id !== 'shortcuts') openOverlay(null)
  command.run()
}

function lastAnswer(): AnswerMessage | null {
  return useConversations.getState().turns?.at(-1)?.answer ?? null
}

async function copyLastAnswer(): Promise<void> {
  const answer = lastAnswer()
  if (answer && (await copyText(textOf(answer.parts)))) announce(say('app.copied'))
}

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
