import type { ReactNode } from 'react'
import { CREDITS_PER_USD_CHOICES } from '../../../shared/money/credits.ts'
import { Figure } from '../../parts/figure.tsx'
import { Segmented } from '../../parts/segmented.tsx'
import { hasNoLimit, useBudget } from '../../state/budget.ts'
import { changeSettings, useProfile } from '../../state/profile.ts'
import { say, sayCount } from '../../words/say.tsx'
import { BudgetMode } from './budget-mode.tsx'
import { BudgetMonth } from './budget-month.tsx'
import { CarryOver, StartDay, TopUp } from './budget-rules.tsx'
import { SectionHead } from './section-head.tsx'
import { SettingsRow } from './settings-row.tsx'
import { TitleModel } from './title-model.tsx'

export function BudgetSettings(): ReactNode {
  const budget = useBudget()
  return (
    <>
      <SectionHead title={say('settings.budget')} note={say('settings.budget-note')} />
      <div className="divide-y divide-line rounded-card border border-line bg-raised">
        {budget && (
          <>
            <BudgetMonth budget={budget} />
            <BudgetMode budget={budget} />
            {!hasNoLimit(budget) && <TopUp budget={budget} />}
            <StartDay budget={budget} />
            <CarryOver budget={budget} />
          </>
        )}
        <TitleModel />
        <CreditSize />
      </div>
    </>
  )
}

function CreditSize(): ReactNode {
  const { creditsPerUsd } = useProfile().settings
  const known = CREDITS_PER_USD_CHOICES.find((choice) => choice === creditsPerUsd) ?? 10_000
  return (
    <SettingsRow
      title={say('settings.credit-size')}
      note={
        <>
          {say('settings.size-now', { size: say(`size.${known}`) })}{' '}
          {say('settings.credit-size-note')}
        </>
      }
    >
      <div className="flex flex-none items-center gap-2">
        <Segmented
          name={say('settings.credit-size')}
          value={known}
          onChange={(choice) => void changeSettings({ creditsPerUsd: choice })}
          choices={CREDITS_PER_USD_CHOICES.map((value) => ({ value, label: sayCount(value) }))}
        />
        <Figure className="text-note text-ink-2">{say('settings.size-unit')}</Figure>
      </div>
    </SettingsRow>
  )
}
