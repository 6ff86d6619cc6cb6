import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import type { PaidAnswer } from '../../../shared/chat/message.ts'
import { parseBudgetUsd } from '../../../shared/money/credits.ts'
import { call } from '../../api.ts'
import { AlsoIn } from '../../parts/also-in.tsx'
import { Button } from '../../parts/button.tsx'
import { Credits } from '../../parts/figure.tsx'
import { Field } from '../../parts/field.tsx'
import { creditsText } from '../../state/profile.ts'
import { failureWords } from '../../words/failure-words.ts'
import { Say, say } from '../../words/say.tsx'
import { useTurnCall } from './use-turn-call.ts'

/** Takes the provider's own figure from the person. What it comes to is said while it is typed. */
export function FigureForm({
  answer,
  onClose,
}: {
  answer: PaidAnswer
  onClose: () => void
}): ReactNode {
  const [typedUsd, setTypedUsd] = useState('')
  const { isAsking, failure, ask, forget } = useTurnCall()
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => form.current?.scrollIntoView({ block: 'nearest' }), [])
  const parsed = parseBudgetUsd(typedUsd)
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const { turnId } = answer
    if (await ask(() => call('turn.setFigure', { turnId, typedUsd: typedUsd.trim() }))) onClose()
  }
  return (
    <form
      ref={form}
      noValidate
      className="mt-3 flex scroll-mb-14 flex-wrap items-start gap-2"
      onSubmit={save}
    >
      <Field
        className="w-72"
        label={say('figure.field', { provider: answer.providerName })}
        unit={say('amount.usd')}
        inputMode="decimal"
        inputClassName="figure"
        autoFocus
        onKeyDown={(event) => event.key === 'Escape' && onClose()}
        value={typedUsd}
        failure={failure && failureWords(failure, creditsText).text}
        hint={
          !failure &&
          parsed.ok && (
            <Amount amountNanoUsd={parsed.value} overNanoUsd={overBy(answer, parsed.value)} />
          )
        }
        onChange={(event) => {
          setTypedUsd(event.target.value)
          forget()
        }}
      />
      <div className="mt-5 flex gap-2">
        <Button type="submit" aria-disabled={isAsking}>
          {say('figure.save')}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {say('settings.cancel')}
        </Button>
      </div>
    </form>
  )
}

function Amount({
  amountNanoUsd,
  overNanoUsd,
}: {
  amountNanoUsd: number
  overNanoUsd: number
}): ReactNode {
  return (
    <>
      <Say
        id={overNanoUsd > 0 ? 'figure.credits-over' : 'figure.credits'}
        values={{
          credits: <Credits nanoUsd={amountNanoUsd} />,
          over: <Credits nanoUsd={overNanoUsd} />,
        }}
      />
      <AlsoIn isSentence nanoUsd={amountNanoUsd} />
    </>
  )
}

function overBy({ receipt }: PaidAnswer, amountNanoUsd: number): number {
  return Math.max(0, amountNanoUsd - receipt.reservedNanoUsd)
}
