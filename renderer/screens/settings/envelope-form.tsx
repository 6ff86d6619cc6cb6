import { type FormEvent, type ReactNode, useState } from 'react'
import type { Envelope, EnvelopeOf } from '../../../shared/ipc/shapes.ts'
import { call } from '../../api.ts'
import { Button } from '../../parts/button.tsx'
import { Select } from '../../parts/select.tsx'
import { setBudget } from '../../state/budget.ts'
import { envelopeName } from '../../state/envelope-name.ts'
import { say } from '../../words/say.tsx'
import { useEnvelopeChoices } from './envelope-choices.ts'
import { type TypedUsd, UsdField, useTypedUsd } from './typed-usd.tsx'

type Saved = (envelope: Pick<Envelope, 'of' | 'monthlyNanoUsd'>) => void

/** Saves it, and says so or why not. Resolves to whether it was saved. */
async function save(
  envelope: { envelopeId: string; of: EnvelopeOf },
  usd: TypedUsd,
  saved: Saved,
): Promise<boolean> {
  const result = await call('budget.saveEnvelope', { ...envelope, typedUsd: usd.typed.trim() })
  if (!result.ok) {
    usd.refuse(result.failure)
    return false
  }
  setBudget(result.value)
  saved({ of: envelope.of, monthlyNanoUsd: usd.amountNanoUsd ?? 0 })
  return true
}

/** What it is for, of what has none yet, and how much. */
export function NewEnvelope({
  envelopes,
  saved,
}: {
  envelopes: readonly Envelope[]
  saved: Saved
}): ReactNode {
  const choices = useEnvelopeChoices(envelopes)
  const [chosen, setChosen] = useState('')
  const [envelopeId, setEnvelopeId] = useState(() => crypto.randomUUID())
  const usd = useTypedUsd(null)
  const choice = choices.find(({ value }) => value === chosen) ?? null
  if (choices.length === 0) return null
  const add = async (): Promise<void> => {
    if (!choice || !(await save({ envelopeId, of: choice.of }, usd, saved))) return
    setEnvelopeId(crypto.randomUUID())
    setChosen('')
    usd.type('')
  }
  return (
    <form
      noValidate
      className="mt-2.5 flex flex-wrap items-start gap-2"
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        void add()
      }}
    >
      <Select
        name={say('envelopes.for')}
        value={choice?.value ?? ''}
        choices={[{ value: '', label: say('envelopes.choose') }, ...choices]}
        onChange={setChosen}
      />
      <UsdField label={say('envelopes.field')} usd={usd} />
      <Button type="submit" disabled={!choice || usd.typed.trim() === ''}>
        {say('envelopes.add')}
      </Button>
    </form>
  )
}

/** Another amount for one that is there. */
export function ChangeEnvelope({
  envelope,
  saved,
  close,
}: {
  envelope: Envelope
  saved: Saved
  close: () => void
}): ReactNode {
  const { envelopeId, of, monthlyNanoUsd } = envelope
  const usd = useTypedUsd(monthlyNanoUsd)
  return (
    <form
      noValidate
      className="flex items-start gap-2"
      onSubmit={async (event: FormEvent) => {
        event.preventDefault()
        if (await save({ envelopeId, of }, usd, saved)) close()
      }}
    >
      <UsdField label={say('envelopes.field-of', { name: envelopeName(of) })} usd={usd} isFocused />
      <Button type="submit" disabled={usd.amountNanoUsd === monthlyNanoUsd}>
        {say('settings.month-save')}
      </Button>
      <Button look="quiet" onClick={close}>
        {say('settings.cancel')}
      </Button>
    </form>
  )
}
