import { type RefObject, useLayoutEffect, useState } from 'react'

/** Lines are counted off in blocks, so that scrolling by one does not draw anything anew. */
const BLOCK = 12

/**
 * Which lines of a long list are near the view: from `first` up to `end`. Only these are drawn.
 * `indexAt` tells the line at so many pixels below the top of the list.
 */
export function useVisibleLines(
  scroller: RefObject<HTMLElement | null>,
  list: RefObject<HTMLElement | null>,
  indexAt: (offsetPx: number) => number,
): { first: number; end: number } {
  const [range, setRange] = useState({ first: 0, end: 3 * BLOCK })
  useLayoutEffect(() => {
    const view = scroller.current
    if (!view) return
    const look = (): void => {
      if (!list.current) return
      const above = view.getBoundingClientRect().top - list.current.getBoundingClientRect().top
      const first = Math.max(0, (Math.floor(indexAt(above) / BLOCK) - 1) * BLOCK)
      const end = (Math.ceil(indexAt(above + view.clientHeight) / BLOCK) + 1) * BLOCK
      setRange((old) => (old.first === first && old.end === end ? old : { first, end }))
    }
    look()
    view.addEventListener('scroll', look, { passive: true })
    const sizes = new ResizeObserver(look)
    sizes.observe(view)
    return () => {
      view.removeEventListener('scroll', look)
      sizes.disconnect()
    }
  }, [scroller, list, indexAt])
  return range
}
