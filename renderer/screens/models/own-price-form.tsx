import { type FormEvent, type ReactNode, useState } from 'react'
import type { Failure } from '../../../shared/failures.ts'
import type { Model } from '../../../shared/ipc/shapes.ts'
import type { Result } from '../../../shared/result.ts'
import { call } from '../../api.ts'
import { Button } from '../../parts/button.tsx'
import { Field } from '../../parts/field.tsx'
import { creditsText } from '../../state/profile.ts'
import { failureWords } from '../../words/failure-words.ts'
import { say } from '../../words/say.tsx'
import { typedRate } from '../../words/usd-rate.ts'

const fields = ['input', 'output', 'cache-read', 'cache-write-short'] as const
type Typed = Record<(typeof fields)[number], string>

/** A price by hand, above every list. It starts from what is known, so that one figure can be mended. */
export function OwnPriceForm({
  model,
  onSaved,
  onClose,
}: {
  model: Model
  onSaved: (result: Result<Model>) => void
  onClose: () => void
}): ReactNode {
  const [typed, setTyped] = useState<Typed>(() => startOf(model))
  const [failure, setFailure] = useState<Failure | null>(null)
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const result = await call('catalog.setPrice', {
      model: model.key,
      typedInputUsd: typed.input.trim(),
      typedOutputUsd: typed.output.trim(),
      typedCacheReadUsd: typed['cache-read'].trim(),
      typedCacheWriteUsd: typed['cache-write-short'].trim(),
    })
    if (result.ok || result.failure.kind !== 'bad-amount') onSaved(result)
    if (!result.ok) setFailure(result.failure)
  }
  const wrong = failure?.kind === 'bad-amount' ? fieldOf(typed, failure.typed) : null
  const words = failure?.kind === 'bad-amount' ? failureWords(failure, creditsText).text : null
  return (
    <form noValidate onSubmit={save}>
      <fieldset className="grid grid-cols-2 gap-3">
        <legend className="mb-2 text-note text-ink-2">{say('own-price.legend')}</legend>
        {fields.map((name, place) => (
          <Field
            key={name}
            label={say(`details.rate.${name}`)}
            inputMode="decimal"
            inputClassName="figure"
            autoFocus={place === 0}
            value={typed[name]}
            failure={wrong === name ? words : null}
            onChange={(event) => {
              setTyped({ ...typed, [name]: event.target.value })
              setFailure(null)
            }}
          />
        ))}
      </fieldset>
      <p className="mt-2 text-note text-ink-3">{say('own-price.note')}</p>
      <div className="mt-3 flex gap-2">
        <Button type="submit" small>
          {say('own-price.save')}
        </Button>
        <Button look="quiet" small onClick={onClose}>
          {say('settings.cancel')}
        </Button>
      </div>
    </form>
  )
}

function startOf({ price }: Model): Typed {
  return {
    input: typedRate(price?.rates.inputPicoUsd ?? null),
    output: typedRate(price?.rates.outputPicoUsd ?? null),
    'cache-read': typedRate(price?.rates.cacheReadPicoUsd ?? null),
    'cache-write-short': typedRate(price?.rates.cacheWriteShortPicoUsd ?? null),
  }
}

/** The field whose text was refused; the first, if it is in none. */
function fieldOf(typed: Typed, refused: string): keyof Typed {
  return fields.find((name) => typed[name].trim().slice(0, 40) === refused) ?? 'input'
}
