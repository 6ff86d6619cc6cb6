import type { ReactNode } from 'react'
import type { Savings } from '../../../shared/ipc/shapes.ts'
import { Button } from '../../parts/button.tsx'
import { useCreditsText } from '../../state/profile.ts'
import { startAfresh } from '../../state/savings.ts'
import { sayingOf } from '../../words/saving-text.ts'
import { say } from '../../words/say.tsx'
import { DroppedAttachments } from './conversation-cost-attachments.tsx'
import { SummariseTurns } from './conversation-cost-summary.tsx'

/** What makes the next turns cheaper, each with what it costs now; what would not help is not there. */
export function CostWays({
  savings,
  onClose,
}: {
  savings: Savings
  onClose: () => void
}): ReactNode {
  const { afresh, attachments, summary, next } = savings
  if (!afresh && attachments.length === 0 && !summary) {
    return <p className="mt-3 border-t border-line pt-3 text-ink-2">{say('savings.none')}</p>
  }
  return (
    <>
      {afresh && <Afresh afresh={afresh} nowNanoUsd={next.expectedNanoUsd} onClose={onClose} />}
      {attachments.length > 0 && <DroppedAttachments attachments={attachments} />}
      <SummariseTurns summary={summary} />
    </>
  )
}

function Afresh({
  afresh,
  nowNanoUsd,
  onClose,
}: {
  afresh: NonNullable<Savings['afresh']>
  nowNanoUsd: number
  onClose: () => void
}): ReactNode {
  const credits = useCreditsText()
  return (
    <Way
      title={say('savings.afresh')}
      cost={say('savings.afresh-cost', { saves: sayingOf(afresh, credits) })}
      note={say('savings.afresh-note', {
        first: credits(afresh.nextNanoUsd),
        now: credits(nowNanoUsd),
      })}
    >
      <Button
        small
        onClick={() => {
          onClose()
          startAfresh()
        }}
      >
        {say('savings.afresh')}
      </Button>
    </Way>
  )
}

/** One of them: what it is, what it costs and saves, and how it is done. */
export function Way({
  title,
  cost,
  note,
  children,
}: {
  title: string
  cost: string | null
  note: string
  children: ReactNode
}): ReactNode {
  return (
    <section aria-label={title} className="mt-3 border-t border-line pt-3">
      <h3 className="font-medium">{title}</h3>
      {cost !== null && <p className="mt-0.5">{cost}</p>}
      <p className="mt-0.5 mb-2 text-note text-ink-2">{note}</p>
      {children}
    </section>
  )
}
