import type { Command } from './command.ts'
import { changeSettings } from './profile.ts'
import { showModels, showUsage, showUsageCheck, toggleList } from './screen.ts'
import { zoomBy, zoomTo } from './zoom.ts'

/** What is seen, and how large and how light it is. */
export const viewCommands: readonly Command[] = [
  {
    id: 'toggle-list',
    word: 'command.toggle-list',
    menu: 'view',
    keys: 'Mod+B',
    run: toggleList,
  },
  {
    id: 'models',
    word: 'command.models',
    menu: 'view',
    keys: 'Mod+Shift+M',
    run: () => showModels(),
  },
  {
    id: 'usage',
    word: 'command.usage',
    menu: 'view',
    keys: 'Mod+Shift+U',
    run: showUsage,
  },
  { id: 'usage-check', word: 'command.usage-check', menu: 'view', run: showUsageCheck },
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
]
