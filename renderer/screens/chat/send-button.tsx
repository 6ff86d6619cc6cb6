import { ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { isWaiting, useBudget } from '../../state/budget.ts'
import { findModel } from '../../state/catalog.ts'
import { MIN_COMPARED, useCompared, useMustKeepFirst } from '../../state/comparing.ts'
import { useConversations, writingTurn } from '../../state/conversations.ts'
import { isFree, useChosenModel } from '../../state/model-choice.ts'
import { useQuotes } from '../../state/quotes.ts'
import { sendWritten } from '../../state/send-comparison.ts'
import { stopWriting, useSending } from '../../state/sending.ts'
import { say } from '../../words/say.tsx'

const shape = 'grid size-8 flex-none place-items-center rounded-full'

/** The coin that sends. While an answer is written it is Stop. */
export function SendButton(): ReactNode {
  const isWriting = useConversations((state) => writingTurn(state) !== null)
  const isDraftEmpty = useQuotes((quotes) => quotes.isDraftEmpty)
  const isSending = useSending((sending) => sending.isSending)
  const model = useChosenModel()
  const budget = useBudget()
  const compared = useCompared()
  const keepsFirst = useMustKeepFirst()
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
  const models = compared ? compared.flatMap((key) => findModel(key) ?? []) : model ? [model] : []
  const isPaid = models.some((one) => !isFree(one))
  const waitsForBudget = budget !== null && isWaiting(budget) && isPaid
  const cannotCompare = keepsFirst || (compared !== null && compared.length < MIN_COMPARED)
  return (
    <button
      type="button"
      aria-label={say('composer.send')}
      title={say('composer.send')}
      disabled={isDraftEmpty || isSending || waitsForBudget || cannotCompare}
      className={`${shape} bg-copper-fill text-on-copper enabled:hover:brightness-[1.06] disabled:bg-hover disabled:text-ink-3`}
      onClick={() => sendWritten()}
    >
      <ArrowUp aria-hidden="true" size={18} strokeWidth={1.8} />
    </button>
  )
}
