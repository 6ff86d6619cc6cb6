import type { ReactNode } from 'react'
import { Switch } from '../../parts/switch.tsx'
import { changeSettings, useProfile } from '../../state/profile.ts'
import { say } from '../../words/say.tsx'
import { SectionHead } from './section-head.tsx'
import { SettingsRow } from './settings-row.tsx'

/** What may leave this computer, and only because the person said so. */
export function Privacy(): ReactNode {
  const { countsAtProvider } = useProfile().settings
  return (
    <>
      <SectionHead title={say('settings.privacy')} note={say('settings.privacy-note')} />
      <div className="divide-y divide-line rounded-card border border-line bg-raised">
        <SettingsRow
          title={say('settings.count-exactly')}
          note={say('settings.count-exactly-note')}
        >
          <Switch
            name={say('settings.count-exactly')}
            isOn={countsAtProvider}
            onChange={(isOn) => void changeSettings({ countsAtProvider: isOn })}
          />
        </SettingsRow>
      </div>
    </>
  )
}
