import { clsx } from 'clsx'
import { ChevronUp } from 'lucide-react'
import { type ReactNode, useCallback, useId, useLayoutEffect, useRef, useState } from 'react'
import type { AnswerMessage, BackgroundWork, PaidAnswer } from '../../../shared/chat/message.ts'
import { Credits, Figure } from '../../parts/figure.tsx'
import { useStaysInPlace } from '../../parts/use-stays-in-place.ts'
import { currentSummary, useConversations } from '../../state/conversations.ts'
import { useCreditsText } from '../../state/profile.ts'
import { isCountedHere, receiptLine, receiptLineText } from '../../words/receipt-words.ts'
import { Say, say } from '../../words/say.tsx'
import { Receipt } from './fetched-parts.ts'
import { receiptButtonId } from './receipt-button-id.ts'
import { fetchReceiptCosts } from './receipt-costs.ts'

/** Model, credits, one fact; opens into the receipt. Stands in a row that wraps, as its parts. */
export function ReceiptLine({
  answer,
  background,
  children,
}: {
  answer: PaidAnswer
  background: readonly BackgroundWork[]
  /** At the end of the line. */
  children: ReactNode
}): ReactNode {
  const [isOpen, setIsOpen] = useState(false)
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const { remember, restore } = useStaysInPlace(button)
  useLayoutEffect(() => {
    if (!isOpen) restore()
  }, [isOpen, restore])
  /** Its line stays where it is, unless the receipt would then be out of sight. */
  const show = useCallback((): void => {
    restore()
    document.getElementById(id)?.scrollIntoView({ block: 'nearest' })
  }, [id, restore])
  const comingNear = (): void => {
    Receipt.fetch()
    fetchReceiptCosts(answer, background)
  }
  const credits = useCreditsText()
  const { figure, fact } = receiptLine(answer, credits, background)
  const line = receiptLineText(answer, credits, background)
  return (
    <>
      <div className={lineClass}>
        <span>{answer.modelName}</span>
        <Dot />
        <button
          ref={button}
          id={receiptButtonId(answer.turnId)}
          type="button"
          aria-expanded={isOpen}
          aria-controls={isOpen ? id : undefined}
          aria-label={say('receipt.line', { line })}
          className="inline-flex items-center gap-2 rounded-code font-medium text-ink hover:text-copper"
          onPointerEnter={comingNear}
          onFocus={comingNear}
          onClick={() => {
            remember()
            setIsOpen(!isOpen)
          }}
        >
          <Figure
            className={clsx(
              isCountedHere(answer.receipt) &&
                'underline decoration-edge decoration-dashed underline-offset-4',
            )}
          >
            {figure}
          </Figure>
          {isOpen && <ChevronUp aria-hidden="true" size={14} strokeWidth={1.6} />}
        </button>
        {fact && !isOpen && (
          <>
            <Dot />
            <span className="truncate text-ink-3">{fact}</span>
          </>
        )}
        <span className="flex-1" />
        {children}
      </div>
      {isOpen && (
        <div className="basis-full">
          <Receipt
            id={id}
            answer={answer}
            background={background}
            onGrow={remember}
            onShown={show}
          />
        </div>
      )}
    </>
  )
}

/** What an answer has cost so far, of what is reserved for it. */
export function WritingLine({ answer }: { answer: PaidAnswer }): ReactNode {
  const credits = useCreditsText()
  const spent = useConversations(({ spentSoFarNanoUsd }) => spentSoFarNanoUsd[answer.turnId])
  const { reservedNanoUsd } = answer.receipt
  return (
    <div className={lineClass}>
      <span>{answer.modelName}</span>
      <Dot />
      {spent !== undefined && (
        <>
          <span className="font-medium text-ink">
            <Say id="receipt.so-far" values={{ credits: <Credits nanoUsd={spent} /> }} />
          </span>
          {reservedNanoUsd > 0 && (
            <span
              role="meter"
              aria-label={say('receipt.reserved-bar', {
                spent: credits(spent),
                reserved: credits(reservedNanoUsd),
              })}
              aria-valuenow={Math.min(spent, reservedNanoUsd)}
              aria-valuemin={0}
              aria-valuemax={reservedNanoUsd}
              className="mx-2 h-[3px] w-18 overflow-hidden rounded-[2px] bg-tick-free"
            >
              <span
                className="block h-full min-w-1 rounded-[2px] bg-copper"
                style={{ width: `${Math.min(1, spent / reservedNanoUsd) * 100}%` }}
              />
            </span>
          )}
        </>
      )}
      <span className="text-ink-3">
        <Say id="receipt.reserved" values={{ credits: <Credits nanoUsd={reservedNanoUsd} /> }} />
      </span>
    </div>
  )
}

/** A model that wrote for nobody's credits here, and why. */
export function UnpaidLine({
  answer,
  children,
}: {
  answer: AnswerMessage
  children: ReactNode
}): ReactNode {
  const wasImported = useConversations((state) => currentSummary(state)?.importedFrom != null)
  return (
    <div className={lineClass}>
      {answer.modelName !== '' && (
        <>
          <span>{answer.modelName}</span>
          <Dot />
        </>
      )}
      <span className="truncate text-ink-3">
        {say(wasImported ? 'answer.imported' : 'answer.copied')}
      </span>
      <span className="flex-1" />
      {children}
    </div>
  )
}

/** With a width to begin with: what opens under it would else stand in the same row. */
const lineClass = 'flex h-5 min-w-0 flex-[1_1_1px] items-center text-note text-ink-2'

function Dot(): ReactNode {
  return (
    <span aria-hidden="true" className="px-2 font-semibold">
      ·
    </span>
  )
}
