import { type ReactNode, useId, useState } from 'react'
import type { Failure } from '../../../shared/failures.ts'
import type { Prompt } from '../../../shared/ipc/shapes.ts'
import { Button } from '../../parts/button.tsx'
import { Field } from '../../parts/field.tsx'
import { removePrompt, savePrompt, useLibrary } from '../../state/library.ts'
import { say, sayList } from '../../words/say.tsx'
import type { Deleted } from './library.tsx'
import { variablesOf } from './prompt-variables.ts'
import { ShelfRow } from './shelf-row.tsx'

/** As the main process takes them. */
const MOST_NAME = 120
const MOST_TEXT = 200_000

type ShelfProps = {
  onFailed: (failure: Failure | null) => void
  onDeleted: (deleted: Deleted | null) => void
  onEditing: (isEditing: boolean) => void
}

export function PromptShelf({ onFailed, onDeleted, onEditing }: ShelfProps): ReactNode {
  const { prompts } = useLibrary()
  const [edited, setEdited] = useState<Prompt | null>(null)
  const edit = (prompt: Prompt | null): void => {
    setEdited(prompt)
    onEditing(prompt !== null)
  }
  if (edited) {
    return (
      <PromptEditor
        prompt={edited}
        onCancel={() => edit(null)}
        onSave={(prompt) => {
          edit(null)
          void savePrompt(prompt).then(onFailed)
        }}
      />
    )
  }
  const remove = async (prompt: Prompt): Promise<void> => {
    const failure = await removePrompt(prompt.promptId)
    onFailed(failure)
    onDeleted(failure ? null : { name: prompt.name, undo: () => savePrompt(prompt) })
  }
  return (
    <>
      {prompts?.length === 0 && <p className="text-ink-2">{say('library.no-prompts')}</p>}
      <ul aria-label={say('library.prompts')}>
        {prompts?.map((prompt) => (
          <ShelfRow
            key={prompt.promptId}
            name={prompt.name}
            note={noteOf(prompt)}
            change="edit"
            onChange={() => edit(prompt)}
            onDelete={() => void remove(prompt)}
          />
        ))}
      </ul>
      <div>
        <Button onClick={() => edit({ promptId: crypto.randomUUID(), name: '', text: '' })}>
          {say('library.new-prompt')}
        </Button>
      </div>
    </>
  )
}

function noteOf({ text }: Prompt): string {
  const names = variablesOf(text)
  return names.length > 0 ? say('library.asks', { names: sayList(names) }) : text
}

function PromptEditor({
  prompt,
  onCancel,
  onSave,
}: {
  prompt: Prompt
  onCancel: () => void
  onSave: (prompt: Prompt) => void
}): ReactNode {
  const id = useId()
  const [name, setName] = useState(prompt.name)
  const [text, setText] = useState(prompt.text)
  const isWhole = name.trim() !== '' && text.trim() !== ''
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        if (isWhole) onSave({ ...prompt, name: name.trim(), text })
      }}
    >
      <Field
        label={say('library.name')}
        value={name}
        maxLength={MOST_NAME}
        autoFocus
        onChange={({ target }) => setName(target.value)}
      />
      <div>
        <label htmlFor={id} className="mb-1 block text-note text-ink-2">
          {say('library.text')}
        </label>
        <textarea
          id={id}
          rows={5}
          maxLength={MOST_TEXT}
          value={text}
          className="block max-h-[40vh] min-h-[120px] w-full resize-none rounded-row border border-edge bg-raised px-2.5 py-1.5 caret-copper [field-sizing:content]"
          onChange={({ target }) => setText(target.value)}
        />
      </div>
      <div className="flex justify-end gap-2">
        <Button look="quiet" onClick={onCancel}>
          {say('library.cancel')}
        </Button>
        <Button look="main" type="submit" disabled={!isWhole}>
          {say('library.save')}
        </Button>
      </div>
    </form>
  )
}
