import type { KeyboardEvent, ReactNode, RefObject } from 'react'
import type { ModelKey } from '../../../shared/chat/message.ts'
import { Button } from '../../parts/button.tsx'
import { Figure } from '../../parts/figure.tsx'
import { MAX_COMPARED, startComparing } from '../../state/comparing.ts'
import { openPicker } from '../../state/screen.ts'
import { say } from '../../words/say.tsx'

/** In the head of the list of models: from picking one to picking several, and the end of that. */
export function CompareToggle({
  several,
  fieldRef,
}: {
  several: readonly ModelKey[] | null
  fieldRef: RefObject<HTMLInputElement | null>
}): ReactNode {
  if (!several) {
    return (
      <Button
        look="quiet"
        small
        onKeyDown={keepFromRows}
        onClick={() => {
          startComparing()
          fieldRef.current?.focus()
        }}
      >
        {say('compare.start')}
      </Button>
    )
  }
  return (
    <>
      <Figure className="text-note text-ink-3">
        {say('compare.of', { count: several.length, most: MAX_COMPARED })}
      </Figure>
      <Button small onKeyDown={keepFromRows} onClick={() => openPicker(false)}>
        {say('compare.done')}
      </Button>
    </>
  )
}

/** Enter on a button is not Enter on the row in focus. */
function keepFromRows(event: KeyboardEvent): void {
  if (event.key === 'Enter') event.stopPropagation()
}
