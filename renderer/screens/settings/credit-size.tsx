import type { ReactNode } from 'react'
import { CreditSizeField } from '../../parts/credit-size-field.tsx'
import { useProfile } from '../../state/profile.ts'
import { creditSizeWords } from '../../words/credit-size.ts'
import { say } from '../../words/say.tsx'
import { SettingsRow } from './settings-row.tsx'

/** What one credit is. Another size relabels every figure, and moves nothing in the ledger. */
export function CreditSize(): ReactNode {
  const { creditsPerUsd } = useProfile().settings
  return (
    <SettingsRow
      title={say('settings.credit-size')}
      note={
        <>
          {say('settings.size-now', { size: creditSizeWords(creditsPerUsd) })}{' '}
          {say('settings.credit-size-note')}
        </>
      }
    >
      <CreditSizeField isAtEnd />
    </SettingsRow>
  )
}
