import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { useCreditsText } from '../state/profile.ts'

/** A figure in digits of one width. Words around it stay outside: they would fall apart. */
export function Figure({
  children,
  className,
}: {
  children: ReactNode
  className?: string
}): ReactNode {
  return <span className={clsx('figure', className)}>{children}</span>
}

/** A figure of a column, all of which is in tenths or none: "0" then keeps units in line. */
export function ColumnFigure({
  text,
  isInTenths,
  className = '',
}: {
  text: string
  isInTenths: boolean
  className?: string
}): ReactNode {
  return (
    <Figure className={className}>
      {text}
      {isInTenths && text === '0' && (
        <span aria-hidden="true" className="invisible">
          .0
        </span>
      )}
    </Figure>
  )
}

/** An amount in credits. */
export function Credits({
  nanoUsd,
  className,
  aligned = false,
}: {
  nanoUsd: number
  className?: string
  /** In a column with decimals: keeps units under units by an invisible ".0". */
  aligned?: boolean
}): ReactNode {
  const text = useCreditsText()(nanoUsd)
  return (
    <Figure {...(className && { className })}>
      {text}
      {aligned && !/[.,]\d$/u.test(text) && (
        <span aria-hidden="true" className="invisible">
          .0
        </span>
      )}
    </Figure>
  )
}
