import { type FormEvent, type ReactNode, useState } from 'react'
import type { Provider } from '../../shared/ipc/shapes.ts'
import type { Failure } from '../../shared/failures.ts'
import { call } from '../api.ts'
import { putProvider } from '../state/catalog.ts'
import { creditsText } from '../state/profile.ts'
import { failureWords } from '../words/failure-words.ts'
import { say } from '../words/say.tsx'
import { Button } from './button.tsx'
import { Field } from './field.tsx'
import { KeyField } from './key-field.tsx'

type Typed = {
  name: string
  address: string
  key: string
  modelId: string
  inputUsd: string | null
  outputUsd: string | null
}

const nothingTyped: Typed = {
  name: '',
  address: '',
  key: '',
  modelId: '',
  inputUsd: null,
  outputUsd: null,
}

/** A server of one's own, or an address that speaks as one. Its price is said, never guessed. */
export function CustomProviderForm({
  onAdded,
}: {
  onAdded: (provider: Provider) => void
}): ReactNode {
  const [typed, setTyped] = useState(nothingTyped)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [isAdding, setIsAdding] = useState(false)
  const isHere = isThisComputer(typed.address)
  const freeIfHere = isHere ? '0' : ''
  const add = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setIsAdding(true)
    const added = await addProvider(typed, freeIfHere)
    setIsAdding(false)
    setFailure(added.failure)
    if (added.provider) onAdded(added.provider)
  }
  const field = (name: keyof Typed) => ({
    value: typed[name] ?? freeIfHere,
    onChange: (event: { target: { value: string } }) =>
      setTyped({ ...typed, [name]: event.target.value }),
  })
  const words = failure && failureWords(failure, creditsText).text
  const isAboutAddress = failure?.kind === 'bad-address'
  return (
    <form noValidate className="grid grid-cols-2 gap-x-3 gap-y-3" onSubmit={add}>
      <Field label={say('server.name')} placeholder="Ollama" {...field('name')} />
      <Field
        label={say('server.address')}
        placeholder="http://localhost:11434/v1"
        inputClassName="font-mono text-note"
        failure={isAboutAddress ? words : null}
        {...field('address')}
      />
      <Field
        label={say('server.model')}
        placeholder="qwen3:14b"
        inputClassName="font-mono text-note"
        {...field('modelId')}
      />
      <KeyField placeholder={say('server.key-hint')} {...field('key')} />
      <Field
        label={say('server.input')}
        inputMode="decimal"
        inputClassName="figure"
        {...field('inputUsd')}
      />
      <Field
        label={say('server.output')}
        inputMode="decimal"
        inputClassName="figure"
        {...field('outputUsd')}
      />
      <p className="col-span-2 text-note text-ink-3">
        {say(isHere ? 'server.free' : 'server.priced')}
      </p>
      {words && !isAboutAddress && (
        <p role="alert" className="col-span-2 text-note text-stop">
          {words}
        </p>
      )}
      <div className="col-span-2">
        <Button type="submit" disabled={isAdding || !isComplete(typed)}>
          {say('server.add')}
        </Button>
      </div>
    </form>
  )
}

async function addProvider(
  typed: Typed,
  freeIfHere: string,
): Promise<{ provider: Provider | null; failure: Failure | null }> {
  const added = await call('providers.addCustom', {
    name: typed.name.trim(),
    address: typed.address.trim(),
    models: [
      {
        modelId: typed.modelId.trim(),
        typedInputUsd: typed.inputUsd ?? freeIfHere,
        typedOutputUsd: typed.outputUsd ?? freeIfHere,
      },
    ],
  })
  if (!added.ok) return { provider: null, failure: added.failure }
  putProvider(added.value)
  if (typed.key.trim() === '') return { provider: added.value, failure: null }
  const { providerId } = added.value
  const saved = await call('providers.saveKey', { providerId, key: typed.key.trim() })
  if (!saved.ok) return { provider: added.value, failure: saved.failure }
  putProvider(saved.value)
  return { provider: saved.value, failure: null }
}

function isComplete({ name, address, modelId }: Typed): boolean {
  return [name, address, modelId].every((text) => text.trim() !== '')
}

function isThisComputer(address: string): boolean {
  const url = URL.parse(address.trim())
  return url !== null && /^(?:localhost|127\.[\d.]+|\[::1\])$/u.test(url.hostname)
}
