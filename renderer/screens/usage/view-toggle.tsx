import type { ReactNode } from 'react'
import { Button } from '../../parts/button.tsx'
import { say } from '../../words/say.tsx'

/** Between a chart and the table of the same numbers. `name` says which. */
export function ViewToggle({
  name,
  isTable,
  onChange,
}: {
  name: string
  isTable: boolean
  onChange: (isTable: boolean) => void
}): ReactNode {
  const label = say(isTable ? 'usage.as-chart' : 'usage.as-table')
  return (
    <Button
      look="quiet"
      small
      className="-mr-2.5 font-normal!"
      aria-label={`${name}: ${label}`}
      onClick={() => onChange(!isTable)}
    >
      {label}
    </Button>
  )
}
