import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { Figure } from '../../parts/figure.tsx'
import { say } from '../../words/say.tsx'
import { sayRate } from '../../words/usd-rate.ts'

/** As many decimals as a column of rates is lined up by. */
const DECIMALS = 4

/** A cell with USD for a million tokens; points stand under points. */
export function Rate({
  picoUsd,
  className,
}: {
  picoUsd: number | null
  className?: string
}): ReactNode {
  return (
    <span role="cell" className={clsx('text-right', className)}>
      <RateFigure picoUsd={picoUsd} />
    </span>
  )
}

export function RateFigure({ picoUsd }: { picoUsd: number | null }): ReactNode {
  if (picoUsd === null) {
    return (
      <>
        <span aria-hidden="true" className="pr-4 text-ink-3">
          –
        </span>
        <span className="sr-only">{say('models.unknown')}</span>
      </>
    )
  }
  const text = sayRate(picoUsd)
  const missing = DECIMALS - (text.split('.')[1]?.length ?? 0)
  return (
    <Figure>
      {text}
      {missing > 0 && (
        <span aria-hidden="true" className="invisible">
          {'0'.repeat(missing)}
        </span>
      )}
    </Figure>
  )
}
