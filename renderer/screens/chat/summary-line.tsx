import { type ReactNode, useId, useState } from 'react'
import type { TurnSummary } from '../../../shared/chat/message.ts'
import { Button } from '../../parts/button.tsx'
import { useCreditsText } from '../../state/profile.ts'
import { sendTurnsAgain, stopSummary } from '../../state/savings.ts'
import { say } from '../../words/say.tsx'
import { Markdown } from './fetched-parts.ts'

/** Where a summary stands for all that is above: who made it, what it cost, what it says. */
export function SummaryLine({ summary }: { summary: TurnSummary }): ReactNode {
  const { summaryId, text, turnCount } = summary
  const [isOpen, setIsOpen] = useState(false)
  const id = useId()
  const line = useLine(summary)
  return (
    <div className="flex flex-col gap-3">
      <div className="flex items-center gap-3 text-note text-ink-3 before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        <p className="flex flex-wrap items-center justify-center gap-x-3 gap-y-0.5 text-center">
          <span>{line}</span>
          {text === null ? (
            <Button look="link" onClick={() => void stopSummary(summaryId)}>
              {say('savings.stop')}
            </Button>
          ) : (
            <>
              <Button
                look="link"
                aria-expanded={isOpen}
                aria-controls={id}
                onClick={() => setIsOpen(!isOpen)}
              >
                {say(isOpen ? 'summary.hide' : 'summary.show')}
              </Button>
              <Button look="link" onClick={() => void sendTurnsAgain(summaryId)}>
                {say('summary.undo')}
              </Button>
            </>
          )}
        </p>
      </div>
      {isOpen && text !== null && (
        <section
          id={id}
          aria-label={say('summary.name', { count: turnCount })}
          className="rounded-card bg-shelf px-4 py-3 text-talk"
        >
          <Markdown text={text} isWriting={false} />
        </section>
      )}
    </div>
  )
}

function useLine({ modelName: model, turnCount: count, ...summary }: TurnSummary): string {
  const credits = useCreditsText()
  const { text, spentNanoUsd, reservedNanoUsd } = summary
  if (text === null) {
    return say('summary.writing', { model, count, reserved: credits(reservedNanoUsd) })
  }
  return spentNanoUsd === null
    ? say('summary.line-free', { model, count })
    : say('summary.line', { model, count, credits: credits(spentNanoUsd) })
}
