import { type FormEvent, type ReactNode, useState } from 'react'
import type { Envelope } from '../../../shared/ipc/shapes.ts'
import { parseBudgetUsd } from '../../../shared/money/credits.ts'
import { call } from '../../api.ts'
import { Button } from '../../parts/button.tsx'
import { Field } from '../../parts/field.tsx'
import { Credits } from '../../parts/figure.tsx'
import { leftInNanoUsd } from '../../state/bounds.ts'
import { setBudget } from '../../state/budget.ts'
import { envelopeName } from '../../state/envelope-name.ts'
import { creditsText, useCreditsText } from '../../state/profile.ts'
import { failureWords } from '../../words/failure-words.ts'
import { Say, say } from '../../words/say.tsx'
import { enoughNanoUsd, typedUsd } from './enough-usd.ts'

/** Letting a folder, a provider or a model use more a month; unfolds into an amount that would do. */
export function RaiseEnvelope({
  envelope,
  shortNanoUsd,
}: {
  envelope: Envelope
  shortNanoUsd: number
}): ReactNode {
  const [isOpen, setIsOpen] = useState(false)
  const credits = useCreditsText()
  const name = envelopeName(envelope.of)
  if (shortNanoUsd <= 0) {
    return (
      <p role="status" className="text-ink-2">
        {isOpen && say('fit.raised', { name, left: credits(leftInNanoUsd(envelope)) })}
      </p>
    )
  }
  return (
    <>
      <div className="flex items-center justify-between gap-4">
        <p>
          {say('fit.raise', { name })}{' '}
          <span className="text-ink-3">
            <Say
              id="fit.raise-note"
              values={{ monthly: <Credits nanoUsd={envelope.monthlyNanoUsd} /> }}
            />
          </span>
        </p>
        {!isOpen && (
          <Button look="link" onClick={() => setIsOpen(true)}>
            {say('fit.raise-do')}
          </Button>
        )}
      </div>
      {isOpen && <RaiseForm envelope={envelope} shortNanoUsd={shortNanoUsd} />}
    </>
  )
}

function RaiseForm({
  envelope: { envelopeId, of, monthlyNanoUsd },
  shortNanoUsd,
}: {
  envelope: Envelope
  shortNanoUsd: number
}): ReactNode {
  const [typed, setTyped] = useState(() => typedUsd(monthlyNanoUsd + enoughNanoUsd(shortNanoUsd)))
  const [failure, setFailure] = useState<string | null>(null)
  const [isSaving, setSaving] = useState(false)
  const parsed = parseBudgetUsd(typed)
  const save = async (): Promise<void> => {
    setSaving(true)
    const saved = await call('budget.saveEnvelope', { envelopeId, of, typedUsd: typed.trim() })
    setSaving(false)
    if (saved.ok) setBudget(saved.value)
    else setFailure(failureWords(saved.failure, creditsText).text)
  }
  return (
    <form
      noValidate
      className="flex items-start gap-2"
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        void save()
      }}
    >
      <Field
        className="w-52"
        isLabelHidden
        label={say('fit.raise-field', { name: envelopeName(of) })}
        unit={say('amount.usd')}
        inputMode="decimal"
        inputClassName="figure"
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- It was unfolded by a press
        autoFocus
        value={typed}
        failure={failure}
        hint={
          !failure &&
          parsed.ok && (
            <Say id="fit.raise-credits" values={{ credits: <Credits nanoUsd={parsed.value} /> }} />
          )
        }
        onChange={(event) => {
          setTyped(event.target.value)
          setFailure(null)
        }}
      />
      <Button type="submit" disabled={isSaving}>
        {say('fit.raise-do')}
      </Button>
    </form>
  )
}
