import { type ReactNode, useId, useState } from 'react'
import type { Prompt } from '../../../shared/ipc/shapes.ts'
import { Button } from '../../parts/button.tsx'
import { say } from '../../words/say.tsx'
import { variablesOf } from './prompt-variables.ts'

/** Asks for what a prompt leaves open. Enter goes on to the message; Shift+Enter is a new line. */
export function PromptForm({
  prompt,
  onBack,
  onFilled,
}: {
  prompt: Prompt
  onBack: () => void
  onFilled: (values: ReadonlyMap<string, string>) => void
}): ReactNode {
  const id = useId()
  const names = variablesOf(prompt.text)
  const [values, setValues] = useState<ReadonlyMap<string, string>>(new Map())
  return (
    <form
      className="flex min-h-0 flex-col"
      onSubmit={(event) => {
        event.preventDefault()
        onFilled(values)
      }}
    >
      <h2 className="flex-none border-b border-line px-4 py-3 font-semibold">
        {say('prompts.fill', { name: prompt.name })}
      </h2>
      <div className="flex min-h-0 flex-col gap-3 overflow-y-auto px-4 py-3">
        {names.map((name, place) => (
          <div key={name}>
            <label htmlFor={`${id}-${place}`} className="mb-1 block text-note text-ink-2">
              {name}
            </label>
            <textarea
              id={`${id}-${place}`}
              rows={1}
              // What is asked for is what a person came here to write.
              // oxlint-disable-next-line jsx-a11y/no-autofocus
              autoFocus={place === 0}
              value={values.get(name) ?? ''}
              className="block max-h-[160px] min-h-8 w-full resize-none rounded-row border border-edge bg-raised px-2.5 py-1.5 caret-copper [field-sizing:content]"
              onChange={({ target }) => setValues(new Map(values).set(name, target.value))}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
                event.preventDefault()
                event.currentTarget.form?.requestSubmit()
              }}
            />
          </div>
        ))}
      </div>
      <div className="flex flex-none justify-end gap-2 border-t border-line bg-shelf px-4 py-2.5">
        <Button look="quiet" onClick={onBack}>
          {say('prompts.back')}
        </Button>
        <Button type="submit">{say('prompts.use')}</Button>
      </div>
    </form>
  )
}
