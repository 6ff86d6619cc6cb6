import { statfsSync } from 'node:fs'
import { join } from 'node:path'
import { app, BrowserWindow, ipcMain, nativeTheme } from 'electron'
import type { ProfileName } from '../shared/ipc/shapes.ts'
import { openTokenCounter } from './estimate/token-counter.ts'
import { createHandlers } from './ipc/handlers.ts'
import { serve } from './ipc/serve.ts'
import { createTell } from './ipc/tell.ts'
import { systemKeyStore } from './keys/system-key-store.ts'
import { openVault } from './keys/vault.ts'
import { openLog } from './log.ts'
import { newId } from './new-id.ts'
import { openProfiles } from './profiles.ts'
import { createAdapterLoader } from './providers/registry.ts'
import { PAGE_URL } from './window.ts'

/** A stream that is silent for this long has stalled; providers send signs of life far more often. */
const IDLE_TIMEOUT_MS = 120_000

/** About the pace of a quick model. */
const PRACTICE_PACE_MS = 24

/** How long quitting waits for answers in progress to be entered in the ledger. */
const QUIT_TIMEOUT_MS = 5_000

/** Everything behind the window: keys, the log, the profile, and an answer to every call. */
export function startProgram(window: BrowserWindow): void {
  const folder = app.getPath('userData')
  const vault = openVault(join(folder, 'keys.json'), systemKeyStore)
  const log = openLog(folder, () => vault.secrets())
  process.on('uncaughtException', log.report)
  process.on('unhandledRejection', log.report)
  const tell = createTell(() => window)

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
    reload: () => window.webContents.reload(),
  })

  serve({
    ipc: ipcMain,
    handlers: createHandlers(profiles),
    senderOf({ senderFrame }) {
      if (senderFrame === null || window.isDestroyed()) return 'gone'
      const isOwn = senderFrame === window.webContents.mainFrame && senderFrame.url === PAGE_URL
      return isOwn ? 'own-page' : 'foreign-frame'
    },
    report: log.report,
  })

  window.webContents.on('render-process-gone', (_event, details) => {
    log.report(new Error(`The window's process ended: ${details.reason}`))
    if (details.reason !== 'clean-exit') window.webContents.reload()
  })
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore()
    window.focus()
  })
  app.on('window-all-closed', () => app.quit())
  quitAfter(profiles.close, log.report)
  void profiles.session().then((opened) => {
    if (opened.ok) nativeTheme.themeSource = opened.value.settings().theme
  })
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
