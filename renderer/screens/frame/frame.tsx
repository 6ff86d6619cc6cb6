import type { ReactNode } from 'react'
import { fetched } from '../../parts/fetched.tsx'
import { useScreen } from '../../state/screen.ts'
import { Chat } from '../chat/chat.tsx'
import { Sidebar } from './sidebar.tsx'

const Models = fetched(async () => (await import('../models/models.tsx')).Models)
const Search = fetched(async () => (await import('../search/search.tsx')).Search)
const Settings = fetched(async () => (await import('../settings/settings.tsx')).Settings)
const Usage = fetched(async () => (await import('../usage/usage.tsx')).Usage)
const UsageCheck = fetched(async () => (await import('../usage-check/usage-check.tsx')).UsageCheck)

/** The sidebar and the screen beside it. */
export function Frame(): ReactNode {
  const name = useScreen((screen) => screen.name)
  return (
    <div className="relative flex min-h-0 flex-1">
      <Sidebar />
      {name === 'chat' && <Chat />}
      {name === 'models' && <Models />}
      {name === 'search' && <Search />}
      {name === 'usage' && <Usage />}
      {name === 'usage-check' && <UsageCheck />}
      {name === 'settings' && <Settings />}
    </div>
  )
}
