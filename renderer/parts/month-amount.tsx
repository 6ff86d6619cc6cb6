import { type ReactNode, useState } from 'react'
import { parseBudgetUsd } from '../../shared/money/credits.ts'
import { NANO_PER_USD } from '../../shared/money/nano-usd.ts'
import { creditsText } from '../state/profile.ts'
import { failureWords } from '../words/failure-words.ts'
import { say } from '../words/say.tsx'
import { Field } from './field.tsx'
import { Segmented } from './segmented.tsx'

const usualUsd = [5, 10, 20, 50] as const

/** An amount being chosen: what was typed, and what it comes to if it is one. `none`: no limit. */
export type MonthAmount = {
  choice: (typeof usualUsd)[number] | 'other' | 'none'
  typedUsd: string
  amountNanoUsd: number | null
  /** Said only once the person tried to go on. */
  failure: string | null
}

export function useMonthAmount(startNanoUsd: number | null): {
  amount: MonthAmount
  choose: (choice: MonthAmount['choice']) => void
  type: (typed: string) => void
  /** Whether one may go on; if not, the field says why. */
  check: () => boolean
} {
  const start = usualUsd.find((usd) => usd * NANO_PER_USD === startNanoUsd)
  const [choice, setChoice] = useState<MonthAmount['choice']>(
    startNanoUsd === null ? 'none' : (start ?? 'other'),
  )
  const [typed, setTyped] = useState(
    start || startNanoUsd === null ? '' : String(startNanoUsd / NANO_PER_USD),
  )
  const [isChecked, setIsChecked] = useState(false)
  const typedUsd = choice === 'other' ? typed : String(choice)
  const parsed = parseBudgetUsd(typedUsd)
  const amount: MonthAmount = {
    choice,
    typedUsd,
    amountNanoUsd: parsed.ok && choice !== 'none' ? parsed.value : null,
    failure:
      isChecked && choice !== 'none' && !parsed.ok
        ? failureWords(parsed.failure, creditsText).text
        : null,
  }
  return {
    amount,
    choose: (next) => {
      setChoice(next)
      setIsChecked(false)
    },
    type: (next) => {
      setTyped(next)
      setIsChecked(false)
    },
    check: () => {
      setIsChecked(true)
      return parsed.ok || choice === 'none'
    },
  }
}

/** Four usual amounts, or another one typed. */
export function MonthAmountField({
  amount,
  choose,
  type,
  onLeave,
  mayBeNone = false,
}: {
  amount: MonthAmount
  choose: (choice: MonthAmount['choice']) => void
  type: (typed: string) => void
  onLeave: () => void
  mayBeNone?: boolean
}): ReactNode {
  const [isByPointer, setIsByPointer] = useState(false)
  return (
    <div className="flex flex-col items-start gap-3">
      <Segmented
        name={say('amount.group')}
        value={amount.choice}
        onChange={(choice, isChosenByPointer) => {
          setIsByPointer(isChosenByPointer)
          choose(choice)
        }}
        choices={[
          ...usualUsd.map((usd) => ({ value: usd, label: String(usd) })),
          { value: 'other' as const, label: say('amount.other') },
          ...(mayBeNone ? [{ value: 'none' as const, label: say('amount.none') }] : []),
        ]}
      />
      {amount.choice === 'other' && (
        <Field
          label={say('amount.field')}
          unit={say('amount.usd')}
          inputMode="decimal"
          className="w-52"
          inputClassName="figure"
          value={amount.typedUsd}
          failure={amount.failure}
          autoFocus={isByPointer}
          onChange={(event) => type(event.target.value)}
          onBlur={() => amount.typedUsd.trim() !== '' && onLeave()}
        />
      )}
    </div>
  )
}
