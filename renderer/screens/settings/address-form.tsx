import { type FormEvent, type ReactNode, useState } from 'react'
import type { Failure } from '../../../shared/failures.ts'
import type { Provider } from '../../../shared/ipc/shapes.ts'
import type { Result } from '../../../shared/result.ts'
import { call } from '../../api.ts'
import { Button } from '../../parts/button.tsx'
import { Field } from '../../parts/field.tsx'
import { creditsText } from '../../state/profile.ts'
import { failureWords } from '../../words/failure-words.ts'
import { say } from '../../words/say.tsx'

/** Where requests go. Another host forgets the key, and that is said before it is done. */
export function AddressForm({
  provider,
  onSaved,
}: {
  provider: Provider
  onSaved: (result: Result<Provider>) => void
}): ReactNode {
  const { providerId, address, addressChanged, host, keyState, custom } = provider
  const [typed, setTyped] = useState(address)
  const [failure, setFailure] = useState<Failure | null>(null)
  const hasKey = keyState === 'stored' || keyState === 'memory-only'
  const isChanged = typed.trim() !== address
  const save = async (to: string): Promise<void> => {
    const result = await call('providers.setAddress', { providerId, address: to })
    setFailure(result.ok ? null : result.failure)
    if (!result.ok) return
    setTyped(result.value.address)
    onSaved(result)
  }
  return (
    <form
      noValidate
      className="mt-2 flex items-start gap-2"
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        void save(typed.trim())
      }}
    >
      <Field
        isInRow
        className="flex-1"
        label={say('settings.address')}
        inputClassName="font-mono text-note"
        value={typed}
        failure={failure && failureWords(failure, creditsText).text}
        hint={isChanged && hasKey ? say('settings.address-note', { host }) : undefined}
        onChange={(event) => setTyped(event.target.value)}
      />
      {isChanged && <Button type="submit">{say('settings.address-save')}</Button>}
      {!isChanged && addressChanged && !custom && (
        <Button look="quiet" onClick={() => save('')}>
          {say('settings.address-own')}
        </Button>
      )}
    </form>
  )
}
