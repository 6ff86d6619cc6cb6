import { statfsSync } from 'node:fs'
import { join } from 'node:path'
import { app, BrowserWindow, ipcMain, nativeTheme } from 'electron'
import type { Events } from '../shared/ipc/contract.ts'
import type { EventName } from '../shared/ipc/names.ts'
import type { ProfileName, Settings } from '../shared/ipc/shapes.ts'
import type { Desktop } from './desktop/desktop.ts'
import { openTokenCounter } from './estimate/token-counter.ts'
import { createHandlers } from './ipc/handlers.ts'
import { openFileDialogs } from './ipc/file-dialogs.ts'
import { serve } from './ipc/serve.ts'
import { createTell } from './ipc/tell.ts'
import { systemKeyStore } from './keys/system-key-store.ts'
import { openVault } from './keys/vault.ts'
import { openLog } from './log.ts'
import { newId } from './new-id.ts'
import { openPages } from './pages.ts'
import { openProfiles } from './profiles.ts'
import { createAdapterLoader } from './providers/registry.ts'
import { defaultSettings } from './settings.ts'
import { PAGE_URL } from './window.ts'

/** A stream that is silent for this long has stalled; providers send signs of life far more often. */
const IDLE_TIMEOUT_MS = 120_000

/** About the pace of a quick model. */
const PRACTICE_PACE_MS = 24

/** How long quitting waits for answers in progress to be entered in the ledger. */
const QUIT_TIMEOUT_MS = 5_000

export type ProgramOptions = {
  window: BrowserWindow
  /** The script that gives a page its bridge. */
  preload: string
  /** The file that says where the window stood. */
  statePath: string
}

/** Everything behind the window: keys, the log, the profile, and an answer to every call. */
export function startProgram({ window, preload, statePath }: ProgramOptions): void {
  const folder = app.getPath('userData')
  const vault = openVault(join(folder, 'keys.json'), systemKeyStore)
  const log = openLog(folder, () => vault.secrets())
  process.on('uncaughtException', log.report)
  process.on('unhandledRejection', log.report)
  const pages = openPages()
  pages.add(window, PAGE_URL)
  const tellPages = createTell(pages.windows)
  let desktop: Promise<Desktop> | null = null

  function tell<N extends EventName>(name: N, payload: Events[N]): void {
    tellPages(name, payload)
    if (name === 'budget.changed') {
      const budget = payload as Events['budget.changed']
      whenStarted((started) => started.budgetChanged(budget))
    }
  }

  const profiles = openProfiles({
    folder,
    vault,
    tell,
    loadAdapter: createAdapterLoader({ practicePaceMs: PRACTICE_PACE_MS }),
    wanted: wantedProfile(process.argv),
    fetch: globalThis.fetch,
    nowMs: Date.now,
    newId: () => newId(Date.now()),
    timeZone: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    after(delayMs, run) {
      const timer = setTimeout(run, delayMs)
      return () => clearTimeout(timer)
    },
    freeBytes: () => freeBytesAt(folder),
    counter: openTokenCounter({ report: log.report }),
    idleTimeoutMs: IDLE_TIMEOUT_MS,
    nativeBinding: app.isPackaged ? undefined : process.env['FARTHING_SQLITE_BINDING'],
    accountsChanged: (accounts) =>
      tell('providers.changed', { providers: accounts.providers(), catalog: accounts.catalog() }),
    report: log.report,
    reload() {
      void followSettings()
      whenStarted((started) => started.profileChanged())
      window.webContents.reload()
    },
  })

  /** The page asks for it once its first screen stands: nothing of it is loaded before. */
  async function startDesktop(): Promise<Desktop> {
    const [{ openDesktop }, opened] = await Promise.all([
      import('./desktop/desktop.ts'),
      profiles.session(),
    ])
    const settings = opened.ok ? opened.value.settings() : defaultSettings
    const budget = opened.ok ? opened.value.turns.budget() : null
    return openDesktop({
      window,
      pages,
      preload,
      statePath,
      settings,
      budget,
      report: log.report,
    })
  }

  function whenStarted(use: (started: Desktop) => void): void {
    desktop?.then(use, log.report)
  }

  function obey(settings: Settings): void {
    nativeTheme.themeSource = settings.theme
    zoom(window, settings.zoomPercent)
    whenStarted((started) => started.settingsChanged(settings))
  }

  async function followSettings(): Promise<void> {
    const opened = await profiles.session()
    if (opened.ok) obey(opened.value.settings())
  }

  serve({
    ipc: ipcMain,
    handlers: createHandlers({
      profiles,
      desktop: () => (desktop ??= startDesktop()),
      settingsChanged(settings) {
        obey(settings)
        tell('settings.changed', settings)
      },
      dialogs: openFileDialogs(window),
    }),
    senderOf: (event) => pages.senderOf(event),
    report: log.report,
  })

  window.webContents.on('render-process-gone', (_event, details) => {
    log.report(new Error(`The window's process ended: ${details.reason}`))
    if (details.reason !== 'clean-exit') window.webContents.reload()
  })
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  })
  // The small window may still be there, out of sight.
  window.on('closed', () => app.quit())
  app.on('window-all-closed', () => app.quit())
  quitAfter(profiles.close, log.report)
  void followSettings()
}

/**
 * Never before the window is seen: Chromium then sometimes paints nothing, and a window that waits
 * for its first paint is never shown. It remembers the size by itself, so there is mostly nothing to do.
 */
function zoom(window: BrowserWindow, zoomPercent: number): void {
  if (Math.round(window.webContents.getZoomFactor() * 100) === zoomPercent) return
  const change = (): void => window.webContents.setZoomFactor(zoomPercent / 100)
  if (window.isVisible()) change()
  else window.once('show', change)
}

/** Lets answers in progress be stopped and entered before the program is gone. */
function quitAfter(close: () => Promise<void>, report: (error: unknown) => void): void {
  let closed = false
  app.on('before-quit', (event) => {
    if (closed) return
    event.preventDefault()
    const timeout = new Promise((resolve) => setTimeout(resolve, QUIT_TIMEOUT_MS))
    void Promise.race([close(), timeout])
      .catch(report)
      .finally(() => {
        closed = true
        for (const window of BrowserWindow.getAllWindows()) window.destroy()
        app.quit()
      })
  })
}

function wantedProfile(args: readonly string[]): ProfileName | null {
  if (args.includes('--profile=practice')) return 'practice'
  return args.includes('--profile=personal') ? 'personal' : null
}

function freeBytesAt(folder: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  } catch {
    return null
  }
}
