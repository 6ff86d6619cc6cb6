import { clsx } from 'clsx'
import { type ReactNode, useId } from 'react'
import { isByPointer } from './is-by-pointer.ts'

/** A choice of a few, side by side. Arrow keys move it, as radios do. */
export function Segmented<T extends string | number>({
  name,
  choices,
  value,
  onChange,
}: {
  name: string
  choices: readonly { value: T; label: string }[]
  value: T
  onChange: (value: T, isByPointer: boolean) => void
}): ReactNode {
  const group = useId()
  return (
    <div role="radiogroup" aria-label={name} className="inline-flex rounded-row bg-hover p-0.5">
      {choices.map((choice) => (
        <label
          key={choice.value}
          className={clsx(
            'relative flex h-6 items-center rounded-[5px] px-2.5 text-note',
            'has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-copper',
            choice.value === value
              ? 'bg-chosen font-medium text-ink shadow-low'
              : 'text-ink-2 hover:text-ink',
          )}
        >
          <input
            type="radio"
            name={group}
            className="absolute inset-0 appearance-none outline-none"
            checked={choice.value === value}
            onChange={({ nativeEvent }) => onChange(choice.value, isByPointer(nativeEvent))}
          />
          <span className="figure">{choice.label}</span>
        </label>
      ))}
    </div>
  )
}
