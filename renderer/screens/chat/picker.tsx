import { Popover } from '@base-ui/react/popover'
import { type ReactNode, type RefObject, useRef } from 'react'
import type { ModelKey } from '../../../shared/chat/message.ts'
import type { Model } from '../../../shared/ipc/shapes.ts'
import { endRewriting, rewritingNow } from '../../state/rewriting.ts'
import { openPicker } from '../../state/screen.ts'
import { say } from '../../words/say.tsx'
import { pickModel } from './pick-model.ts'
import { PickerModels } from './picker-models.tsx'

/**
 * Every model with the price of this very turn. It lies over the conversation and never over the
 * draft and its cost. With `chosen` several are picked: each is ticked, and it stays open.
 */
export function Picker({
  anchor,
  returnTo,
  onChoose = pickModel,
  chosen = null,
}: {
  anchor: RefObject<HTMLElement | null>
  returnTo: RefObject<HTMLElement | null>
  onChoose?: (model: Model) => void
  chosen?: readonly ModelKey[] | null
}): ReactNode {
  const field = useRef<HTMLInputElement>(null)
  return (
    <Popover.Root
      open
      onOpenChange={(isOpen, { reason, event }) => {
        if (reason === 'outside-press' && isOnModelButton(event.target)) return
        openPicker(isOpen)
        // It was opened to choose who else answers, and nobody was chosen.
        if (!isOpen && rewritingNow()?.kind === 'model') endRewriting()
      }}
    >
      <Popover.Portal>
        <Popover.Positioner
          anchor={anchor}
          side="top"
          align="start"
          sideOffset={8}
          collisionPadding={{ top: 56 }}
          collisionAvoidance={{ side: 'none', align: 'none' }}
          className="z-20"
        >
          <Popover.Popup
            initialFocus={field}
            finalFocus={returnTo}
            aria-label={say('picker.models')}
            className="appear flex max-h-[min(520px,var(--available-height))] w-(--anchor-width) flex-col overflow-hidden rounded-panel border border-line-2 bg-raised shadow-mid outline-none"
          >
            <PickerModels fieldRef={field} onChoose={onChoose} several={chosen} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

function isOnModelButton(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[aria-haspopup="dialog"]') !== null
}
