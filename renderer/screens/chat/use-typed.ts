import { useCallback, useEffect, useRef, useState } from 'react'

/** Nobody waits for a figure while still typing. */
const PAUSE_MS = 300

/**
 * What is typed into a field that takes effect by itself: after a pause, on leaving the field, and
 * when the field goes. Follows a change from elsewhere.
 */
export function useTyped(kept: string, onTaken: (typed: string) => void) {
  const [typed, setTyped] = useState(kept)
  const [lastKept, setLastKept] = useState(kept)
  const waiting = useRef<string | null>(null)
  const take = useRef(onTaken)
  useEffect(() => {
    take.current = onTaken
  })
  const takeNow = useCallback((): void => {
    if (waiting.current === null) return
    const text = waiting.current
    waiting.current = null
    take.current(text)
  }, [])
  useEffect(() => {
    const timer = setTimeout(takeNow, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed, takeNow])
  useEffect(() => takeNow, [takeNow])
  if (kept !== lastKept) {
    setLastKept(kept)
    if (waiting.current === null) setTyped(kept)
  }
  return {
    typed,
    takeNow,
    type: (text: string): void => {
      waiting.current = text
      setTyped(text)
    },
  }
}
