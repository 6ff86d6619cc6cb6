import { type FormEvent, type ReactNode, useState } from 'react'
import { parsePerUsd, USD } from '../../../shared/money/currency.ts'
import { Button } from '../../parts/button.tsx'
import { Field } from '../../parts/field.tsx'
import { Select } from '../../parts/select.tsx'
import { changeSettings, useProfile } from '../../state/profile.ts'
import { currencyName, isCurrency, usualCurrencies } from '../../words/currencies.ts'
import { moneyIn } from '../../words/money.ts'
import { locale, say } from '../../words/say.tsx'
import { SettingsRow } from './settings-row.tsx'

const ANOTHER = 'another'
const EXAMPLE_NANO_USD = 20_000_000_000

/** A currency beside credits, at a rate the person types; USD until then. */
export function CurrencyRow(): ReactNode {
  const { currency } = useProfile().settings
  const [choice, setChoice] = useState(() => choiceOf(currency?.code ?? USD.code))
  const [said, setSaid] = useState<string | null>(null)
  const choose = (next: string): void => {
    setChoice(next)
    setSaid(null)
    if (next === USD.code) void changeSettings({ currency: null })
  }
  return (
    <SettingsRow title={say('currency.title')} note={say('currency.note')} said={said}>
      <div className="flex flex-none flex-col items-end gap-2">
        <Select
          name={say('currency.field')}
          value={choice}
          choices={[
            { value: USD.code, label: say('currency.usd') },
            ...usualCurrencies.map((code) => ({
              value: code,
              label: say('currency.choice', { code, name: currencyName(code) }),
            })),
            { value: ANOTHER, label: say('currency.another') },
          ]}
          onChange={choose}
        />
        {choice !== USD.code && (
          <RateForm
            key={choice}
            code={choice === ANOTHER ? null : choice}
            onUsed={(code, perUsd) => {
              void changeSettings({ currency: { code, perUsd } })
              const amount = moneyIn({ code, perUsd }, locale()).say(EXAMPLE_NANO_USD)
              setSaid(say('currency.saved', { amount }))
            }}
          />
        )}
      </div>
    </SettingsRow>
  )
}

function choiceOf(code: string): string {
  const isListed = code === USD.code || usualCurrencies.some((usual) => usual === code)
  return isListed ? code : ANOTHER
}

/** What a USD is in it; for one that is not in the list, also its three letters. */
function RateForm({
  code,
  onUsed,
}: {
  /** Null: it is typed. */
  code: string | null
  onUsed: (code: string, perUsd: string) => void
}): ReactNode {
  const { currency } = useProfile().settings
  const isKept = currency !== null && (code === null || code === currency.code)
  const [typedCode, setTypedCode] = useState(code ?? (isKept ? currency.code : ''))
  const [typedRate, setTypedRate] = useState(isKept ? currency.perUsd : '')
  const [isChecked, setIsChecked] = useState(false)
  const wanted = typedCode.trim().toUpperCase()
  const perUsd = parsePerUsd(typedRate)
  const isKnown = isCurrency(wanted)
  const use = (event: FormEvent): void => {
    event.preventDefault()
    setIsChecked(true)
    if (perUsd !== null && isKnown) onUsed(wanted, perUsd)
  }
  const type = (set: (typed: string) => void) => (event: { target: { value: string } }) => {
    set(event.target.value)
    setIsChecked(false)
  }
  return (
    <form noValidate className="flex items-start gap-2" onSubmit={use}>
      {code === null && (
        <Field
          className="w-36"
          label={say('currency.code')}
          value={typedCode}
          failure={isChecked && !isKnown ? say('currency.no-code') : null}
          onChange={type(setTypedCode)}
        />
      )}
      <Field
        className="w-36"
        label={isKnown ? say('currency.rate', { code: wanted }) : say('currency.rate-unknown')}
        inputMode="decimal"
        inputClassName="figure"
        value={typedRate}
        failure={isChecked && perUsd === null ? say('currency.no-rate') : null}
        onChange={type(setTypedRate)}
      />
      <Button type="submit" className="mt-5">
        {say('currency.use')}
      </Button>
    </form>
  )
}
