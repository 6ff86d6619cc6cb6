import { app, type BrowserWindow } from 'electron'
import { writeWindowState } from './window-state.ts'

/** Dragging an edge moves it many times a second. */
const PAUSE_MS = 800

/** Keeps where the window stands, a moment after it was moved and when it goes. */
export function keepWindowState(
  window: BrowserWindow,
  path: string,
  report: (error: unknown) => void,
): void {
  let timer: NodeJS.Timeout | undefined

  function keep(): void {
    clearTimeout(timer)
    if (window.isDestroyed() || window.isMinimized() || window.isFullScreen()) return
    const state = { bounds: window.getNormalBounds(), isMaximised: window.isMaximized() }
    try {
      writeWindowState(path, state)
    } catch (error) {
      report(error)
    }
  }

  function keepSoon(): void {
    clearTimeout(timer)
    timer = setTimeout(keep, PAUSE_MS)
  }

  window.on('resize', keepSoon)
  window.on('move', keepSoon)
  window.on('maximize', keepSoon)
  window.on('unmaximize', keepSoon)
  window.on('close', keep)
  // Quitting ends the window without closing it.
  app.on('before-quit', keep)
  window.on('closed', () => clearTimeout(timer))
}
