import { clsx } from 'clsx'
import { Check, ChevronUp, Copy } from 'lucide-react'
import { type ReactNode, useCallback, useId, useLayoutEffect, useRef, useState } from 'react'
import type { PaidAnswer } from '../../../shared/chat/message.ts'
import { IconButton } from '../../parts/button.tsx'
import { Credits, Figure } from '../../parts/figure.tsx'
import { useCopy } from '../../parts/use-copy.ts'
import { useStaysInPlace } from '../../parts/use-stays-in-place.ts'
import { useConversations } from '../../state/conversations.ts'
import { useCreditsText } from '../../state/profile.ts'
import { isCountedHere, receiptLine, receiptLineText } from '../../words/receipt-words.ts'
import { Say, say } from '../../words/say.tsx'
import { Receipt } from './fetched-parts.ts'
import { receiptButtonId } from './receipt-button-id.ts'

/** Model, credits, one fact; opens into the receipt. */
export function ReceiptLine({ answer, text }: { answer: PaidAnswer; text: string }): ReactNode {
  if (answer.state === 'writing') return <WritingLine answer={answer} />
  return <EndedLine answer={answer} text={text} />
}

function EndedLine({ answer, text }: { answer: PaidAnswer; text: string }): ReactNode {
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
  const credits = useCreditsText()
  const { figure, fact } = receiptLine(answer, credits)
  const line = receiptLineText(answer, credits)
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
          onPointerEnter={Receipt.fetch}
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
        {text !== '' && <CopyAnswer text={text} />}
      </div>
      {isOpen && <Receipt id={id} answer={answer} onShown={show} />}
    </>
  )
}

function WritingLine({ answer }: { answer: PaidAnswer }): ReactNode {
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

function CopyAnswer({ text }: { text: string }): ReactNode {
  const { isCopied, copy } = useCopy()
  const Icon = isCopied ? Check : Copy
  return (
    <IconButton
      name={say(isCopied ? 'app.copied' : 'app.copy-answer')}
      className={clsx(
        '-my-1 opacity-0 group-focus-within/answer:opacity-100 group-hover/answer:opacity-100',
        'transition-opacity duration-[120ms] motion-reduce:transition-none',
      )}
      onClick={() => copy(text)}
    >
      <Icon aria-hidden="true" size={14} strokeWidth={1.6} />
    </IconButton>
  )
}

const lineClass = 'mt-2.5 flex h-5 items-center text-note text-ink-2'

function Dot(): ReactNode {
  return (
    <span aria-hidden="true" className="px-2 font-semibold">
      ·
    </span>
  )
}
