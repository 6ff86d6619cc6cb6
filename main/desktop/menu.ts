import type { MenuItemConstructorOptions } from 'electron'
import type { DesktopMenu, DesktopWords, MenuEntry } from '../../shared/ipc/shapes.ts'

export type MenuOptions = {
  words: DesktopWords
  menus: readonly DesktopMenu[]
  isMac: boolean
  /** For who works on the program: its tools, under their usual keys. */
  hasTools: boolean
  run: (commandId: string) => void
}

type Item = MenuItemConstructorOptions
type Word = (id: string) => string

/** What a Mac has in the menu of the program itself. */
const inProgramMenu = new Set(['settings', 'quit'])

const separator: Item = { type: 'separator' }

/**
 * The menu bar. What can be done comes from the window's own list; what every program has is added
 * here. The keys of a command are only shown: the window itself listens to them, also where there is
 * no menu bar.
 */
export function menuTemplate({ words, menus, isMac, hasTools, run }: MenuOptions): Item[] {
  const word: Word = (id) => words[id] ?? id

  function entriesOf(name: DesktopMenu['menu']): MenuEntry[] {
    return menus.find(({ menu }) => menu === name)?.entries ?? []
  }

  function itemsOf(entries: readonly MenuEntry[]): Item[] {
    return entries.flatMap((entry) =>
      entry.startsGroup ? [separator, itemOf(entry, run)] : [itemOf(entry, run)],
    )
  }

  const isProgram = ({ commandId }: MenuEntry): boolean => isMac && inProgramMenu.has(commandId)
  const file = entriesOf('file')
  const settings = file.find(({ commandId }) => commandId === 'settings')
  const view = itemsOf(entriesOf('view'))
  const help = itemsOf(entriesOf('help'))
  return [
    ...(isMac ? [programMenu(word, settings ? [itemOf(settings, run)] : [])] : []),
    { label: word('menu.file'), submenu: itemsOf(file.filter((entry) => !isProgram(entry))) },
    { label: word('menu.edit'), submenu: editItems(word) },
    { label: word('menu.chat'), submenu: itemsOf(entriesOf('chat')) },
    { label: word('menu.view'), submenu: [...view, separator, ...screenItems(word, hasTools)] },
    { role: 'window', label: word('menu.window'), submenu: windowItems(word, isMac) },
    {
      role: 'help',
      label: word('menu.help'),
      submenu: isMac ? help : [...help, separator, { role: 'about', label: word('menu.about') }],
    },
  ]
}

function itemOf(entry: MenuEntry, run: MenuOptions['run']): Item {
  const { commandId, label, accelerator, isUsable } = entry
  if (commandId === 'quit') return { id: commandId, role: 'quit', label }
  return {
    id: commandId,
    label,
    enabled: isUsable,
    ...(accelerator !== null && { accelerator, registerAccelerator: false }),
    click: () => run(commandId),
  }
}

function programMenu(word: Word, settings: readonly Item[]): Item {
  return {
    label: 'Farthing',
    submenu: [
      { role: 'about', label: word('menu.about') },
      separator,
      ...settings,
      separator,
      { role: 'services', label: word('menu.services') },
      separator,
      { role: 'hide', label: word('menu.hide') },
      { role: 'hideOthers', label: word('menu.hide-others') },
      { role: 'unhide', label: word('menu.show-all') },
      separator,
      { role: 'quit', label: word('menu.quit') },
    ],
  }
}

function editItems(word: Word): Item[] {
  return [
    { role: 'undo', label: word('menu.undo') },
    { role: 'redo', label: word('menu.redo') },
    separator,
    { role: 'cut', label: word('menu.cut') },
    { role: 'copy', label: word('menu.copy') },
    { role: 'paste', label: word('menu.paste') },
    { role: 'pasteAndMatchStyle', label: word('menu.paste-plain') },
    { role: 'selectAll', label: word('menu.select-all') },
  ]
}

function screenItems(word: Word, hasTools: boolean): Item[] {
  const fullScreen: Item = { role: 'togglefullscreen', label: word('menu.full-screen') }
  return hasTools ? [fullScreen, { role: 'toggleDevTools', visible: false }] : [fullScreen]
}

function windowItems(word: Word, isMac: boolean): Item[] {
  const minimise: Item = { role: 'minimize', label: word('menu.minimise') }
  const close: Item = { role: 'close', label: word('menu.close-window') }
  if (!isMac) return [minimise, close]
  return [
    minimise,
    { role: 'zoom', label: word('menu.zoom-window') },
    close,
    separator,
    { role: 'front', label: word('menu.to-front') },
  ]
}
