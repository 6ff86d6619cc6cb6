import { clsx } from 'clsx'
import { type ComponentProps, type ReactNode, useId } from 'react'

/** A labelled line of text. Its hint and its failure are read with it. */
export function Field({
  label,
  hint,
  failure,
  unit,
  icon,
  isLabelHidden = false,
  isInRow = false,
  className,
  inputClassName,
  ...rest
}: ComponentProps<'input'> & {
  label: string
  hint?: ReactNode
  failure?: string | null
  unit?: string
  /** A picture before the text, of what belongs there. */
  icon?: ReactNode
  isLabelHidden?: boolean
  /** The label stands in a column at the left, as in the rows around it. */
  isInRow?: boolean
  inputClassName?: string
}): ReactNode {
  const id = useId()
  const described = [failure && `${id}-failure`, hint && `${id}-hint`].filter(Boolean).join(' ')
  return (
    <div className={clsx('min-w-0', isInRow ? 'field-row' : 'flex flex-col', className)}>
      <label
        htmlFor={id}
        className={clsx(
          isLabelHidden && 'sr-only',
          isInRow ? 'text-ink-3' : 'mb-1 text-note text-ink-2',
        )}
      >
        {label}
      </label>
      <span className="relative flex">
        {icon && (
          <span
            aria-hidden="true"
            className="pointer-events-none absolute top-2 left-2.5 text-ink-2"
          >
            {icon}
          </span>
        )}
        <input
          id={id}
          type="text"
          autoComplete="off"
          spellCheck={false}
          aria-invalid={failure ? true : undefined}
          aria-describedby={described || undefined}
          className={clsx(
            'h-8 w-full min-w-0 rounded-row border bg-raised px-2.5 text-ink',
            failure ? 'border-stop' : 'border-edge',
            unit && 'pr-14',
            icon && 'pl-8.5',
            inputClassName,
          )}
          {...rest}
        />
        {unit && (
          <span className="pointer-events-none absolute top-1.5 right-2.5 text-ink-2">{unit}</span>
        )}
      </span>
      {failure && (
        <p id={`${id}-failure`} role="alert" className="mt-1.5 text-note text-stop">
          {failure}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="mt-1.5 text-note text-ink-3">
          {hint}
        </p>
      )}
    </div>
  )
}
