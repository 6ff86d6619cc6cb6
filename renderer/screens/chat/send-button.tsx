import { ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { isWaiting, useBudget } from '../../state/budget.ts'
import { useConversations, writingTurn } from '../../state/conversations.ts'
import { isFree, useChosenModel } from '../../state/model-choice.ts'
import { useQuotes } from '../../state/quotes.ts'
import { sendDraft, stopWriting, useSending } from '../../state/sending.ts'
import { say } from '../../words/say.tsx'

const shape = 'grid size-8 flex-none place-items-center rounded-full'

/** The coin that sends. While an answer is written it is Stop. */
export function SendButton(): ReactNode {
  const isWriting = useConversations((state) => writingTurn(state) !== null)
  const isDraftEmpty = useQuotes((quotes) => quotes.isDraftEmpty)
  const isSending = useSending((sending) => sending.isSending)
  const model = useChosenModel()
  const budget = useBudget()
  if (isWriting) {
    return (
      <button
        type="button"
        aria-label={say('composer.stop')}
        title={say('composer.stop')}
        className={`${shape} bg-ink`}
        onClick={() => stopWriting()}
      >
        <span aria-hidden="true" className="size-[11px] rounded-[2.5px] bg-paper" />
      </button>
    )
  }
  const waitsForBudget = budget !== null && isWaiting(budget) && model !== null && !isFree(model)
  return (
    <button
      type="button"
      aria-label={say('composer.send')}
      title={say('composer.send')}
      disabled={isDraftEmpty || isSending || waitsForBudget}
      className={`${shape} bg-copper-fill text-on-copper enabled:hover:brightness-[1.06] disabled:bg-hover disabled:text-ink-3`}
      onClick={() => sendDraft()}
    >
      <ArrowUp aria-hidden="true" size={18} strokeWidth={1.8} />
    </button>
  )
}
