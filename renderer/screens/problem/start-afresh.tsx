import type { ReactNode } from 'react'
import { Button } from '../../parts/button.tsx'
import { say } from '../../words/say.tsx'

/** Beginning with nothing, the damaged file set aside. */
export function StartAfresh({
  isOnlyWay,
  isBusy,
  onStart,
}: {
  isOnlyWay: boolean
  isBusy: boolean
  onStart: () => void
}): ReactNode {
  return (
    <section aria-labelledby="afresh" className="mt-6 border-t border-line pt-5">
      <h2 id="afresh" className="text-section">
        {say(isOnlyWay ? 'problem.afresh-only' : 'problem.afresh')}
      </h2>
      <p className="text-ink-2">
        {isOnlyWay && `${say('problem.no-backups')} `}
        {say('problem.afresh-text')}
      </p>
      <Button
        look={isOnlyWay ? 'main' : 'plain'}
        className="mt-4"
        disabled={isBusy}
        onClick={onStart}
      >
        {say('problem.start-afresh')}
      </Button>
    </section>
  )
}
