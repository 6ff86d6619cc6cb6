import type { ReactNode } from 'react'
import { say } from '../words/say.tsx'
import { Button } from './button.tsx'

/** A screen that threw, or a start that did not come about: a mistake of ours, said as one. */
export function Broken({ error, onAgain }: { error: unknown; onAgain: () => void }): ReactNode {
  return (
    <main className="flex flex-1 items-center justify-center p-8">
      <div role="alert" className="w-full max-w-[520px]">
        <h1 className="text-page">{say('problem.screen')}</h1>
        <p className="mt-2 text-talk text-ink-2">{say('problem.screen-text')}</p>
        <p className="mt-3 font-mono text-note text-ink-3 wrap-anywhere">
          {error instanceof Error ? error.message : String(error)}
        </p>
        <Button look="main" className="mt-6" onClick={onAgain}>
          {say('problem.again')}
        </Button>
      </div>
    </main>
  )
}
