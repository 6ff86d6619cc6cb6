import { EventEmitter } from 'node:events'
import type { BrowserWindow, IpcMainInvokeEvent } from 'electron'
import { expect, test } from 'vitest'
import { openPages } from '../main/pages.ts'

const MAIN_URL = 'app://farthing/index.html'
const QUICK_URL = `${MAIN_URL}#quick-ask`

/** A window as Electron has it, as far as a call can be told from it. */
function windowAt(url: string) {
  const mainFrame = { url }
  const webContents = { mainFrame, isDestroyed: () => false }
  const window = Object.assign(new EventEmitter(), { webContents })
  return {
    window: window as unknown as BrowserWindow,
    mainFrame,
    calls: (senderFrame: object | null = mainFrame) =>
      ({ sender: webContents, senderFrame }) as unknown as IpcMainInvokeEvent,
  }
}

test('the main frames of both windows may call, each while it shows its own page', () => {
  const pages = openPages()
  const main = windowAt(MAIN_URL)
  const quick = windowAt(QUICK_URL)
  pages.add(main.window, MAIN_URL)
  pages.add(quick.window, QUICK_URL)
  expect(pages.senderOf(main.calls())).toBe('own-page')
  expect(pages.senderOf(quick.calls())).toBe('own-page')

  main.mainFrame.url = 'https://evil.example/index.html'
  expect(pages.senderOf(main.calls())).toBe('foreign-frame')
  quick.mainFrame.url = MAIN_URL
  expect(pages.senderOf(quick.calls())).toBe('foreign-frame')
})

test('no frame inside a page may call, not even one that shows the same page', () => {
  const pages = openPages()
  const main = windowAt(MAIN_URL)
  pages.add(main.window, MAIN_URL)
  expect(pages.senderOf(main.calls({ url: MAIN_URL }))).toBe('foreign-frame')
  expect(pages.senderOf(main.calls(null))).toBe('gone')
})

test('a window that was not opened by us, or is closed, may not call and hears nothing', () => {
  const pages = openPages()
  const foreign = windowAt(MAIN_URL)
  expect(pages.senderOf(foreign.calls())).toBe('foreign-frame')
  const closed = windowAt(MAIN_URL)
  pages.add(closed.window, MAIN_URL)
  expect(pages.windows()).toEqual([closed.window])
  closed.window.emit('closed')
  expect(pages.senderOf(closed.calls())).toBe('gone')
  expect(pages.windows()).toEqual([])
})
