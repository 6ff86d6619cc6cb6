import { type FormEvent, type ReactNode, useState } from 'react'
import { Button } from '../../parts/button.tsx'
import { KeyField } from '../../parts/key-field.tsx'
import type { KeyProgress } from '../../parts/use-key.ts'
import { say } from '../../words/say.tsx'

export function KeyForm({
  progress,
  canCancel,
  onSave,
  onClose,
}: {
  progress: KeyProgress
  canCancel: boolean
  onSave: (key: string) => Promise<boolean>
  onClose: () => void
}): ReactNode {
  const [key, setKey] = useState('')
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (!(await onSave(key))) return
    setKey('')
    onClose()
  }
  return (
    <form noValidate className="mt-2 flex items-start gap-2" onSubmit={save}>
      <KeyField
        isInRow
        className="flex-1"
        autoFocus
        value={key}
        failure={progress.kind === 'refused' ? progress.text : null}
        onChange={(event) => setKey(event.target.value)}
      />
      <Button type="submit" disabled={key.trim() === '' || progress.kind === 'busy'}>
        {say('key.save')}
      </Button>
      {canCancel && (
        <Button look="quiet" onClick={onClose}>
          {say('settings.cancel')}
        </Button>
      )}
    </form>
  )
}
