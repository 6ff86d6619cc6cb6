import { clsx } from 'clsx'
import type { ReactNode } from 'react'

/** On or off, at once. Its state is its place as well as its colour. */
export function Switch({
  name,
  isOn,
  onChange,
}: {
  name: string
  isOn: boolean
  onChange: (isOn: boolean) => void
}): ReactNode {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={isOn}
      aria-label={name}
      className={clsx(
        'flex h-5 w-8.5 flex-none items-center rounded-full border px-0.5',
        isOn ? 'justify-end border-copper-fill bg-copper-fill' : 'border-edge bg-raised',
      )}
      onClick={() => onChange(!isOn)}
    >
      <span
        aria-hidden="true"
        className={clsx('size-3.5 rounded-full', isOn ? 'bg-on-copper' : 'bg-edge')}
      />
    </button>
  )
}
