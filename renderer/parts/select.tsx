import { ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'

/** A choice of more than stand side by side. */
export function Select<T extends string | number>({
  name,
  choices,
  value,
  onChange,
}: {
  name: string
  choices: readonly { value: T; label: string }[]
  value: T
  onChange: (value: T) => void
}): ReactNode {
  return (
    <span className="relative flex max-w-full flex-none">
      <select
        aria-label={name}
        className="h-8 min-w-0 appearance-none truncate rounded-row border border-edge bg-raised pr-8 pl-2.5 text-ink"
        value={value}
        onChange={({ target }) => {
          const choice = choices.find((one) => String(one.value) === target.value)
          if (choice) onChange(choice.value)
        }}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden="true"
        size={14}
        strokeWidth={1.6}
        className="pointer-events-none absolute top-2.25 right-2.5 text-ink-2"
      />
    </span>
  )
}
