import type { BrowserWindow } from 'electron'
import type { Events } from '../../shared/ipc/contract.ts'
import type { EventName } from '../../shared/ipc/names.ts'

/** Sends an event to every window; to one that is gone, nothing. */
export function createTell(windows: () => readonly BrowserWindow[]) {
  return <N extends EventName>(name: N, payload: Events[N]): void => {
    for (const window of windows()) {
      if (window.isDestroyed() || window.webContents.isDestroyed()) continue
      window.webContents.send(name, payload)
    }
  }
}
