import { Plus, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { modelKeyText } from '../../../shared/chat/message.ts'
import type { Model } from '../../../shared/ipc/shapes.ts'
import { Button, IconButton } from '../../parts/button.tsx'
import { Credits } from '../../parts/figure.tsx'
import { findModel, useModels } from '../../state/catalog.ts'
import { MAX_COMPARED, stopComparing, toggleCompared, useCompared } from '../../state/comparing.ts'
import { MESSAGE_FIELD_ID } from '../../state/go.ts'
import { useQuote, useQuotes } from '../../state/quotes.ts'
import { openPicker } from '../../state/screen.ts'
import { say } from '../../words/say.tsx'

/** The models that the draft goes to at once, each with a way to leave it out. */
export function ComparedChips(): ReactNode {
  useModels()
  const compared = useCompared()
  if (!compared) return null
  const models = compared.flatMap((key) => findModel(key) ?? [])
  return (
    <div className="flex items-center gap-2 border-b border-line py-1.5 pr-2.25 pl-3">
      <ul aria-label={say('compare.chosen')} className="flex min-w-0 flex-1 flex-wrap gap-1.5">
        {models.map((model) => (
          <Chip key={modelKeyText(model.key)} model={model} />
        ))}
        {compared.length < MAX_COMPARED && (
          <li>
            <IconButton name={say('compare.add')} onClick={() => openPicker(true)}>
              <Plus aria-hidden="true" size={16} strokeWidth={1.6} />
            </IconButton>
          </li>
        )}
      </ul>
      <Button
        look="quiet"
        small
        onClick={() => {
          stopComparing()
          goBack()
        }}
      >
        {say('compare.stop')}
      </Button>
    </div>
  )
}

function Chip({ model }: { model: Model }): ReactNode {
  const { name, key } = model
  const isDraftEmpty = useQuotes((quotes) => quotes.isDraftEmpty)
  const quote = useQuote(key)
  const expectedNanoUsd = quote?.expectedNanoUsd ?? null
  return (
    <li className="flex h-7 max-w-full items-center gap-1.5 rounded-row border border-line-2 pl-2.5 text-note">
      <span className="truncate font-medium">{name}</span>
      {!isDraftEmpty && expectedNanoUsd !== null && (
        <Credits nanoUsd={expectedNanoUsd} className="text-ink-3" />
      )}
      <IconButton
        name={say('compare.remove', { model: name })}
        className="size-6.5!"
        onClick={() => {
          toggleCompared(key)
          goBack()
        }}
      >
        <X aria-hidden="true" size={14} strokeWidth={1.6} />
      </IconButton>
    </li>
  )
}

/** What was pressed is gone: the focus goes to where the message is written. */
function goBack(): void {
  document.getElementById(MESSAGE_FIELD_ID)?.focus()
}
