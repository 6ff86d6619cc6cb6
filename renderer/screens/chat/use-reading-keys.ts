import { type RefObject, useEffect } from 'react'
import { MESSAGE_FIELD_ID } from '../../state/go.ts'
import { goToEnd, goToStart } from '../../state/turn-pages.ts'

/** How much of a screen is passed at once: the last lines stay, to go on from. */
const PAGE_SHARE = 0.9

/**
 * Page Up, Page Down, Home and End move about the whole conversation, also from the composer as far
 * as it has no use for them itself.
 */
export function useReadingKeys(scroller: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const element = scroller.current
      const move = moves[event.key]
      if (!element || !move || event.defaultPrevented || isModified(event)) return
      if (!isFree(event, element)) return
      event.preventDefault()
      move(element)
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [scroller])
}

const moves: Partial<Record<string, (scroller: HTMLElement) => void>> = {
  PageUp: (scroller) => scroller.scrollBy({ top: -scroller.clientHeight * PAGE_SHARE }),
  PageDown: (scroller) => scroller.scrollBy({ top: scroller.clientHeight * PAGE_SHARE }),
  Home: () => void goToStart(),
  End: () => void goToEnd(),
}

function isModified({ altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean {
  return altKey || ctrlKey || metaKey || shiftKey
}

/** Whether nothing that has the focus scrolls or moves a caret by this key. */
function isFree({ key, target }: KeyboardEvent, scroller: HTMLElement): boolean {
  if (target === document.body || target === scroller) return true
  if (target instanceof HTMLTextAreaElement && target.id === MESSAGE_FIELD_ID) {
    const isPage = key === 'PageUp' || key === 'PageDown'
    return isPage ? target.scrollHeight <= target.clientHeight : target.value === ''
  }
  if (!(target instanceof HTMLElement) || !scroller.contains(target)) return false
  return target.matches('button, a, summary, [data-turn]')
}
