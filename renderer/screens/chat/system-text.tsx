import { type ReactNode, useId } from 'react'
import { say } from '../../words/say.tsx'
import { useTyped } from './use-typed.ts'

/** As many as the main process takes. */
const MAX_CHARACTERS = 200_000

/** What every model is told before the conversation. */
export function SystemText({
  text,
  onChange,
}: {
  text: string
  onChange: (text: string) => void
}): ReactNode {
  const id = useId()
  const { typed, type, takeNow } = useTyped(text, onChange)
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-note text-ink-2">
        {say('options.system')}
      </label>
      <textarea
        id={id}
        aria-describedby={`${id}-hint`}
        rows={3}
        maxLength={MAX_CHARACTERS}
        value={typed}
        className="block max-h-[240px] min-h-[76px] w-full resize-none rounded-row border border-edge bg-raised px-2.5 py-1.5 caret-copper [field-sizing:content]"
        onChange={(event) => type(event.target.value)}
        onBlur={takeNow}
      />
      <p id={`${id}-hint`} className="mt-1.5 text-note text-ink-3">
        {say('options.system-hint')}
      </p>
    </div>
  )
}
