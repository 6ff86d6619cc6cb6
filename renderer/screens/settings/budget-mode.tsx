import { clsx } from 'clsx'
import { type ReactNode, useId, useState } from 'react'
import type { Budget } from '../../../shared/ipc/shapes.ts'
import { hasNoLimit } from '../../state/budget.ts'
import { say } from '../../words/say.tsx'
import { SettingsRow } from './settings-row.tsx'
import { configureBudget } from './configure-budget.ts'

const modes = ['firm', 'ask', 'watch'] as const

/** What happens to a turn that does not fit, one sentence each. */
export function BudgetMode({ budget }: { budget: Budget }): ReactNode {
  const group = useId()
  const [said, setSaid] = useState<string | null>(null)
  const isOff = hasNoLimit(budget)
  return (
    <SettingsRow
      isStacked
      title={say('settings.mode')}
      note={isOff && say('mode.no-limit')}
      said={said}
    >
      <div
        role="radiogroup"
        aria-label={say('settings.mode')}
        className="mt-1.5 -ml-2 grid grid-cols-[max-content_max-content_minmax(0,1fr)]"
      >
        {modes.map((mode) => (
          <label
            key={mode}
            className="col-span-3 grid grid-cols-subgrid items-start gap-x-2.5 rounded-row px-2 py-1.5 has-enabled:hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-copper"
          >
            <input
              type="radio"
              name={group}
              className="radio mt-0.5 outline-none disabled:opacity-50"
              aria-label={say(`mode.${mode}`)}
              aria-describedby={`${group}-${mode}`}
              checked={!isOff && budget.mode === mode}
              disabled={isOff}
              onChange={async () => setSaid(await configureBudget({ mode }))}
            />
            <span className={clsx('pr-2', isOff ? 'text-ink-3' : 'font-medium')}>
              {say(`mode.${mode}`)}
            </span>
            <span id={`${group}-${mode}`} className={isOff ? 'text-ink-3' : 'text-ink-2'}>
              {say(`mode.${mode}-note`)}
            </span>
          </label>
        ))}
      </div>
    </SettingsRow>
  )
}
