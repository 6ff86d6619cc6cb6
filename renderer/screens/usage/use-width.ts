import { type RefObject, useLayoutEffect, useRef, useState } from 'react'

/** How wide an element is, in whole px; 0 before it is first laid out. */
export function useWidth<T extends HTMLElement>(): [RefObject<T | null>, number] {
  const ref = useRef<T>(null)
  const [widthPx, setWidthPx] = useState(0)
  useLayoutEffect(() => {
    const element = ref.current
    if (!element) return
    const look = (): void => setWidthPx(Math.floor(element.clientWidth))
    look()
    const sizes = new ResizeObserver(look)
    sizes.observe(element)
    return () => sizes.disconnect()
  }, [])
  return [ref, widthPx]
}
