import type { BrowserWindow, IpcMainInvokeEvent, WebContents } from 'electron'

export type Pages = ReturnType<typeof openPages>

/** The windows of this program and the one page that each of them shows. */
export function openPages() {
  const windows = new Map<WebContents, { window: BrowserWindow; url: string }>()
  /** Of windows that were closed: what their pages still said is on its way. */
  const closed = new WeakSet<WebContents>()

  return {
    /** From now on this window may call, as long as its main frame shows this page. */
    add(window: BrowserWindow, url: string): void {
      const { webContents } = window
      windows.set(webContents, { window, url })
      window.once('closed', () => {
        windows.delete(webContents)
        closed.add(webContents)
      })
    },

    windows: (): BrowserWindow[] => [...windows.values()].map(({ window }) => window),

    /** Whether a call comes from the main frame of a window of ours that shows its own page. */
    senderOf({ sender, senderFrame }: IpcMainInvokeEvent): 'own-page' | 'foreign-frame' | 'gone' {
      if (senderFrame === null || sender.isDestroyed() || closed.has(sender)) return 'gone'
      const page = windows.get(sender)
      const isOwn = page && senderFrame === sender.mainFrame && senderFrame.url === page.url
      return isOwn ? 'own-page' : 'foreign-frame'
    },
  }
}
