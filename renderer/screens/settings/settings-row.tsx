import { type ReactNode, useId } from 'react'

/** A setting: its name and what it does at the left, its control at the right or below. */
export function SettingsRow({
  title,
  note,
  said,
  isStacked = false,
  children,
}: {
  title: string
  note: ReactNode
  /** What came of the last change. */
  said?: ReactNode
  isStacked?: boolean
  children: ReactNode
}): ReactNode {
  const id = useId()
  return (
    <section
      aria-labelledby={id}
      className={
        isStacked
          ? 'px-4 py-3.5'
          : 'flex flex-wrap items-start justify-between gap-x-6 gap-y-2 px-4 py-3.5'
      }
    >
      <div className={isStacked ? '' : 'min-w-56 flex-1'}>
        <h3 id={id} className="font-medium">
          {title}
        </h3>
        <p className="text-note text-ink-3">{note}</p>
        {said !== undefined && (
          <p role="status" className="text-note text-ink-2">
            {said}
          </p>
        )}
      </div>
      {children}
    </section>
  )
}
