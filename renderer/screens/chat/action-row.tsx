import { clsx } from 'clsx'
import type { KeyboardEvent, ReactNode } from 'react'

const steps: Partial<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 }

/**
 * What can be done with something, as icons: there on hover and on focus. One stop for Tab, arrow
 * keys go on from it; give all but the first button `tabIndex={-1}`.
 */
export function ActionRow({
  name,
  className,
  children,
}: {
  name: string
  className: string
  children: ReactNode
}): ReactNode {
  return (
    <div
      role="toolbar"
      aria-label={name}
      tabIndex={-1}
      className={clsx(
        '-my-1 flex flex-none opacity-0 focus-within:opacity-100',
        'transition-opacity duration-[120ms] motion-reduce:transition-none',
        className,
      )}
      onKeyDown={moveAlong}
    >
      {children}
    </div>
  )
}

function moveAlong(event: KeyboardEvent<HTMLElement>): void {
  const step = steps[event.key]
  if (step === undefined || event.altKey) return
  const buttons = [...event.currentTarget.querySelectorAll('button')]
  const place = buttons.findIndex((button) => button === event.target)
  event.preventDefault()
  buttons.at((place + step) % buttons.length)?.focus()
}
