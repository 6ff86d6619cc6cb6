import type { ReactNode } from 'react'
import { Switch } from '../../parts/switch.tsx'
import { isMac } from '../../state/keys.ts'
import { changeSettings, useProfile } from '../../state/profile.ts'
import { say } from '../../words/say.tsx'
import { QuickAskKeysRow } from './desktop-keys-row.tsx'
import { SectionHead } from './section-head.tsx'
import { SettingsRow } from './settings-row.tsx'

/** How the program stands among the others of this computer. */
export function DesktopSettings(): ReactNode {
  const { notifies, staysInTray, isSpellChecked } = useProfile().settings
  return (
    <>
      <SectionHead title={say('settings.desktop')} note={say('settings.desktop-note')} />
      <div className="divide-y divide-line rounded-card border border-line bg-raised">
        <QuickAskKeysRow />
        <SettingsRow title={say('desktop.notifies')} note={say('desktop.notifies-note')}>
          <Switch
            name={say('desktop.notifies')}
            isOn={notifies}
            onChange={(isOn) => void changeSettings({ notifies: isOn })}
          />
        </SettingsRow>
        <SettingsRow title={say('desktop.stays')} note={say('desktop.stays-note')}>
          <Switch
            name={say('desktop.stays')}
            isOn={staysInTray}
            onChange={(isOn) => void changeSettings({ staysInTray: isOn })}
          />
        </SettingsRow>
        <SettingsRow
          title={say('desktop.spelling')}
          note={say(isMac ? 'desktop.spelling-note-mac' : 'desktop.spelling-note')}
        >
          <Switch
            name={say('desktop.spelling')}
            isOn={isSpellChecked}
            onChange={(isOn) => void changeSettings({ isSpellChecked: isOn })}
          />
        </SettingsRow>
      </div>
    </>
  )
}
