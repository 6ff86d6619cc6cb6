import { type ChangeEvent, type FormEvent, type ReactNode, useState } from 'react'
import type { Failure } from '../../../shared/failures.ts'
import type { PriceUpdate } from '../../../shared/ipc/shapes.ts'
import type { Input } from '../../../shared/ipc/contract.ts'
import { call } from '../../api.ts'
import { Button } from '../../parts/button.tsx'
import { Field } from '../../parts/field.tsx'
import { ProblemLine } from '../../parts/problem-line.tsx'
import { say } from '../../words/say.tsx'

/** Where genai-prices, the source of the bundled list, publishes its newest prices. */
const NEWEST_LIST =
  'https://raw.githubusercontent.com/pydantic/genai-prices/main/prices/new_data/v2/data.json'

/** Reads another list of prices, from an address or a file. Nothing changes by reading it. */
export function UpdateForm({ onRead }: { onRead: (update: PriceUpdate) => void }): ReactNode {
  const [url, setUrl] = useState(NEWEST_LIST)
  const [isReading, setIsReading] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [unreadable, setUnreadable] = useState<string | null>(null)
  const read = async (source: Input<'catalog.previewUpdate'>): Promise<void> => {
    setUnreadable(null)
    setFailure(null)
    setIsReading(true)
    const result = await call('catalog.previewUpdate', source)
    setIsReading(false)
    if (result.ok) onRead(result.value)
    else setFailure(result.failure)
  }
  const readFile = async ({ target }: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const file = target.files?.[0]
    if (!file) return
    // The same file may be chosen again after it was mended.
    target.value = ''
    try {
      await read({ from: 'file', name: file.name, text: await file.text() })
    } catch {
      setFailure(null)
      setUnreadable(file.name)
    }
  }
  return (
    <section aria-labelledby="update" className="mt-6">
      <h2 id="update" className="text-section">
        {say('prices.update')}
      </h2>
      <p className="text-ink-3">{say('prices.update-note')}</p>
      <div className="mt-3 divide-y divide-line rounded-card border border-line bg-raised">
        <form
          noValidate
          className="px-4 py-3.5"
          onSubmit={(event: FormEvent) => {
            event.preventDefault()
            void read({ from: 'address', url: url.trim() })
          }}
        >
          <h3 className="font-medium">{say('prices.from-address')}</h3>
          <div className="mt-2 flex items-start gap-2">
            <Field
              className="flex-1"
              isLabelHidden
              label={say('prices.address')}
              inputClassName="font-mono text-note"
              value={url}
              onChange={(event) => setUrl(event.target.value)}
            />
            <Button type="submit" disabled={isReading || url.trim() === ''}>
              {say('prices.read')}
            </Button>
          </div>
        </form>
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-4 py-3.5">
          <div>
            <h3 className="font-medium">{say('prices.from-file')}</h3>
            <p className="text-note text-ink-3">{say('prices.from-file-note')}</p>
          </div>
          <label className="inline-flex h-8 flex-none items-center rounded-row border border-line-2 bg-raised px-3 font-medium hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-copper">
            <input
              type="file"
              accept=".json,application/json"
              className="sr-only"
              disabled={isReading}
              onChange={readFile}
            />
            {say('prices.choose-file')}
          </label>
        </div>
      </div>
      <p role="status" className="mt-2 min-h-4 text-note text-ink-2">
        {isReading && say('prices.reading')}
      </p>
      {failure && <ProblemLine failure={failure} role="alert" />}
      {unreadable !== null && (
        <p role="alert">{say('prices.unreadable-file', { name: unreadable })}</p>
      )}
    </section>
  )
}
