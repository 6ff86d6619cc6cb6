import { Autocomplete } from '@base-ui/react/autocomplete'
import { Dialog } from '@base-ui/react/dialog'
import { Search } from 'lucide-react'
import { type ReactNode, type RefObject, useRef, useState } from 'react'
import { Credits } from '../../parts/figure.tsx'
import { KeyCaps } from '../../parts/key-caps.tsx'
import { useModels } from '../../state/catalog.ts'
import { commands } from '../../state/commands.ts'
import { useConversations } from '../../state/conversations.ts'
import { keysHere } from '../../state/keys.ts'
import { openOverlay } from '../../state/overlay.ts'
import { say } from '../../words/say.tsx'
import { choose, type PaletteGroup, type PaletteItem, paletteGroups } from './palette-items.ts'

/** Every command, conversation and model, by its name. */
export function Palette(): ReactNode {
  const field = useRef<HTMLInputElement>(null)
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && openOverlay(null)}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-30 bg-veil" />
        <Dialog.Popup
          initialFocus={field}
          aria-label={say('palette.name')}
          className="appear fixed top-[12vh] left-1/2 z-30 flex max-h-[min(460px,76vh)] w-[min(600px,calc(100vw-32px))] -translate-x-1/2 flex-col overflow-hidden rounded-panel border border-line-2 bg-raised shadow-high outline-none"
        >
          <Everything fieldRef={field} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Everything({ fieldRef }: { fieldRef: RefObject<HTMLInputElement | null> }): ReactNode {
  const [typed, setTyped] = useState('')
  const summaries = useConversations((state) => state.summaries)
  const currentId = useConversations((state) => state.currentId)
  const models = useModels()
  const groups = paletteGroups(typed, { commands, summaries, models, currentId })
  const count = groups.reduce((sum, { items }) => sum + items.length, 0)
  return (
    <Autocomplete.Root
      inline
      open
      items={groups}
      filter={null}
      mode="none"
      autoHighlight="always"
      keepHighlight
      value={typed}
      onValueChange={(value, { reason }) => {
        // Choosing a row would write its name into the field on its way out.
        if (reason === 'input-change' || reason === 'input-clear') setTyped(value)
      }}
      itemToStringValue={({ name }: PaletteItem) => name}
    >
      <div className="flex h-11 flex-none items-center gap-2.5 border-b border-line px-4">
        <Search aria-hidden="true" size={16} strokeWidth={1.6} className="flex-none text-ink-3" />
        <Autocomplete.Input
          ref={fieldRef}
          aria-label={say('palette.name')}
          placeholder={say('palette.hint')}
          spellCheck={false}
          className="min-w-0 flex-1 bg-transparent text-[14px] outline-none"
        />
      </div>
      <p role="status" className="sr-only">
        {say('palette.count', { count })}
      </p>
      {count === 0 && <p className="px-4 py-3 text-ink-2">{say('palette.none')}</p>}
      <Autocomplete.List
        aria-label={say('palette.name')}
        className="min-h-0 flex-1 scroll-py-2 overflow-y-auto px-2 pb-2 outline-none empty:hidden"
      >
        {(group: PaletteGroup) => (
          <Autocomplete.Group key={group.kind} items={group.items}>
            <Autocomplete.GroupLabel className="px-2 pt-2.5 pb-1 text-label text-ink-3">
              {say(`palette.${group.kind}`)}
            </Autocomplete.GroupLabel>
            <Autocomplete.Collection>
              {(item: PaletteItem) => <Row key={item.id} item={item} />}
            </Autocomplete.Collection>
          </Autocomplete.Group>
        )}
      </Autocomplete.List>
    </Autocomplete.Root>
  )
}

function Row({ item }: { item: PaletteItem }): ReactNode {
  return (
    <Autocomplete.Item
      value={item}
      onClick={() => choose(item)}
      className="flex h-7.5 items-center justify-between gap-4 rounded-row px-2 outline-none data-highlighted:bg-hover"
    >
      <span className="truncate">{item.name}</span>
      <Beside item={item} />
    </Autocomplete.Item>
  )
}

/** Its keys, what it cost, or who it is from: one quiet thing at the right. */
function Beside({ item }: { item: PaletteItem }): ReactNode {
  if (item.kind === 'conversations') {
    return <Credits nanoUsd={item.summary.spentNanoUsd} className="flex-none text-ink-3" />
  }
  if (item.kind === 'models') {
    return <span className="flex-none text-ink-3">{item.model.providerName}</span>
  }
  const { keys } = item.command
  return keys === undefined ? null : <KeyCaps keys={keysHere(keys)} />
}
