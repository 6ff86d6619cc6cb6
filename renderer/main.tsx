import { type ReactNode, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { Broken } from './parts/broken.tsx'
import { fetched } from './parts/fetched.tsx'
import { listenToShortcuts } from './state/shortcuts.ts'
import { start } from './state/start.ts'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no element with the id "root"')

/** The same page is shown by the large window and by the small one over everything else. */
const isQuickAsk = location.hash === '#quick-ask'

const QuickAsk = fetched(async () => (await import('./screens/quick-ask/quick-ask.tsx')).QuickAsk)

createRoot(root).render(<StrictMode>{await firstScreen()}</StrictMode>)

listenToShortcuts({ isQuickAsk })
if (!isQuickAsk) requestIdleCallback(() => void connect())

/** Drawn once what it needs was read, which takes less than a frame. */
async function firstScreen(): Promise<ReactNode> {
  try {
    // What is typed into the small window is of the moment; the two would write over one another.
    await start({ keepsDrafts: !isQuickAsk })
    return isQuickAsk ? <QuickAsk /> : <App />
  } catch (error) {
    return <Broken error={error} onAgain={() => location.reload()} />
  }
}

/** Menu bar and tray come after the first screen. */
async function connect(): Promise<void> {
  const { connectDesktop } = await import('./state/desktop.ts')
  connectDesktop()
}
