import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { useProfile } from '../../state/profile.ts'
import { type SettingsSection, showSettings, useScreen } from '../../state/screen.ts'
import { say } from '../../words/say.tsx'
import { Appearance } from './appearance.tsx'
import { BudgetSettings } from './budget-settings.tsx'
import { DataSettings } from './data.tsx'
import { DesktopSettings } from './desktop.tsx'
import { Privacy } from './privacy.tsx'
import { Providers } from './providers.tsx'

const sections = {
  providers: Providers,
  budget: BudgetSettings,
  privacy: Privacy,
  data: DataSettings,
  appearance: Appearance,
  desktop: DesktopSettings,
} as const satisfies Record<SettingsSection, () => ReactNode>

export function Settings(): ReactNode {
  const section = useScreen((screen) => screen.section)
  const { version } = useProfile()
  const Section = sections[section]
  return (
    <main className="flex min-w-0 flex-1 flex-col">
      <header className="flex h-12 flex-none items-center border-b border-line px-6">
        <h1 className="font-semibold">{say('settings.title')}</h1>
      </header>
      <div className="flex min-h-0 flex-1 overflow-y-auto [scrollbar-gutter:stable]">
        <nav
          aria-label={say('settings.sections')}
          className="sticky top-0 w-42 flex-none self-start p-4 pr-0 max-[960px]:w-36"
        >
          <ul className="flex flex-col gap-0.5">
            {(Object.keys(sections) as SettingsSection[]).map((name) => (
              <li key={name}>
                <button
                  type="button"
                  aria-current={name === section ? 'true' : undefined}
                  className={clsx(
                    'focus-inside flex h-7 w-full items-center rounded-row px-2',
                    name === section
                      ? 'bg-hover font-medium text-ink'
                      : 'text-ink-2 hover:bg-hover hover:text-ink',
                  )}
                  onClick={() => showSettings(name)}
                >
                  {say(`settings.${name}`)}
                </button>
              </li>
            ))}
          </ul>
          <p className="mt-6 px-2 text-note text-ink-3">{say('settings.version', { version })}</p>
        </nav>
        <div className="min-w-0 flex-1 px-8 pt-5 pb-12 max-[960px]:px-5">
          <div className="max-w-[744px]">
            <Section />
          </div>
        </div>
      </div>
    </main>
  )
}
