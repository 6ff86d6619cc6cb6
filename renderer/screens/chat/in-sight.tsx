import { type ReactNode, useEffect, useEffectEvent, useRef } from 'react'

/**
 * A line without height that tells whether it is in sight of what it is scrolled in, give or take a
 * margin. Told by the browser between frames: no scroll event is handled, no layout is read.
 */
export function InSight({
  margin,
  onChange,
}: {
  /** As CSS has margins. */
  margin: string
  onChange: (isInSight: boolean) => void
}): ReactNode {
  const line = useRef<HTMLDivElement>(null)
  const changed = useEffectEvent(onChange)
  useEffect(() => {
    if (!line.current) return
    const options = { root: line.current.closest('[data-scroller]'), rootMargin: margin }
    const observer = new IntersectionObserver(
      (entries) => changed(entries.at(-1)?.isIntersecting === true),
      options,
    )
    observer.observe(line.current)
    return () => observer.disconnect()
  }, [margin])
  return <div ref={line} aria-hidden="true" />
}
