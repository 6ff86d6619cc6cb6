import type { BrowserWindow } from 'electron'
import type { Events } from '../../shared/ipc/contract.ts'
import type { EventName } from '../../shared/ipc/names.ts'

/** Sends an event to the window; to a window that is gone, nothing. */
export function createTell(window: () => BrowserWindow) {
  return <N extends EventName>(name: N, payload: Events[N]): void => {
    const target = window()
    if (!target.isDestroyed() && !target.webContents.isDestroyed()) {
      target.webContents.send(name, payload)
    }
  }
}
