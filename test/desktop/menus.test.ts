import type { MenuItemConstructorOptions } from 'electron'
import { expect, test, vi } from 'vitest'
import { contextMenuTemplate, type Pressed } from '../../main/desktop/context-menu.ts'
import { menuTemplate } from '../../main/desktop/menu.ts'
import { desktopWords } from '../../renderer/words/desktop-words.ts'

const words: Record<string, string> = desktopWords

const pressed: Pressed = {
  isEditable: false,
  editFlags: {
    canUndo: false,
    canRedo: false,
    canCut: true,
    canCopy: true,
    canPaste: true,
    canDelete: true,
    canSelectAll: true,
    canEditRichly: false,
  },
  selectionText: '',
  linkURL: '',
  mediaType: 'none',
  hasImageContents: false,
  misspelledWord: '',
  dictionarySuggestions: [],
}

const acts = { replace: vi.fn(), learn: vi.fn(), copyText: vi.fn(), copyImage: vi.fn() }

function labels(items: readonly MenuItemConstructorOptions[]): string[] {
  return items.map(({ type, label }) => (type === 'separator' ? '-' : (label ?? '')))
}

function pick(items: readonly MenuItemConstructorOptions[], label: string): void {
  const item = items.find((known) => known.label === label)
  if (!item?.click) throw new Error(`${label} cannot be picked`)
  ;(item.click as () => void)()
}

test('over plain text that is not selected there is no menu', () => {
  expect(contextMenuTemplate(pressed, words, acts)).toEqual([])
})

test('over selected text there is copying, and over a field all of editing', () => {
  const selected = { ...pressed, selectionText: 'some' }
  expect(labels(contextMenuTemplate(selected, words, acts))).toEqual(['Copy', 'Select all'])
  const field = { ...selected, isEditable: true }
  expect(labels(contextMenuTemplate(field, words, acts))).toEqual([
    'Cut',
    'Copy',
    'Paste',
    'Select all',
  ])
})

test('a link says its real host, and what is copied is the whole address', () => {
  const link = { ...pressed, linkURL: 'https://user@evil.example/a?b=1#bank.example' }
  const menu = contextMenuTemplate(link, words, acts)
  expect(labels(menu)).toEqual(['Copy link to evil.example'])
  pick(menu, 'Copy link to evil.example')
  expect(acts.copyText).toHaveBeenLastCalledWith(link.linkURL)
})

test.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'app://farthing/'])(
  'a link that leads nowhere a person may go is not offered: %s',
  (linkURL) => {
    expect(contextMenuTemplate({ ...pressed, linkURL }, words, acts)).toEqual([])
  },
)

test('a misspelt word is replaced by what was chosen, or learned', () => {
  const misspelt = {
    ...pressed,
    isEditable: true,
    misspelledWord: 'farhting',
    dictionarySuggestions: ['farthing', 'R&D'],
  }
  const menu = contextMenuTemplate(misspelt, words, acts)
  expect(labels(menu).slice(0, 4)).toEqual(['farthing', 'R&&D', 'Add to the dictionary', '-'])
  pick(menu, 'R&&D')
  expect(acts.replace).toHaveBeenLastCalledWith('R&D')
  pick(menu, 'Add to the dictionary')
  expect(acts.learn).toHaveBeenLastCalledWith('farhting')
})

test('an image is copied, also one that is a link', () => {
  const image = {
    ...pressed,
    mediaType: 'image' as const,
    hasImageContents: true,
    linkURL: 'https://example.com/',
  }
  const menu = contextMenuTemplate(image, words, acts)
  expect(labels(menu)).toEqual(['Copy link to example.com', '-', 'Copy image'])
})

const entry = { accelerator: 'CmdOrCtrl+N', startsGroup: false, isUsable: true }
const run = vi.fn()

function menuBar(isMac: boolean) {
  return menuTemplate({
    words,
    menus: [
      {
        menu: 'file',
        entries: [
          { ...entry, commandId: 'new-chat', label: 'New chat' },
          { ...entry, commandId: 'stop', label: 'Stop', startsGroup: true, isUsable: false },
          { ...entry, commandId: 'settings', label: 'Settings' },
          { ...entry, commandId: 'quit', label: 'Quit Farthing' },
        ],
      },
    ],
    isMac,
    hasTools: false,
    run,
  })
}

test('a command of the window is run by its menu item, which shows its keys and takes them from nobody', () => {
  const file = menuBar(false)[0]?.submenu as MenuItemConstructorOptions[]
  expect(labels(file)).toEqual(['New chat', '-', 'Stop', 'Settings', 'Quit Farthing'])
  expect(file[0]).toMatchObject({ accelerator: 'CmdOrCtrl+N', registerAccelerator: false })
  expect(file[2]).toMatchObject({ enabled: false })
  pick(file, 'New chat')
  expect(run).toHaveBeenLastCalledWith('new-chat')
})

test('quitting works from the menu bar even if the page does not', () => {
  const file = menuBar(false)[0]?.submenu as MenuItemConstructorOptions[]
  expect(file.at(-1)).toMatchObject({ role: 'quit' })
})

test('a Mac has settings and quitting in the menu of the program, and only there', () => {
  const [program, file] = menuBar(true).map(({ submenu }) =>
    labels(submenu as MenuItemConstructorOptions[]),
  )
  expect(program).toEqual(expect.arrayContaining(['Settings', 'Quit Farthing']))
  expect(file).toEqual(['New chat', '-', 'Stop'])
})

test('every item has a word, and a Mac has its program menu', () => {
  expect(labels(menuBar(false))).toEqual(['File', 'Edit', 'Chat', 'View', 'Window', 'Help'])
  expect(labels(menuBar(true))[0]).toBe('Farthing')
  for (const { submenu } of menuBar(true)) {
    for (const label of labels(submenu as MenuItemConstructorOptions[])) {
      expect(label).not.toBe('')
      expect(label).not.toMatch(/^menu\./u)
    }
  }
})
