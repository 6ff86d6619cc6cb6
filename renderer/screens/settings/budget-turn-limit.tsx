import { type FormEvent, type ReactNode, useState } from 'react'
import type { Budget } from '../../../shared/ipc/shapes.ts'
import { call } from '../../api.ts'
import { Button } from '../../parts/button.tsx'
import { setBudget } from '../../state/budget.ts'
import { creditsText } from '../../state/profile.ts'
import { say } from '../../words/say.tsx'
import { SettingsRow } from './settings-row.tsx'
import { UsdField, useTypedUsd } from './typed-usd.tsx'

/** What a turn may be expected to cost without being asked about; nothing typed asks about none. */
export function TurnLimit({ budget }: { budget: Budget }): ReactNode {
  const { turnLimitNanoUsd } = budget
  const usd = useTypedUsd(turnLimitNanoUsd)
  const [said, setSaid] = useState<string | null>(null)
  const isNone = usd.typed.trim() === ''
  // What is no amount is not the same as none: it is said why.
  const isSame = turnLimitNanoUsd === (isNone ? null : (usd.amountNanoUsd ?? usd.typed))
  const save = async (): Promise<void> => {
    const typedUsd = isNone ? null : usd.typed.trim()
    const result = await call('budget.setTurnLimit', { typedUsd })
    if (!result.ok) return usd.refuse(result.failure)
    setBudget(result.value)
    setSaid(savedWords(result.value))
  }
  return (
    <SettingsRow title={say('settings.turn-limit')} note={say('turn-limit.note')} said={said}>
      <form
        noValidate
        className="flex items-start gap-2"
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          setSaid(null)
          void save()
        }}
      >
        <UsdField label={say('turn-limit.field')} usd={usd} />
        <Button type="submit" disabled={isSame}>
          {say('turn-limit.set')}
        </Button>
      </form>
    </SettingsRow>
  )
}

function savedWords({ turnLimitNanoUsd }: Budget): string {
  if (turnLimitNanoUsd === null) return say('turn-limit.saved-none')
  return say('turn-limit.saved', { credits: creditsText(turnLimitNanoUsd) })
}
