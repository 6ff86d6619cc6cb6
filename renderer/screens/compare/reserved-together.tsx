import type { ReactNode } from 'react'
import { isPaid, type Turn } from '../../../shared/chat/message.ts'
import type { Receipt } from '../../../shared/chat/receipt.ts'
import { Credits } from '../../parts/figure.tsx'
import { Say } from '../../words/say.tsx'

/** What was reserved for all of them at once, and what has become of it. */
export function ReservedTogether({ turns }: { turns: readonly Turn[] }): ReactNode {
  const { reserved, spent, released, uncertain, isOpen, hasEnded } = sumOf(turns)
  return (
    <p className="mt-2 text-note text-ink-2">
      <Say
        id="compare.reserved"
        values={{ count: turns.length, reserved: <Credits nanoUsd={reserved} /> }}
      />
      {hasEnded && (
        <>
          {' '}
          <Say
            id={isOpen ? 'compare.spent-so-far' : 'compare.spent'}
            values={{
              spent: <Credits nanoUsd={spent} />,
              released: <Credits nanoUsd={released} />,
            }}
          />
        </>
      )}
      {uncertain > 0 && (
        <>
          {' '}
          <Say id="compare.open" values={{ reserved: <Credits nanoUsd={uncertain} /> }} />
        </>
      )}
    </p>
  )
}

type Together = {
  reserved: number
  spent: number
  released: number
  /** Reserved by answers that ended, and whose cost is not known yet. */
  uncertain: number
  /** Some is still written. */
  isOpen: boolean
  /** The cost of some is known. */
  hasEnded: boolean
}

/** In nano-USD. */
function sumOf(turns: readonly Turn[]): Together {
  const receipts = turns.flatMap(({ answer }) => (isPaid(answer) ? [answer.receipt] : []))
  const total = (read: (receipt: Receipt) => number): number =>
    receipts.reduce((sum, receipt) => sum + read(receipt), 0)
  return {
    reserved: total(({ reservedNanoUsd }) => reservedNanoUsd),
    spent: total(({ spentNanoUsd }) => spentNanoUsd ?? 0),
    released: total(releasedOf),
    uncertain: total(({ state, reservedNanoUsd }) => (state === 'uncertain' ? reservedNanoUsd : 0)),
    isOpen: turns.some(({ answer }) => answer.state === 'writing'),
    hasEnded: receipts.some(({ state }) => state === 'settled' || state === 'released'),
  }
}

function releasedOf({ state, reservedNanoUsd, releasedNanoUsd }: Receipt): number {
  return state === 'released' ? reservedNanoUsd : (releasedNanoUsd ?? 0)
}
