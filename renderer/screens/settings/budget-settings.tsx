import type { ReactNode } from 'react'
import { hasNoLimit, useBudget } from '../../state/budget.ts'
import { say } from '../../words/say.tsx'
import { Envelopes } from './budget-envelopes.tsx'
import { BudgetMode } from './budget-mode.tsx'
import { BudgetMonth } from './budget-month.tsx'
import { CarryOver, StartDay, TopUp } from './budget-rules.tsx'
import { TurnLimit } from './budget-turn-limit.tsx'
import { CreditSize } from './credit-size.tsx'
import { CurrencyRow } from './currency.tsx'
import { SectionHead } from './section-head.tsx'
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
            <TurnLimit budget={budget} />
            <Envelopes budget={budget} />
          </>
        )}
        <TitleModel />
        <CreditSize />
        <CurrencyRow />
      </div>
    </>
  )
}
