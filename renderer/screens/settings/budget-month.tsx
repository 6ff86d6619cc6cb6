import { type FormEvent, type ReactNode, useState } from 'react'
import type { Budget } from '../../../shared/ipc/shapes.ts'
import type { Result } from '../../../shared/result.ts'
import { call } from '../../api.ts'
import { AlsoIn } from '../../parts/also-in.tsx'
import { Button } from '../../parts/button.tsx'
import { Credits } from '../../parts/figure.tsx'
import { type MonthAmount, MonthAmountField, useMonthAmount } from '../../parts/month-amount.tsx'
import { hasNoLimit, setBudget } from '../../state/budget.ts'
import { askAboutDate } from '../../state/date-question.ts'
import { creditsText } from '../../state/profile.ts'
import { failureWords } from '../../words/failure-words.ts'
import { Say, say, sayDay } from '../../words/say.tsx'
import { SettingsRow } from './settings-row.tsx'

const USUAL_MONTH_NANO_USD = 20_000_000_000

/** How much for a month, or no limit for now. */
export function BudgetMonth({ budget }: { budget: Budget }): ReactNode {
  const month = useMonthAmount(
    hasNoLimit(budget) ? null : (budget.monthlyNanoUsd ?? USUAL_MONTH_NANO_USD),
  )
  const { amount, choose, type, check } = month
  const [said, setSaid] = useState<string | null>(null)
  const isNone = amount.choice === 'none'
  const isSame = isNone ? hasNoLimit(budget) : amount.amountNanoUsd === budget.monthlyNanoUsd
  const save = async (): Promise<void> => {
    if (!check()) return
    const result = isNone ? await call('budget.setNoLimit', {}) : await setMonth(amount, budget)
    if (!result.ok) {
      if (result.failure.kind === 'clock-jumped') askAboutDate(result.failure, save)
      setSaid(failureWords(result.failure, creditsText).text)
      return
    }
    setBudget(result.value)
    setSaid(savedWords(result.value))
  }
  return (
    <SettingsRow
      isStacked
      title={say('settings.month')}
      note={<Note budget={budget} amountNanoUsd={amount.amountNanoUsd} isNone={isNone} />}
      said={said}
    >
      <form
        noValidate
        className="mt-2.5 flex flex-wrap items-start gap-3"
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          void save()
        }}
      >
        <MonthAmountField
          mayBeNone
          amount={amount}
          choose={(choice) => {
            setSaid(null)
            choose(choice)
          }}
          type={(typed) => {
            setSaid(null)
            type(typed)
          }}
          onLeave={check}
        />
        <Button type="submit" small disabled={isSame}>
          {say('settings.month-save')}
        </Button>
      </form>
    </SettingsRow>
  )
}

/** Whoever sets a limit after a time without one means it, until they say otherwise. */
async function setMonth({ typedUsd }: MonthAmount, before: Budget): Promise<Result<Budget>> {
  const result = await call('budget.set', { typedUsd })
  return result.ok && hasNoLimit(before) ? call('budget.configure', { mode: 'firm' }) : result
}

function Note({
  budget,
  amountNanoUsd,
  isNone,
}: {
  budget: Budget
  amountNanoUsd: number | null
  isNone: boolean
}): ReactNode {
  const date = sayDay(budget.periodEndsAtMs, budget.timeZone)
  if (isNone) return say('settings.month-none', { date })
  if (amountNanoUsd === null) return null
  return (
    <>
      <Say
        id="settings.month-note"
        values={{ credits: <Credits nanoUsd={amountNanoUsd} />, date }}
      />
      <AlsoIn isSentence nanoUsd={amountNanoUsd} />
    </>
  )
}

function savedWords(budget: Budget): string {
  if (hasNoLimit(budget)) return say('settings.month-saved-none')
  return say('settings.month-saved', { credits: creditsText(budget.availableNanoUsd) })
}
