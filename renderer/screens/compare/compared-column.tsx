import { memo, type ReactNode } from 'react'
import { isPaid, type PaidAnswer, type Turn } from '../../../shared/chat/message.ts'
import { Button } from '../../parts/button.tsx'
import { Credits, Figure } from '../../parts/figure.tsx'
import { useConversations } from '../../state/conversations.ts'
import { useCreditsText } from '../../state/profile.ts'
import { keepAnswer } from '../../state/send-comparison.ts'
import { stopTurn } from '../../state/turn-news.ts'
import { receiptLine } from '../../words/receipt-words.ts'
import { Say, say } from '../../words/say.tsx'
import { AnswerBody } from '../chat/answer-body.tsx'

/** One answer of several: who wrote it, what they wrote, what it cost, and a way to keep it. */
export const ComparedColumn = memo(function ComparedColumn({
  turn,
  canBeKept,
}: {
  turn: Turn
  canBeKept: boolean
}): ReactNode {
  const { answer } = turn
  const { modelName: model, providerName } = answer
  return (
    <article
      aria-label={say('chat.answer-from', { model })}
      // Where search leads to it.
      data-turn={turn.turnId}
      tabIndex={-1}
      className="turn flex min-w-0 flex-col rounded-card border border-line bg-raised"
    >
      <header className="flex h-11 flex-none items-center justify-between gap-3 border-b border-line px-4">
        <h2 className="truncate font-semibold">{model}</h2>
        <span className="truncate text-note text-ink-3">{providerName}</span>
      </header>
      <div className="compared-text min-w-0 flex-1 px-4 pt-3">
        <AnswerBody turn={turn} isCompared />
      </div>
      <footer className="flex min-h-17 items-end justify-between gap-3 px-4 py-4">
        {isPaid(answer) && <Cost answer={answer} />}
        {answer.state === 'writing' ? (
          <Button
            small
            aria-label={say('compare.stop-one', { model })}
            onClick={() => stopTurn(turn.turnId)}
          >
            {say('compare.stop-short')}
          </Button>
        ) : (
          canBeKept && (
            <Button
              small
              aria-label={say('compare.keep-model', { model })}
              onClick={() => keepAnswer(turn)}
            >
              {say('compare.keep')}
            </Button>
          )
        )}
      </footer>
    </article>
  )
})

/** Two lines: the figure, and one fact about it. */
function Cost({ answer }: { answer: PaidAnswer }): ReactNode {
  const credits = useCreditsText()
  if (answer.state === 'writing') return <CostSoFar answer={answer} />
  const { figure, fact } = receiptLine(answer, credits, [])
  return (
    <p className="min-w-0 text-note">
      <Figure className="block font-medium text-ink">{figure}</Figure>
      {fact && <span className="block text-ink-3">{fact}</span>}
    </p>
  )
}

function CostSoFar({ answer }: { answer: PaidAnswer }): ReactNode {
  const spent = useConversations(({ spentSoFarNanoUsd }) => spentSoFarNanoUsd[answer.turnId])
  return (
    <p className="min-w-0 text-note">
      {spent !== undefined && (
        <span className="block font-medium text-ink">
          <Say id="receipt.so-far" values={{ credits: <Credits nanoUsd={spent} /> }} />
        </span>
      )}
      <span className="block text-ink-3">
        <Say
          id="receipt.reserved"
          values={{ credits: <Credits nanoUsd={answer.receipt.reservedNanoUsd} /> }}
        />
      </span>
    </p>
  )
}
