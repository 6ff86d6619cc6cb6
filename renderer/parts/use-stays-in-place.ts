import { type RefObject, useCallback, useRef } from 'react'

/**
 * Keeps an element where it is while something opens or closes below it. The conversation grows
 * from its bottom, so without this it would be pushed up instead of the rest down.
 */
export function useStaysInPlace(element: RefObject<HTMLElement | null>): {
  remember: () => void
  restore: () => void
} {
  const topBefore = useRef<number | null>(null)
  const remember = useCallback(() => {
    topBefore.current = element.current?.getBoundingClientRect().top ?? null
  }, [element])
  const restore = useCallback(() => {
    const scroller = element.current?.closest('[data-scroller]')
    if (!element.current || !scroller || topBefore.current === null) return
    scroller.scrollTop += element.current.getBoundingClientRect().top - topBefore.current
    topBefore.current = null
  }, [element])
  return { remember, restore }
}
