import { type ReactNode, useState } from 'react'
import type { Budget } from '../../../shared/ipc/shapes.ts'
import { Credits } from '../../parts/figure.tsx'
import { Select } from '../../parts/select.tsx'
import { Switch } from '../../parts/switch.tsx'
import { TopUpForm } from '../../parts/top-up-form.tsx'
import { useTopUp } from '../../parts/use-top-up.ts'
import { useScreen } from '../../state/screen.ts'
import { nextPeriodEnd } from '../../words/next-months.ts'
import { Say, say, sayDay } from '../../words/say.tsx'
import { configureBudget } from './configure-budget.ts'
import { SettingsRow } from './settings-row.tsx'

const days = Array.from({ length: 28 }, (_, place) => place + 1)

/** Credits for this month alone, beside the monthly budget. */
export function TopUp({ budget }: { budget: Budget }): ReactNode {
  const topUp = useTopUp()
  const isToppingUp = useScreen((screen) => screen.isToppingUp)
  const { addedNanoUsd } = budget.balances
  return (
    <SettingsRow
      title={say('settings.top-up')}
      note={
        <>
          {say('settings.top-up-note')}{' '}
          {addedNanoUsd > 0 && (
            <Say
              id="settings.top-up-so-far"
              values={{ credits: <Credits nanoUsd={addedNanoUsd} /> }}
            />
          )}
        </>
      }
      said={topUp.said}
    >
      <TopUpForm topUp={topUp} isFocused={isToppingUp} />
    </SettingsRow>
  )
}

/** The first day of a month. It counts from the next one on, and what that means is said. */
export function StartDay({ budget }: { budget: Budget }): ReactNode {
  const [said, setSaid] = useState<string | null>(null)
  const { startDay, periodEndsAtMs, timeZone } = budget
  const nextEnds = nextPeriodEnd(periodEndsAtMs, startDay, timeZone)
  return (
    <SettingsRow
      title={say('settings.start-day')}
      note={
        <>
          {say('start-day.now', {
            ends: sayDay(periodEndsAtMs, timeZone),
            nextEnds: sayDay(nextEnds.getTime(), 'UTC'),
          })}{' '}
          {say('start-day.after', { day: startDay })}
        </>
      }
      said={said}
    >
      <Select
        name={say('start-day.field')}
        value={startDay}
        choices={days.map((day) => ({ value: day, label: say('start-day.choice', { day }) }))}
        onChange={async (day) => setSaid(await configureBudget({ startDay: day }))}
      />
    </SettingsRow>
  )
}

/** Whether what is left of a month comes into the next. */
export function CarryOver({ budget }: { budget: Budget }): ReactNode {
  const [said, setSaid] = useState<string | null>(null)
  return (
    <SettingsRow title={say('settings.carry')} note={say('settings.carry-note')} said={said}>
      <Switch
        name={say('settings.carry')}
        isOn={budget.carriesOver}
        onChange={async (carriesOver) => setSaid(await configureBudget({ carriesOver }))}
      />
    </SettingsRow>
  )
}
