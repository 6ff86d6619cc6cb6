import type { ReactNode } from 'react'
import { readQuery } from '../../../shared/search/query.ts'
import { Button } from '../../parts/button.tsx'
import { type Asked, isNarrowed, widen } from '../../state/search.ts'
import { Say, say } from '../../words/say.tsx'

/** Where nothing stands: how to search, or why nothing was found and what to try. */
export function NothingYet({ answered }: { answered: Asked | null }): ReactNode {
  if (!answered) {
    return (
      <div className="flex flex-col gap-1 px-3 pt-3 text-ink-2">
        <p>{say('search.how')}</p>
        <p>
          <Say id="search.how-phrase" />
        </p>
        <p>
          <Say id="search.how-without" />
        </p>
      </div>
    )
  }
  const { text } = answered
  if (readQuery(text).wanted.length === 0) {
    return <p className="px-3 pt-3 text-ink-2">{say('search.no-words')}</p>
  }
  const isThere = isNarrowed(answered)
  return (
    <div className="flex flex-col items-start gap-2 px-3 pt-3">
      <p className="text-ink wrap-anywhere">
        {say(isThere ? 'search.nothing-filtered' : 'search.nothing', { text: text.trim() })}
      </p>
      <p className="text-ink-2">{say('search.try')}</p>
      {isThere && (
        <Button small onClick={widen}>
          {say('search.widen')}
        </Button>
      )}
    </div>
  )
}
