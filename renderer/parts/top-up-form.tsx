import type { FormEvent, ReactNode } from 'react'
import { Say, say } from '../words/say.tsx'
import { AlsoIn } from './also-in.tsx'
import { Button } from './button.tsx'
import { Field } from './field.tsx'
import { Credits } from './figure.tsx'
import type { TopUp } from './use-top-up.ts'

/** An amount in USD to add to this month, with what it comes to while it is typed. */
export function TopUpForm({
  topUp,
  isFocused = false,
}: {
  topUp: TopUp
  /** It was unfolded by a press, so the focus goes on to it. */
  isFocused?: boolean
}): ReactNode {
  const { typedUsd, amountNanoUsd, failure, isAdding, type, add } = topUp
  return (
    <form
      noValidate
      className="flex items-start gap-2"
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        void add()
      }}
    >
      <Field
        className="w-52"
        isLabelHidden
        label={say('top-up.field')}
        unit={say('amount.usd')}
        inputMode="decimal"
        inputClassName="figure"
        autoFocus={isFocused}
        value={typedUsd}
        failure={failure}
        hint={
          !failure &&
          amountNanoUsd !== null && (
            <>
              <Say id="top-up.credits" values={{ credits: <Credits nanoUsd={amountNanoUsd} /> }} />
              <AlsoIn nanoUsd={amountNanoUsd} />
            </>
          )
        }
        onChange={(event) => type(event.target.value)}
      />
      <Button type="submit" disabled={isAdding}>
        {say('top-up.add')}
      </Button>
    </form>
  )
}
