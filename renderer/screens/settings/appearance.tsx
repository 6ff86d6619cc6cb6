import type { ReactNode } from 'react'
import { languages } from '../../../shared/ipc/shapes.ts'
import { Segmented } from '../../parts/segmented.tsx'
import { Select } from '../../parts/select.tsx'
import { keyCaps } from '../../state/keys.ts'
import { changeSettings, useProfile } from '../../state/profile.ts'
import { ZOOM_STEPS, zoomTo } from '../../state/zoom.ts'
import { ownNames } from '../../words/languages/languages.ts'
import { say, sayPercent } from '../../words/say.tsx'
import { SectionHead } from './section-head.tsx'
import { SettingsRow } from './settings-row.tsx'

const themes = ['light', 'dark', 'system'] as const

export function Appearance(): ReactNode {
  const { settings } = useProfile()
  return (
    <>
      <SectionHead title={say('settings.appearance')} note={say('settings.appearance-note')} />
      <div className="divide-y divide-line rounded-card border border-line bg-raised">
        <SettingsRow title={say('settings.theme')} note={say('settings.theme-note')}>
          <Segmented
            name={say('settings.theme')}
            value={settings.theme}
            onChange={(theme) => void changeSettings({ theme })}
            choices={themes.map((value) => ({ value, label: say(`settings.theme.${value}`) }))}
          />
        </SettingsRow>
        <SettingsRow title={say('settings.size')} note={say('settings.size-note')}>
          <Select
            name={say('settings.size')}
            value={settings.zoomPercent}
            onChange={zoomTo}
            choices={ZOOM_STEPS.map((value) => ({ value, label: sayPercent(value) }))}
          />
        </SettingsRow>
        <SettingsRow title={say('settings.sends-with')} note={say('settings.sends-with-note')}>
          <Segmented
            name={say('settings.sends-with')}
            value={settings.sendsWith}
            onChange={(sendsWith) => void changeSettings({ sendsWith })}
            choices={[
              { value: 'enter', label: keyCaps('Enter').join(' ') },
              { value: 'mod-enter', label: keyCaps('Mod+Enter').join(' ') },
            ]}
          />
        </SettingsRow>
        <SettingsRow title={say('settings.language')} note={say('settings.language-note')}>
          <Select
            name={say('settings.language')}
            value={settings.language}
            onChange={(language) => void speakFromNowOn(language)}
            choices={languages.map((value) => ({
              value,
              label: value === 'system' ? say('settings.language.system') : ownNames[value],
            }))}
          />
        </SettingsRow>
      </div>
    </>
  )
}

/** Everything is said anew, so the page begins anew. What was typed is kept. */
async function speakFromNowOn(language: (typeof languages)[number]): Promise<void> {
  await changeSettings({ language })
  location.reload()
}
