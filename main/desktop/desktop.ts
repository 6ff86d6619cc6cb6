import { app, BrowserWindow, clipboard, Menu, Notification } from 'electron'
import type { Input } from '../../shared/ipc/contract.ts'
import type {
  Budget,
  DesktopMenu,
  DesktopState,
  DesktopWords,
  Settings,
} from '../../shared/ipc/shapes.ts'
import type { Pages } from '../pages.ts'
import { contextMenuTemplate } from './context-menu.ts'
import { keepWindowState } from './keep-window-state.ts'
import { menuTemplate } from './menu.ts'
import { openQuickAsk } from './quick-ask.ts'
import { checkSpelling } from './spell-check.ts'
import { openTray } from './tray.ts'

export type DesktopOptions = {
  window: BrowserWindow
  pages: Pages
  preload: string
  /** The file that says where the window stood. */
  statePath: string
  settings: Settings
  budget: Budget | null
  report: (error: unknown) => void
}

export type Desktop = ReturnType<typeof openDesktop>

const isMac = process.platform === 'darwin'

/**
 * What makes it a program of this desktop: menu bar, tray, small window, menus over things, news.
 * None of it is on the first screen, so it is loaded after that stands.
 */
export function openDesktop(options: DesktopOptions) {
  const { window, pages, preload, settings, budget } = options
  const quickAsk = openQuickAsk({ preload, pages })
  const tray = openTray({
    open: () => show(null),
    newChat: () => command('new-chat'),
    quickAsk: quickAsk.show,
    quit: () => app.quit(),
  })
  let words: DesktopWords = {}
  let shownMenu = ''
  const clickable = new Set<Notification>()
  let now = settings

  function show(conversationId: string | null): void {
    if (window.isDestroyed()) return
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
    if (conversationId !== null) tell('show-conversation', conversationId)
  }

  function command(commandId: string): void {
    show(null)
    tell(commandId, null)
  }

  function tell(commandId: string, conversationId: string | null): void {
    window.webContents.send('desktop.command', { commandId, conversationId })
  }

  function offerMenus(shown: BrowserWindow): void {
    const { webContents } = shown
    webContents.on('context-menu', (_event, pressed) => {
      const template = contextMenuTemplate(pressed, words, {
        replace: (suggestion) => webContents.replaceMisspelling(suggestion),
        learn: (word) => webContents.session.addWordToSpellCheckerDictionary(word),
        copyText: (text) => void clipboard.writeText(text),
        copyImage: () => webContents.copyImageAt(pressed.x, pressed.y),
      })
      if (template.length > 0) Menu.buildFromTemplate(template).popup({ window: shown })
    })
  }

  function obey(wanted: Settings): void {
    now = wanted
    quickAsk.setKeys(wanted.quickAskKeys)
    checkSpelling(window.webContents.session, wanted)
  }

  keepWindowState(window, options.statePath, options.report)
  offerMenus(window)
  app.on('browser-window-created', (_event, created) => offerMenus(created))
  window.on('close', (event) => {
    if (!now.staysInTray || !tray.isThere) return
    event.preventDefault()
    window.hide()
  })
  // Windows shows news only of a program it knows by this, as its installer wrote it down.
  app.setAppUserModelId('app.farthing.desktop')
  // On a Mac, a click on the program's icon.
  app.on('activate', () => show(null))
  obey(settings)
  if (budget) tray.showShare(spentShare(budget))

  return {
    showMain({ conversationId, commandId }: Input<'desktop.showMain'>): void {
      show(conversationId)
      if (commandId) tell(commandId, null)
    },

    showQuickAsk: quickAsk.show,
    hideQuickAsk: quickAsk.hide,
    state: (): DesktopState => ({ quickAskKeys: quickAsk.keysState() }),

    setWords(wanted: DesktopWords, menus: readonly DesktopMenu[]): void {
      words = wanted
      tray.setWords(words)
      const template = menuTemplate({
        words,
        menus,
        isMac,
        hasTools: !app.isPackaged,
        run: (commandId) => command(commandId),
      })
      const text = JSON.stringify(template)
      if (text === shownMenu) return
      shownMenu = text
      Menu.setApplicationMenu(Menu.buildFromTemplate(template))
    },

    settingsChanged(wanted: Settings): void {
      if (wanted.language !== now.language || wanted.creditsPerUsd !== now.creditsPerUsd) {
        quickAsk.forget()
      }
      obey(wanted)
    },

    budgetChanged: (changed: Budget): void => tray.showShare(spentShare(changed)),

    /** The profile changed: what the small window shows is of another. */
    profileChanged: (): void => quickAsk.forget(),

    notify({ title, body, conversationId }: Input<'desktop.notify'>): void {
      if (BrowserWindow.getFocusedWindow() || !Notification.isSupported()) return
      const news = new Notification({ title, body })
      // Held while it can be clicked: what nobody holds may be collected, and its click with it.
      clickable.add(news)
      news.on('click', () => {
        clickable.delete(news)
        show(conversationId)
      })
      news.on('close', () => clickable.delete(news))
      news.show()
    },
  }
}

/** Overrun is spent too; with no budget nothing is a share of it. */
function spentShare({ balances, monthlyNanoUsd }: Budget): number {
  if (monthlyNanoUsd === null) return 0
  const spentNanoUsd = balances.spentNanoUsd + balances.overrunNanoUsd
  return spentNanoUsd / Math.max(1, balances.grantedNanoUsd)
}
