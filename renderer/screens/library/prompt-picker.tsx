import { Popover } from '@base-ui/react/popover'
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'
import type { Prompt } from '../../../shared/ipc/shapes.ts'
import { readLibrary } from '../../state/library.ts'
import { say } from '../../words/say.tsx'
import { putInField } from '../chat/put-in-field.ts'
import { PromptForm } from './prompt-form.tsx'
import { PromptList } from './prompt-list.tsx'
import { filledIn, variablesOf } from './prompt-variables.ts'

/**
 * The texts a message can begin with, over the conversation. What was typed after a slash filters
 * them, and stands in the message again if none is chosen.
 */
export function PromptPicker({
  anchor,
  field,
  onClose,
}: {
  anchor: RefObject<HTMLElement | null>
  field: RefObject<HTMLTextAreaElement | null>
  onClose: () => void
}): ReactNode {
  const search = useRef<HTMLInputElement>(null)
  const [slashed] = useState(() => wordsAfterSlash(field.current))
  const [typed, setTyped] = useState(slashed ?? '')
  const [asking, setAsking] = useState<Prompt | null>(null)
  useEffect(() => {
    void readLibrary()
    if (slashed !== null && field.current) put(field.current, '', 'all')
  }, [slashed, field])
  const close = (): void => {
    if (slashed !== null && field.current) put(field.current, `/${typed}`, 'all')
    onClose()
  }
  const use = (text: string): void => {
    if (field.current) put(field.current, text, 'selection')
    onClose()
  }
  const choose = (prompt: Prompt): void => {
    if (variablesOf(prompt.text).length > 0) setAsking(prompt)
    else use(prompt.text)
  }
  return (
    <Popover.Root
      open
      onOpenChange={(_isOpen, { reason, event }) => {
        if (reason !== 'outside-press' || !isOnButton(event.target)) close()
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
            initialFocus={search}
            finalFocus={field}
            aria-label={say('prompts.open')}
            className="appear flex max-h-[min(420px,var(--available-height))] w-(--anchor-width) flex-col overflow-hidden rounded-panel border border-line-2 bg-raised shadow-mid outline-none"
          >
            {asking ? (
              <PromptForm
                prompt={asking}
                onBack={() => setAsking(null)}
                onFilled={(values) => use(filledIn(asking.text, values))}
              />
            ) : (
              <PromptList
                fieldRef={search}
                typed={typed}
                onType={setTyped}
                onChoose={choose}
                onManage={close}
              />
            )}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

function put(field: HTMLTextAreaElement, text: string, where: 'all' | 'selection'): void {
  const { selectionStart, selectionEnd, value } = field
  const place =
    where === 'all' ? { start: 0, end: value.length } : { start: selectionStart, end: selectionEnd }
  putInField(field, text, place)
}

/** Null if the message does not begin with a slash, or has gone on after a first word. */
function wordsAfterSlash(field: HTMLTextAreaElement | null): string | null {
  return /^\/(?<words>[^\n]{0,80})$/u.exec(field?.value ?? '')?.groups?.['words'] ?? null
}

function isOnButton(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[aria-haspopup="dialog"]') !== null
}
