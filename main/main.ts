import { join } from 'node:path'
import { app, type BrowserWindow, dialog, Menu, session } from 'electron'
import { readWindowState } from './desktop/window-state.ts'
import { lockSession, openWindow, registerScheme, serveFiles } from './window.ts'

registerScheme()
// The window says later what stands in its menus. A Mac needs the usual ones to copy and to quit.
if (process.platform !== 'darwin') Menu.setApplicationMenu(null)

if (app.requestSingleInstanceLock()) start().catch(giveUp)
else app.quit()

/**
 * The window first, then the program behind it. Loading the program takes the main process as long
 * as the window's own process takes to start, so the two happen side by side; the scripts of the
 * page are held back until every call they can make is answered.
 */
async function start(): Promise<void> {
  await app.whenReady()
  const { promise: isAnswering, resolve: letScriptsRun } = Promise.withResolvers<void>()
  lockSession(session.defaultSession)
  serveFiles(session.defaultSession, join(import.meta.dirname, '../renderer'), isAnswering)
  const preload = join(import.meta.dirname, '../preload/preload.cjs')
  const statePath = join(app.getPath('userData'), 'window.json')
  const window = openWindow(preload, readWindowState(statePath))
  await hasPage(window)
  const { startProgram } = await import('./program.ts')
  startProgram({ window, preload, statePath })
  letScriptsRun()
}

/** Part of the program is missing or broken: without it there is no window to say so in. */
function giveUp(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error)
  dialog.showErrorBox(
    'Farthing cannot start',
    `Install it again. Your chats and your ledger are untouched.\n\n${message}`,
  )
  app.exit(1)
}

/** The page has arrived in the window's process. Before that, loading more would only hold it up. */
function hasPage({ webContents }: BrowserWindow): Promise<void> {
  return new Promise((resolve) => {
    webContents.once('did-navigate', () => resolve())
    webContents.once('did-fail-load', () => resolve())
  })
}
