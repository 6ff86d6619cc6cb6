import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { start } from './state/start.ts'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no element with the id "root"')

await start()
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
