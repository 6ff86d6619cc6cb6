import { type ReactNode, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { Broken } from './parts/broken.tsx'
import { start } from './state/start.ts'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no element with the id "root"')

createRoot(root).render(<StrictMode>{await firstScreen()}</StrictMode>)

/** Drawn once what it needs was read, which takes less than a frame. */
async function firstScreen(): Promise<ReactNode> {
  try {
    await start()
    return <App />
  } catch (error) {
    return <Broken error={error} onAgain={() => location.reload()} />
  }
}
