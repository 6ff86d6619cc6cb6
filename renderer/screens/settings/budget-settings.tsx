import { type FormEvent, type ReactNode, useState } from 'react'
import type { Budget } from '../../../shared/ipc/shapes.ts'
import { CREDITS_PER_USD_CHOICES } from '../../../shared/money/credits.ts'
import { call } from '../../api.ts'
import { Button } from '../../parts/button.tsx'
import { Credits, Figure } from '../../parts/figure.tsx'
import { MonthAmountField, useMonthAmount } from '../../parts/month-amount.tsx'
import { Segmented } from '../../parts/segmented.tsx'
import { setBudget, useBudget } from '../../state/budget.ts'
import { changeSettings, creditsText, useProfile } from '../../state/profile.ts'
import { failureWords } from '../../words/failure-words.ts'
import { Say, say, sayCount, sayDay } from '../../words/say.tsx'
import { SectionHead } from './section-head.tsx'

export function BudgetSettings(): ReactNode {
  const budget = useBudget()
  return (
    <>
      <SectionHead title={say('settings.budget')} note={say('settings.budget-note')} />
      <div className="divide-y divide-line rounded-card border border-line bg-raised">
        {budget && <Month budget={budget} />}
        <CreditSize />
      </div>
    </>
  )
}

function Month({ budget }: { budget: Budget }): ReactNode {
  const { amount, choose, type, check } = useMonthAmount(budget.monthlyNanoUsd ?? 20_000_000_000)
  const [said, setSaid] = useState<string | null>(null)
  const isSame = amount.amountNanoUsd === budget.monthlyNanoUsd
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (!check()) return
    const result = await call('budget.set', { typedUsd: amount.typedUsd })
    if (!result.ok) {
      setSaid(failureWords(result.failure, creditsText).text)
      return
    }
    setBudget(result.value)
    setSaid(say('settings.month-saved', { credits: creditsText(result.value.availableNanoUsd) }))
  }
  return (
    <form noValidate className="flex items-start justify-between gap-6 px-4 py-3.5" onSubmit={save}>
      <div>
        <h3 className="font-medium">{say('settings.month')}</h3>
        <p className="text-note text-ink-3">
          {amount.amountNanoUsd !== null && (
            <Say
              id="settings.month-note"
              values={{
                credits: <Credits nanoUsd={amount.amountNanoUsd} />,
                date: sayDay(budget.periodEndsAtMs, budget.timeZone),
              }}
            />
          )}
        </p>
        <p role="status" className="text-note text-ink-2">
          {isSame && said}
        </p>
      </div>
      <div className="flex items-start gap-3">
        <MonthAmountField amount={amount} choose={choose} type={type} onLeave={check} />
        <Button type="submit" small disabled={isSame}>
          {say('settings.month-save')}
        </Button>
      </div>
    </form>
  )
}

function CreditSize(): ReactNode {
  const { creditsPerUsd } = useProfile().settings
  const known = CREDITS_PER_USD_CHOICES.find((choice) => choice === creditsPerUsd) ?? 10_000
  return (
    <div className="flex items-start justify-between gap-6 px-4 py-3.5">
      <div>
        <h3 className="font-medium">{say('settings.size')}</h3>
        <p className="text-note text-ink-3">
          {say('settings.size-now', { size: say(`size.${known}`) })} {say('settings.size-note')}
        </p>
      </div>
      <div className="flex flex-none items-center gap-2">
        <Segmented
          name={say('settings.size')}
          value={known}
          onChange={(choice) => void changeSettings({ creditsPerUsd: choice })}
          choices={CREDITS_PER_USD_CHOICES.map((value) => ({ value, label: sayCount(value) }))}
        />
        <Figure className="text-note text-ink-2">{say('settings.size-unit')}</Figure>
      </div>
    </div>
  )
}
