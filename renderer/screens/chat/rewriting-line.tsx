import type { ReactNode } from 'react'
import { Button } from '../../parts/button.tsx'
import { endRewriting, useRewriting } from '../../state/rewriting.ts'
import { say } from '../../words/say.tsx'

/** Says that what is written becomes another version of a turn, and leads back from it. */
export function RewritingLine(): ReactNode {
  const rewriting = useRewriting()
  if (!rewriting) return null
  return (
    <div className="flex items-center justify-between gap-4 border-b border-line py-1.5 pr-2.25 pl-4.25">
      <p role="status" className="min-w-0 truncate text-note text-ink-2">
        {say(rewriting.kind === 'edit' ? 'rewriting.edit' : 'rewriting.model')}
      </p>
      <Button look="quiet" small onClick={endRewriting}>
        {say('rewriting.cancel')}
      </Button>
    </div>
  )
}
