import { Popover } from '@base-ui/react/popover'
import { type ReactNode, type RefObject, useEffect, useState } from 'react'
import type { ConversationSpent, Savings } from '../../../shared/ipc/shapes.ts'
import { Credits } from '../../parts/figure.tsx'
import { currentSummary, useConversations } from '../../state/conversations.ts'
import { useChosenModel } from '../../state/model-choice.ts'
import { useQuotes } from '../../state/quotes.ts'
import { readSavings, readSpent } from '../../state/savings.ts'
import { Say, say } from '../../words/say.tsx'
import { CostSoFar } from './conversation-cost-so-far.tsx'
import { CostWays } from './conversation-cost-ways.tsx'

/** What the conversation on the screen has cost, what its next turn costs, and what makes it less. */
export function ConversationCost({
  anchor,
  uncertainNanoUsd,
  onClose,
}: {
  anchor: RefObject<HTMLElement | null>
  uncertainNanoUsd: number
  onClose: () => void
}): ReactNode {
  return (
    <Popover.Root
      open
      onOpenChange={(isOpen, { reason, event }) => {
        const isOnButton =
          event.target instanceof Node && anchor.current?.contains(event.target) === true
        if (!isOpen && !(reason === 'outside-press' && isOnButton)) onClose()
      }}
    >
      <Popover.Portal>
        <Popover.Positioner
          anchor={anchor}
          side="bottom"
          align="end"
          sideOffset={14}
          collisionPadding={16}
          className="z-20"
        >
          <Popover.Popup
            finalFocus={anchor}
            className="appear flex max-h-[min(var(--available-height),100vh-176px)] w-[480px] max-w-(--available-width) flex-col overflow-y-auto rounded-panel border border-line-2 bg-raised px-5 pt-4 pb-4 shadow-mid outline-none"
          >
            <Popover.Title className="text-section">{say('savings.open')}</Popover.Title>
            <Costs uncertainNanoUsd={uncertainNanoUsd} onClose={onClose} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

function Costs({
  uncertainNanoUsd,
  onClose,
}: {
  uncertainNanoUsd: number
  onClose: () => void
}): ReactNode {
  const spent = useSpent()
  const model = useChosenModel()
  const savings = useSavings()
  return (
    <>
      {spent && <CostSoFar spent={spent} uncertainNanoUsd={uncertainNanoUsd} />}
      {model && savings && (
        <>
          <NextTurn savings={savings} modelName={model.name} />
          <CostWays savings={savings} onClose={onClose} />
        </>
      )}
    </>
  )
}

/** Asked anew whenever the conversation has cost more. */
function useSpent(): ConversationSpent | null {
  const [spent, setSpent] = useState<ConversationSpent | null>(null)
  const totalNanoUsd = useConversations((state) => currentSummary(state)?.spentNanoUsd)
  useEffect(() => {
    let isOver = false
    void readSpent().then((read) => {
      if (!isOver) setSpent(read)
    })
    return () => {
      isOver = true
    }
  }, [totalNanoUsd])
  return spent
}

/** Asked anew with each figure of the composer; what was shown stays until the next is there. */
function useSavings(): Savings | null {
  const [savings, setSavings] = useState<Savings | null>(null)
  const model = useChosenModel()
  const quotes = useQuotes((state) => state.quotes)
  useEffect(() => {
    let isOver = false
    if (!model) return
    void readSavings(model.key).then((read) => {
      if (!isOver) setSavings(read)
    })
    return () => {
      isOver = true
    }
  }, [model, quotes])
  return savings
}

function NextTurn({
  savings: { next, isTypical },
  modelName,
}: {
  savings: Savings
  modelName: string
}): ReactNode {
  const { expectedNanoUsd, ceilingNanoUsd, historyNanoUsd, coldNanoUsd, isTooLong } = next
  return (
    <section className="mt-3 border-t border-line pt-3">
      <h3 className="font-medium">{say('savings.next', { model: modelName })}</h3>
      <p className="mt-0.5 text-ink-2">
        <Say
          id={isTooLong ? 'cost.too-long' : ceilingNanoUsd === 0 ? 'cost.free' : 'cost.priced'}
          values={{
            about: <Credits nanoUsd={expectedNanoUsd} />,
            most: <Credits nanoUsd={ceilingNanoUsd} />,
          }}
        />
      </p>
      <p className="mt-0.5 text-note text-ink-2">
        {historyNanoUsd > 0 && (
          <Say id="savings.history" values={{ history: <Credits nanoUsd={historyNanoUsd} /> }} />
        )}{' '}
        {coldNanoUsd !== null && (
          <Say id="savings.cold" values={{ cold: <Credits nanoUsd={coldNanoUsd} /> }} />
        )}{' '}
        {isTypical && say('savings.typical')}
      </p>
    </section>
  )
}
