import type { ReactNode } from 'react'
import { Segmented } from '../../parts/segmented.tsx'
import { changeSettings, useProfile } from '../../state/profile.ts'
import { say } from '../../words/say.tsx'
import { SectionHead } from './section-head.tsx'

const themes = ['light', 'dark', 'system'] as const

export function Appearance(): ReactNode {
  const { settings } = useProfile()
  return (
    <>
      <SectionHead title={say('settings.appearance')} note={say('settings.appearance-note')} />
      <div className="flex h-12 items-center justify-between rounded-card border border-line bg-raised px-4">
        <h3 className="font-medium">{say('settings.theme')}</h3>
        <Segmented
          name={say('settings.theme')}
          value={settings.theme}
          onChange={(theme) => void changeSettings({ theme })}
          choices={themes.map((value) => ({ value, label: say(`settings.theme.${value}`) }))}
        />
      </div>
    </>
  )
}
