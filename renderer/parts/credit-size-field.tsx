import { clsx } from 'clsx'
import { type FormEvent, type ReactNode, useState } from 'react'
import { CREDITS_PER_USD_CHOICES, parseCreditSize } from '../../shared/money/credits.ts'
import { changeSettings, useProfile } from '../state/profile.ts'
import { creditSizeProblem } from '../words/credit-size.ts'
import { say, sayCount } from '../words/say.tsx'
import { Button } from './button.tsx'
import { Field } from './field.tsx'
import { Segmented } from './segmented.tsx'

type Choice = (typeof CREDITS_PER_USD_CHOICES)[number] | 'other'

/** How many credits a USD is: the usual sizes, or one of the person's own. Counts at once. */
export function CreditSizeField({ isAtEnd = false }: { isAtEnd?: boolean }): ReactNode {
  const { creditsPerUsd } = useProfile().settings
  const usual = CREDITS_PER_USD_CHOICES.find((choice) => choice === creditsPerUsd)
  const [isOther, setIsOther] = useState(usual === undefined)
  const [isByPointer, setIsByPointer] = useState(false)
  const value: Choice = isOther ? 'other' : (usual ?? 'other')
  return (
    <div className={clsx('flex flex-none flex-col gap-2', isAtEnd ? 'items-end' : 'items-start')}>
      <Segmented<Choice>
        name={say('settings.credit-size')}
        value={value}
        onChange={(choice, isChosenByPointer) => {
          setIsByPointer(isChosenByPointer)
          setIsOther(choice === 'other')
          if (choice !== 'other') void changeSettings({ creditsPerUsd: choice })
        }}
        choices={[
          ...CREDITS_PER_USD_CHOICES.map((size) => ({ value: size, label: sayCount(size) })),
          { value: 'other', label: say('credit-size.other') },
        ]}
      />
      {value === 'other' && <OwnSize creditsPerUsd={creditsPerUsd} isFocused={isByPointer} />}
    </div>
  )
}

function OwnSize({
  creditsPerUsd,
  isFocused,
}: {
  creditsPerUsd: number
  isFocused: boolean
}): ReactNode {
  const [typed, setTyped] = useState(() => String(creditsPerUsd))
  const [failure, setFailure] = useState<string | null>(null)
  const use = (event: FormEvent): void => {
    event.preventDefault()
    const parsed = parseCreditSize(typed)
    setFailure(creditSizeProblem(typed))
    if (parsed.kind === 'size') void changeSettings({ creditsPerUsd: parsed.creditsPerUsd })
  }
  return (
    <form noValidate className="flex items-start gap-2" onSubmit={use}>
      <Field
        isLabelHidden
        className="w-72"
        label={say('credit-size.field')}
        unit={say('settings.size-unit')}
        inputClassName="figure pr-20!"
        inputMode="numeric"
        autoFocus={isFocused}
        value={typed}
        failure={failure}
        onChange={(event) => {
          setTyped(event.target.value)
          setFailure(null)
        }}
      />
      <Button type="submit" className="h-8">
        {say('credit-size.use')}
      </Button>
    </form>
  )
}
