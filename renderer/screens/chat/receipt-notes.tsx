import { type ReactNode, useState } from 'react'
import type { PaidAnswer } from '../../../shared/chat/message.ts'
import { call } from '../../api.ts'
import { Button } from '../../parts/button.tsx'
import { ProblemLine } from '../../parts/problem-line.tsx'
import { useBudget } from '../../state/budget.ts'
import { useNowMs } from '../../state/clock.ts'
import { useCreditsText } from '../../state/profile.ts'
import { showTopUp } from '../../state/screen.ts'
import { receiptNotes } from '../../words/receipt-notes.ts'
import { isCountedHere } from '../../words/receipt-words.ts'
import { say } from '../../words/say.tsx'
import { FigureForm } from './figure-form.tsx'
import { useTurnCall } from './use-turn-call.ts'

/** How the figure is known, what was unusual about it, and what would make it better. */
export function ReceiptNotes({ answer }: { answer: PaidAnswer }): ReactNode {
  const notes = receiptNotes(answer, useCreditsText(), useNowMs())
  if (notes.length === 0) return null
  return (
    <div className="border-t border-line px-4 py-2.5">
      <ul className="flex flex-col gap-1 text-ink-2">
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
      <Actions answer={answer} />
    </div>
  )
}

function Actions({ answer }: { answer: PaidAnswer }): ReactNode {
  const { turnId, receipt, providerName: provider } = answer
  const [figure, setFigure] = useState<'unopened' | 'open' | 'closed'>('unopened')
  const { isAsking, failure, ask } = useTurnCall()
  const uncoveredNanoUsd = useBudget()?.balances.overrunNanoUsd ?? 0
  const isOver = receipt.overrunNanoUsd > 0 && uncoveredNanoUsd > 0
  const isEntered = receipt.state === 'settled' && receipt.quality === 'person'
  const mayBeBetter = isCountedHere(receipt) || isEntered
  if (figure === 'open') return <FigureForm answer={answer} onClose={() => setFigure('closed')} />
  if (!mayBeBetter && !isOver) return null
  return (
    <>
      {failure && (
        <div className="mt-2">
          <ProblemLine failure={failure} role="alert" />
        </div>
      )}
      <div className="mt-2.5 flex flex-wrap gap-2">
        {isOver && (
          <Button small onClick={() => showTopUp()}>
            {say('over.add')}
          </Button>
        )}
        {mayBeBetter && receipt.canLookUp && (
          <Button
            small
            aria-disabled={isAsking}
            onClick={() => ask(() => call('turn.lookUp', { turnId }))}
          >
            {say(isAsking ? 'figure.asking' : 'figure.ask', { provider })}
          </Button>
        )}
        {mayBeBetter && (
          <Button small autoFocus={figure === 'closed'} onClick={() => setFigure('open')}>
            {isEntered ? say('figure.change') : say('figure.enter', { provider })}
          </Button>
        )}
      </div>
    </>
  )
}
