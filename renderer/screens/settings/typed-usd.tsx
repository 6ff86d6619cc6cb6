import { type ReactNode, useState } from 'react'
import type { Failure } from '../../../shared/failures.ts'
import { parseBudgetUsd } from '../../../shared/money/credits.ts'
import { AlsoIn } from '../../parts/also-in.tsx'
import { Field } from '../../parts/field.tsx'
import { Credits } from '../../parts/figure.tsx'
import { creditsText } from '../../state/profile.ts'
import { failureWords } from '../../words/failure-words.ts'
import { Say, say } from '../../words/say.tsx'
import { typedUsd } from '../chat/enough-usd.ts'

export type TypedUsd = {
  typed: string
  /** What was typed comes to; null while it is no amount. */
  amountNanoUsd: number | null
  /** Said only once the person tried to go on. */
  failure: string | null
  type: (typed: string) => void
  refuse: (failure: Failure) => void
}

/** An amount in USD that is being typed. */
export function useTypedUsd(startNanoUsd: number | null): TypedUsd {
  const [typed, setTyped] = useState(startNanoUsd === null ? '' : typedUsd(startNanoUsd))
  const [failure, setFailure] = useState<string | null>(null)
  const parsed = parseBudgetUsd(typed)
  return {
    typed,
    amountNanoUsd: parsed.ok ? parsed.value : null,
    failure,
    type(next) {
      setTyped(next)
      setFailure(null)
    },
    refuse: (why) => setFailure(failureWords(why, creditsText).text),
  }
}

/** Its field, with what it comes to in credits while it is typed. */
export function UsdField({
  label,
  usd,
  isFocused = false,
}: {
  label: string
  usd: TypedUsd
  isFocused?: boolean
}): ReactNode {
  const { typed, amountNanoUsd, failure, type } = usd
  return (
    <Field
      className="w-40"
      isLabelHidden
      label={label}
      unit={say('amount.usd')}
      inputMode="decimal"
      inputClassName="figure"
      autoFocus={isFocused}
      value={typed}
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
      onChange={({ target }) => type(target.value)}
    />
  )
}
