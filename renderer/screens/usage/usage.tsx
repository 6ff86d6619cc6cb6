import type { ReactNode } from 'react'
import { say } from '../../words/say.tsx'

/** What was spent, on what, and how the month will end. */
export function Usage(): ReactNode {
  return (
    <main className="flex min-w-0 flex-1 flex-col">
      <header className="flex h-12 flex-none items-center gap-1.5 border-b border-line px-6">
        <h1 className="font-semibold">{say('usage.title')}</h1>
      </header>
    </main>
  )
}
