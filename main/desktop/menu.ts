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

/** What a Mac has in the menu of the program itself. */
const inProgramMenu = new Set(['settings', 'quit'])

/**
 * The menu bar. What can be done comes from the window's own list; what every program has is added
 * here. The keys of a command are only shown: the window itself listens to them, also where there is
 * no menu bar.
 */
export function menuTemplate({ words, menus, isMac, hasTools, run }: MenuOptions): Item[] {
  const word = (id: string): string => words[id] ?? id
  const separator: Item = { type: 'separator' }

  function entriesOf(name: DesktopMenu['menu']): Item[] {
    const entries = menus.find(({ menu }) => menu === name)?.entries ?? []
    const shown = entries.filter(({ commandId }) => !isMac || !inProgramMenu.has(commandId))
    return shown.flatMap((entry) =>
      entry.startsGroup ? [separator, itemOf(entry)] : [itemOf(entry)],
    )
  }

  function itemOf({ commandId, label, accelerator, isUsable }: MenuEntry): Item {
    if (commandId === 'quit') return { id: commandId, role: 'quit', label }
    return {
      id: commandId,
      label,
      enabled: isUsable,
      ...(accelerator !== null && { accelerator, registerAccelerator: false }),
      click: () => run(commandId),
    }
  }

  function inFile(commandId: string): Item[] {
    const file = menus.find(({ menu }) => menu === 'file')
    return (file?.entries ?? []).filter((entry) => entry.commandId === commandId).map(itemOf)
  }

  const program: Item = {
    label: 'Farthing',
    submenu: [
      { role: 'about', label: word('menu.about') },
      separator,
      ...inFile('settings'),
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
  const edit: Item = {
    label: word('menu.edit'),
    submenu: [
      { role: 'undo', label: word('menu.undo') },
      { role: 'redo', label: word('menu.redo') },
      separator,
      { role: 'cut', label: word('menu.cut') },
      { role: 'copy', label: word('menu.copy') },
      { role: 'paste', label: word('menu.paste') },
      { role: 'pasteAndMatchStyle', label: word('menu.paste-plain') },
      { role: 'selectAll', label: word('menu.select-all') },
    ],
  }
  const view: Item = {
    label: word('menu.view'),
    submenu: [
      ...entriesOf('view'),
      separator,
      { role: 'togglefullscreen', label: word('menu.full-screen') },
      ...(hasTools ? ([{ role: 'toggleDevTools', visible: false }] as const) : []),
    ],
  }
  const window: Item = {
    role: 'window',
    label: word('menu.window'),
    submenu: [
      { role: 'minimize', label: word('menu.minimise') },
      ...(isMac ? ([{ role: 'zoom', label: word('menu.zoom-window') }] as const) : []),
      { role: 'close', label: word('menu.close-window') },
      ...(isMac ? [separator, { role: 'front', label: word('menu.to-front') } as const] : []),
    ],
  }
  const help: Item[] = entriesOf('help')
  if (!isMac) help.push(separator, { role: 'about', label: word('menu.about') })
  return [
    ...(isMac ? [program] : []),
    { label: word('menu.file'), submenu: entriesOf('file') },
    edit,
    { label: word('menu.chat'), submenu: entriesOf('chat') },
    view,
    window,
    { role: 'help', label: word('menu.help'), submenu: help },
  ]
}
