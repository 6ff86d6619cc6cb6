import type { FarthingWindow } from './farthing-window.ts'

export type Watch = {
  /** Everything that was asked for or opened since the start, but our own files. */
  faults: () => Promise<string[]>
}

/** What leaves the window, and what would be given to the system. */
export async function watchWays({ app, page }: FarthingWindow): Promise<Watch> {
  const crashes: string[] = []
  page.on('crash', () => crashes.push('the window crashed'))
  await app.evaluate(({ session, shell, BrowserWindow }) => {
    const ways: string[] = []
    Reflect.set(globalThis, 'ways', ways)
    const isOurs = (url: string): boolean =>
      /^(?:app:\/\/farthing\/|data:image\/|blob:app:)/u.test(url)
    session.defaultSession.webRequest.onErrorOccurred(({ url }) => {
      if (!isOurs(url)) ways.push(`asked for ${url.slice(0, 200)}`)
    })
    session.defaultSession.webRequest.onCompleted(({ url }) => {
      if (!isOurs(url)) ways.push(`was given ${url.slice(0, 200)}`)
    })
    shell.openExternal = (url) => {
      if (!/^(?:https?|mailto):/u.test(url)) ways.push(`opened ${url}`)
      return Promise.resolve()
    }
    shell.openPath = (path) => {
      ways.push(`opened ${path}`)
      return Promise.resolve('')
    }
    for (const window of BrowserWindow.getAllWindows()) {
      window.webContents.on('did-navigate', (_event, url) => ways.push(`went to ${url}`))
      window.webContents.on('did-create-window', (_window, { url }) => ways.push(`opened ${url}`))
    }
  })
  return {
    async faults() {
      const readWays = () => app.evaluate(() => Reflect.get(globalThis, 'ways') as string[])
      // Where memory is short, the answer itself may be collected on its way.
      const ways = await readWays().catch(readWays)
      return [...crashes, ...ways]
    },
  }
}
