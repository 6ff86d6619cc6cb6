import type { ReactNode } from 'react'
import { showPrices } from '../state/screen.ts'
import { Say, say, sayDate } from '../words/say.tsx'
import { Button } from './button.tsx'
import { useEdition } from './use-edition.ts'

/** Which list the prices are from, and the way to another. */
export function PricesLine({ ask }: { ask: string }): ReactNode {
  const [edition] = useEdition()
  const list =
    edition &&
    (edition.downloaded
      ? say('prices.line-downloaded', { date: sayDate(edition.downloaded.takenOn) })
      : say('prices.line-bundled', { date: sayDate(edition.bundled.takenOn) }))
  return (
    <p className="min-h-5 text-ink-3">
      {list && <Say id="prices.line" values={{ list, own: edition.ownPriceCount }} />}{' '}
      <Button look="link" onClick={showPrices}>
        {ask}
      </Button>
    </p>
  )
}
