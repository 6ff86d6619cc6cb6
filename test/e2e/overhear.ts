import type { FarthingWindow } from './farthing-window.ts'

export type Overheard = {
  /** Every answer and event that crossed to the window so far, as text. */
  all: () => Promise<string[]>
}

type Recorder = { farthingSaid?: string[] }
type Invokable = {
  _invokeHandlers: Map<string, (event: unknown, ...given: unknown[]) => Promise<unknown>>
}

/**
 * Records what the main process tells the window from here on: all of it, and not only what a test
 * asks for. Electron has no way to listen to its answers, so each handler is wrapped.
 */
export async function overhear({ app }: FarthingWindow): Promise<Overheard> {
  await app.evaluate(({ ipcMain, BrowserWindow }) => {
    const said: string[] = []
    const recorder = globalThis as Recorder
    recorder.farthingSaid = said
    const handlers = (ipcMain as unknown as Invokable)._invokeHandlers
    for (const [name, handle] of handlers) {
      handlers.set(name, async (event, ...given) => {
        const reply = await handle(event, ...given)
        said.push(`${name} ${JSON.stringify(reply)}`)
        return reply
      })
    }
    for (const { webContents } of BrowserWindow.getAllWindows()) {
      const send = webContents.send.bind(webContents)
      webContents.send = (name, ...payload) => {
        said.push(`${name} ${JSON.stringify(payload)}`)
        send(name, ...payload)
      }
    }
  })
  return {
    all: () => app.evaluate(() => (globalThis as Recorder).farthingSaid ?? []),
  }
}
