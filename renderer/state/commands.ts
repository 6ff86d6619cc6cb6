import { call } from '../api.ts'
import type { Command } from './command.ts'
import { chatCommands } from './commands-chat.ts'
import { fileCommands } from './commands-file.ts'
import { viewCommands } from './commands-view.ts'
import { openOverlay, toggleOverlay } from './overlay.ts'

/** THE list of commands. Another command is another entry in one of its parts, and its word. */
export const commands: readonly Command[] = [
  ...fileCommands,
  ...chatCommands,
  ...viewCommands,
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
