import type { ReactNode } from 'react'
import { call } from '../api.ts'
import { say } from '../words/say.tsx'
import { Button } from './button.tsx'

/** Stands on every screen of the practice profile. */
export function PracticeBar(): ReactNode {
  return (
    <aside
      aria-label={say('practice.name')}
      className="flex h-9 flex-none items-center justify-between bg-copper-wash px-4"
    >
      <p>
        <b className="font-semibold">{say('practice.name')}</b> {say('practice.text')}
      </p>
      <Button look="link" onClick={() => call('profile.open', { name: 'personal' })}>
        {say('practice.add-key')}
      </Button>
    </aside>
  )
}
