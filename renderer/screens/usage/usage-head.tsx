import { ChevronLeft, ChevronRight, Download } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { type Usage, usageSpans } from '../../../shared/usage/usage.ts'
import { IconButton } from '../../parts/button.tsx'
import { Menu, MenuItem } from '../../parts/menu.tsx'
import { Segmented } from '../../parts/segmented.tsx'
import { useBudget } from '../../state/budget.ts'
import { saveUsage, sayUsageInMoney, showSpan, stepUsage, useUsage } from '../../state/usage.ts'
import { dayOf, sayBudgetMonth } from '../../words/days.ts'
import { useMoney } from '../../words/money.ts'
import { say } from '../../words/say.tsx'

/** What is shown, in what, and a way to take it along. */
export function UsageHead({ usage }: { usage: Usage | null }): ReactNode {
  const span = useUsage((state) => state.span)
  const month = useMonthName(usage)
  const choices = usageSpans.map((value) => ({
    value,
    label: value === 'month' ? month : say(`usage.span-${value}`),
  }))
  return (
    <header className="flex h-12 flex-none items-center gap-2 border-b border-line pr-3 pl-6">
      <h1 className="flex-1 font-semibold">{say('usage.title')}</h1>
      <UnitSwitch />
      <div className="ml-1 flex">
        <Step direction="earlier" usage={usage} />
        <Step direction="later" usage={usage} />
      </div>
      <Segmented
        name={say('usage.span')}
        choices={choices}
        value={span}
        onChange={(chosen) => showSpan(chosen)}
      />
      <SaveButton />
    </header>
  )
}

/** The month that is shown, or was last; before any is, the one that is running. */
function useMonthName(usage: Usage | null): string {
  const budget = useBudget()
  if (usage?.span === 'month') {
    return sayBudgetMonth(usage.firstDay, usage.lastDay, usage.today)
  }
  if (!budget) return say('usage.span-month')
  const { periodStartsAtMs, periodEndsAtMs, timeZone } = budget
  const firstDay = dayOf(periodStartsAtMs, timeZone)
  const lastDay = dayOf(periodEndsAtMs - 1, timeZone)
  const isAsked = !usage || (usage.firstDay <= lastDay && usage.lastDay >= firstDay)
  return isAsked ? sayBudgetMonth(firstDay, lastDay, firstDay) : say('usage.span-month')
}

/** Every amount of the screen in credits, or in the person's currency. */
function UnitSwitch(): ReactNode {
  const isInMoney = useUsage((state) => state.isInMoney)
  const { code } = useMoney()
  return (
    <Segmented
      name={say('usage.unit')}
      choices={[
        { value: 'credits', label: say('usage.unit-credits') },
        { value: 'money', label: code },
      ]}
      value={isInMoney ? 'money' : 'credits'}
      onChange={(unit) => sayUsageInMoney(unit === 'money')}
    />
  )
}

/** To the span before or after. Off and still there where there is none: nothing moves. */
function Step({
  direction,
  usage,
}: {
  direction: 'earlier' | 'later'
  usage: Usage | null
}): ReactNode {
  const day = direction === 'earlier' ? usage?.earlierDay : usage?.laterDay
  const Icon = direction === 'earlier' ? ChevronLeft : ChevronRight
  return (
    <IconButton
      name={say(`usage.${direction}`)}
      aria-disabled={!day}
      className="aria-disabled:text-ink-3 aria-disabled:opacity-40 aria-disabled:hover:bg-transparent"
      onClick={() => stepUsage(direction)}
    >
      <Icon aria-hidden="true" size={16} strokeWidth={1.6} />
    </IconButton>
  )
}

function SaveButton(): ReactNode {
  const [button, setButton] = useState<HTMLElement | null>(null)
  return (
    <>
      <IconButton
        name={say('usage.export')}
        aria-haspopup="menu"
        aria-expanded={button !== null}
        onClick={({ currentTarget }) => setButton(currentTarget)}
      >
        <Download aria-hidden="true" size={16} strokeWidth={1.6} />
      </IconButton>
      {button && <SaveMenu button={button} onClose={() => setButton(null)} />}
    </>
  )
}

function SaveMenu({ button, onClose }: { button: HTMLElement; onClose: () => void }): ReactNode {
  const { left, bottom } = button.getBoundingClientRect()
  return (
    <Menu name={say('usage.export')} x={left} y={bottom} returnTo={() => button} onClose={onClose}>
      <MenuItem label={say('usage.export-csv')} onClick={() => void saveUsage('csv')} />
      <MenuItem label={say('usage.export-json')} onClick={() => void saveUsage('json')} />
    </Menu>
  )
}
