import { type ReactNode, useEffect, useState } from 'react'
import { type ChatOptions, defaultChatOptions, modelKeyText } from '../../../shared/chat/message.ts'
import type { Failure } from '../../../shared/failures.ts'
import type { Model, Preset } from '../../../shared/ipc/shapes.ts'
import { Button } from '../../parts/button.tsx'
import { Field } from '../../parts/field.tsx'
import { Select } from '../../parts/select.tsx'
import { findModel } from '../../state/catalog.ts'
import { openLibrary, readLibrary, savePreset, useLibrary } from '../../state/library.ts'
import { chooseModel } from '../../state/model-choice.ts'
import { say } from '../../words/say.tsx'

/**
 * Chooses a preset, which brings its model and settings, or saves the present ones as one. How many
 * turns are left out belongs to a conversation, and to no preset.
 */
export function PresetChoice({
  model,
  options,
  onChange,
  onFailed,
  onManage,
}: {
  model: Model | null
  options: ChatOptions
  onChange: (changed: Partial<ChatOptions>) => void
  onFailed: (failure: Failure | null) => void
  onManage: () => void
}): ReactNode {
  const { presets } = useLibrary()
  const [chosenId, setChosenId] = useState<string | null>(null)
  const [naming, setNaming] = useState<string | null>(null)
  const [said, setSaid] = useState('')
  useEffect(() => void readLibrary(), [])
  const known = presets ?? []
  const isTrue = (preset: Preset): boolean => isSame(preset, model, options)
  const chosen = known.find(({ presetId }) => presetId === chosenId) ?? known.find(isTrue) ?? null
  const isChanged = chosen !== null && !isTrue(chosen)

  const choose = (presetId: string): void => {
    const preset = known.find((one) => one.presetId === presetId)
    setChosenId(preset?.presetId ?? null)
    setSaid('')
    const { leftOutTurns: _, ...settings } = preset?.options ?? defaultChatOptions
    onChange(settings)
    if (!preset?.model) return
    if (findModel(preset.model)) chooseModel(preset.model)
    else setSaid(say('presets.gone-model', { model: preset.model.modelId }))
  }
  const save = async (presetId: string, name: string): Promise<void> => {
    const kept = { ...options, leftOutTurns: 0 }
    const failure = await savePreset({ presetId, name, model: model?.key ?? null, options: kept })
    onFailed(failure)
    if (failure) return
    setChosenId(presetId)
    setNaming(null)
    setSaid(say('presets.saved', { name }))
  }

  return (
    <div className="border-b border-line pb-4">
      {known.length > 0 && (
        <div className="mb-2 flex items-center justify-between gap-3">
          <span className="text-note text-ink-2">{say('presets.label')}</span>
          <Select
            name={say('presets.label')}
            value={chosen?.presetId ?? ''}
            choices={[
              { value: '', label: say('presets.none') },
              ...known.map((preset) => ({
                value: preset.presetId,
                label:
                  preset === chosen && isChanged
                    ? say('presets.changed', { name: preset.name })
                    : preset.name,
              })),
            ]}
            onChange={choose}
          />
        </div>
      )}
      {naming === null ? (
        <div className="flex flex-wrap gap-x-4 gap-y-1 text-note">
          <Button look="link" onClick={() => setNaming('')}>
            {say('presets.save')}
          </Button>
          {isChanged && (
            <Button look="link" onClick={() => void save(chosen.presetId, chosen.name)}>
              {say('presets.update', { name: chosen.name })}
            </Button>
          )}
          {known.length > 0 && (
            <Button
              look="link"
              onClick={() => {
                onManage()
                openLibrary('presets')
              }}
            >
              {say('presets.manage')}
            </Button>
          )}
        </div>
      ) : (
        <form
          className="flex items-end gap-2"
          onSubmit={(event) => {
            event.preventDefault()
            if (naming.trim() !== '') void save(crypto.randomUUID(), naming.trim())
          }}
        >
          <Field
            label={say('presets.name')}
            className="flex-1"
            maxLength={120}
            value={naming}
            autoFocus
            onChange={({ target }) => setNaming(target.value)}
          />
          <Button type="submit" disabled={naming.trim() === ''}>
            {say('presets.do-save')}
          </Button>
        </form>
      )}
      <p role="status" className="text-note text-ink-3">
        {!isChanged && said}
      </p>
    </div>
  )
}

function isSame(preset: Preset, model: Model | null, options: ChatOptions): boolean {
  const isModel =
    preset.model === null ||
    (model !== null && modelKeyText(preset.model) === modelKeyText(model.key))
  const { systemText, effort, temperature, maxOutputTokens } = preset.options
  return (
    isModel &&
    systemText === options.systemText &&
    effort === options.effort &&
    temperature === options.temperature &&
    maxOutputTokens === options.maxOutputTokens
  )
}
