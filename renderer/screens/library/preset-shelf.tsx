import { type ReactNode, useState } from 'react'
import type { Failure } from '../../../shared/failures.ts'
import type { Preset } from '../../../shared/ipc/shapes.ts'
import { Button } from '../../parts/button.tsx'
import { Field } from '../../parts/field.tsx'
import { findModel } from '../../state/catalog.ts'
import { removePreset, savePreset, useLibrary } from '../../state/library.ts'
import { say, sayList } from '../../words/say.tsx'
import type { Deleted } from './library.tsx'
import { ShelfRow } from './shelf-row.tsx'

export function PresetShelf({
  onFailed,
  onDeleted,
}: {
  onFailed: (failure: Failure | null) => void
  onDeleted: (deleted: Deleted | null) => void
}): ReactNode {
  const { presets } = useLibrary()
  const [renamed, setRenamed] = useState<Preset | null>(null)
  const remove = async (preset: Preset): Promise<void> => {
    const failure = await removePreset(preset.presetId)
    onFailed(failure)
    onDeleted(failure ? null : { name: preset.name, undo: () => savePreset(preset) })
  }
  if (presets?.length === 0) return <p className="text-ink-2">{say('library.no-presets')}</p>
  return (
    <ul aria-label={say('library.presets')}>
      {presets?.map((preset) =>
        preset.presetId === renamed?.presetId ? (
          <li key={preset.presetId} className="border-b border-line py-1.5 last:border-0">
            <RenameForm
              name={preset.name}
              onCancel={() => setRenamed(null)}
              onSave={(name) => {
                setRenamed(null)
                void savePreset({ ...preset, name }).then(onFailed)
              }}
            />
          </li>
        ) : (
          <ShelfRow
            key={preset.presetId}
            name={preset.name}
            note={noteOf(preset)}
            change="rename"
            onChange={() => setRenamed(preset)}
            onDelete={() => void remove(preset)}
          />
        ),
      )}
    </ul>
  )
}

/** Its model, and which settings it brings. */
function noteOf({ model, options }: Preset): string {
  const modelName = model ? (findModel(model)?.name ?? model.modelId) : say('library.any-model')
  return sayList([
    modelName,
    ...(options.systemText.trim() === '' ? [] : [say('library.system')]),
    ...(options.effort === null ? [] : [say('library.effort')]),
    ...(options.temperature === null ? [] : [say('library.temperature')]),
    ...(options.maxOutputTokens === null ? [] : [say('library.longest')]),
  ])
}

function RenameForm({
  name,
  onCancel,
  onSave,
}: {
  name: string
  onCancel: () => void
  onSave: (name: string) => void
}): ReactNode {
  const [typed, setTyped] = useState(name)
  return (
    <form
      className="flex items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        if (typed.trim() !== '') onSave(typed.trim())
      }}
    >
      <Field
        label={say('library.name')}
        isLabelHidden
        className="flex-1"
        maxLength={120}
        value={typed}
        autoFocus
        onChange={({ target }) => setTyped(target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.stopPropagation()
          onCancel()
        }}
      />
      <Button look="quiet" small onClick={onCancel}>
        {say('library.cancel')}
      </Button>
      <Button small type="submit" disabled={typed.trim() === ''}>
        {say('library.save')}
      </Button>
    </form>
  )
}
