import { clsx } from 'clsx'
import { ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ModelKey } from '../../../shared/chat/message.ts'
import { findModel } from '../../state/catalog.ts'
import { useCompared } from '../../state/comparing.ts'
import { useChosenModel } from '../../state/model-choice.ts'
import { openPicker, useScreen } from '../../state/screen.ts'
import { say, sayList } from '../../words/say.tsx'
import { Picker } from './fetched-parts.ts'

/** Names the model that the next turn goes to, and opens the list of all of them. */
export function ModelButton(): ReactNode {
  const model = useChosenModel()
  const compared = useCompared()
  const isOpen = useScreen((screen) => screen.isPickerOpen)
  const name = model?.name ?? say('composer.no-model')
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-expanded={isOpen}
      aria-label={
        compared
          ? say('compare.models', { count: compared.length, models: sayList(namesOf(compared)) })
          : say('composer.model', { model: name })
      }
      title={say('picker.keys')}
      className={clsx(
        'flex h-7 max-w-[45%] flex-none items-center gap-2 rounded-row px-2 font-medium hover:bg-hover',
        isOpen && 'bg-hover',
      )}
      onPointerEnter={Picker.fetch}
      onPointerDown={(event) => event.stopPropagation()}
      onClick={() => openPicker(!isOpen)}
    >
      <span className="truncate">
        {compared ? say('compare.count', { count: compared.length }) : name}
      </span>
      <ChevronDown
        aria-hidden="true"
        size={14}
        strokeWidth={1.6}
        className="flex-none text-ink-3"
      />
    </button>
  )
}

function namesOf(keys: readonly ModelKey[]): string[] {
  return keys.map((key) => findModel(key)?.name ?? key.modelId)
}
