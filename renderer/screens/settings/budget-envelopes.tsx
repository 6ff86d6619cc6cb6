import { type ReactNode, useRef, useState } from 'react'
import type { Budget, Envelope } from '../../../shared/ipc/shapes.ts'
import { call } from '../../api.ts'
import { setBudget } from '../../state/budget.ts'
import { envelopeName } from '../../state/envelope-name.ts'
import { creditsText } from '../../state/profile.ts'
import { failureWords } from '../../words/failure-words.ts'
import { say } from '../../words/say.tsx'
import { ChangeEnvelope, NewEnvelope } from './envelope-form.tsx'
import { EnvelopeList } from './envelope-list.tsx'
import { SettingsRow } from './settings-row.tsx'

/** What one folder, provider or model may use of a month: none, until the person makes some. */
export function Envelopes({ budget }: { budget: Budget }): ReactNode {
  const { envelopes, mode } = budget
  const [changingId, setChangingId] = useState<string | null>(null)
  const [said, setSaid] = useState<string | null>(null)
  const place = useRef<HTMLDivElement>(null)

  /** The focus goes on to what stands where it was. */
  const focus = (selector: string): void => {
    requestAnimationFrame(() => place.current?.querySelector<HTMLElement>(selector)?.focus())
  }
  const saved = ({ of, monthlyNanoUsd }: Pick<Envelope, 'of' | 'monthlyNanoUsd'>): void =>
    setSaid(
      say('envelopes.saved', { name: envelopeName(of), credits: creditsText(monthlyNanoUsd) }),
    )
  const remove = async ({ envelopeId, of }: Envelope): Promise<void> => {
    const name = envelopeName(of)
    const result = await call('budget.removeEnvelope', { envelopeId })
    if (!result.ok) return setSaid(failureWords(result.failure, creditsText).text)
    setBudget(result.value)
    setSaid(say('envelopes.removed', { name }))
    focus('select')
  }
  return (
    <SettingsRow
      isStacked
      title={say('settings.envelopes')}
      note={say(mode === 'watch' ? 'envelopes.note-watch' : 'envelopes.note')}
      said={said}
    >
      <div ref={place}>
        {envelopes.length > 0 && (
          <EnvelopeList
            envelopes={envelopes}
            changingId={changingId}
            change={setChangingId}
            remove={(envelope) => void remove(envelope)}
            form={(envelope) => (
              <ChangeEnvelope
                envelope={envelope}
                saved={saved}
                close={() => {
                  setChangingId(null)
                  focus(`[data-change="${envelope.envelopeId}"]`)
                }}
              />
            )}
          />
        )}
        <NewEnvelope envelopes={envelopes} saved={saved} />
      </div>
    </SettingsRow>
  )
}
