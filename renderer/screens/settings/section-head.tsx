import type { ReactNode } from 'react'

/** The name of a section, one sentence about it, and what can be done with all of it. */
export function SectionHead({
  title,
  note,
  children,
}: {
  title: string
  note: string
  children?: ReactNode
}): ReactNode {
  return (
    <div className="mb-4 flex items-start justify-between gap-6">
      <div>
        <h2 className="text-section">{title}</h2>
        <p className="text-ink-3">{note}</p>
      </div>
      {children}
    </div>
  )
}
