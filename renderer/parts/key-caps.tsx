import { Fragment, type ReactNode } from 'react'
import { isMac, keyCaps } from '../state/keys.ts'

/** The keys of a command as they are written here: "Ctrl Shift F", or "⇧⌘F" on a Mac. */
export function KeyCaps({ keys }: { keys: string }): ReactNode {
  const caps = keyCaps(keys)
  return (
    <kbd className="figure font-sans text-label text-ink-3">
      {caps.map((cap, place) => (
        <Fragment key={cap}>
          {place > 0 && !isMac && ' '}
          {cap}
        </Fragment>
      ))}
    </kbd>
  )
}
