import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { Figure } from '../../parts/figure.tsx'
import { say } from '../../words/say.tsx'
import { cells } from '../usage/table-look.ts'
import type { ComparedSides, Side } from './drift-columns.ts'
import { type Measured, sayShare } from './measures.ts'

/** A difference up to this share is ordinary: each side rounds in its own way. */
const ORDINARY_SHARE = 0.01

/** Both sides of a row, and what lies between them. Small differences stand back; none is alarming. */
export function DifferenceCells({
  row,
  measured,
  largest,
}: {
  row: ComparedSides
  measured: Measured
  largest: number
}): ReactNode {
  const { here, there, difference, isTiny, share } = row
  const isOrdinary = difference === 0 || (share !== null && Math.abs(share) <= ORDINARY_SHARE)
  return (
    <>
      <SideCell side={here} isTiny={row.isHereTiny} measured={measured} largest={largest} />
      <SideCell side={there} isTiny={row.isThereTiny} measured={measured} largest={largest} />
      <td className={clsx(cells.figure, isOrdinary && 'text-ink-3')}>
        <Figure>
          {difference !== null && differenceText(difference, isTiny, measured, largest)}
        </Figure>
      </td>
      <td className={clsx(cells.figure, isOrdinary ? 'text-ink-3' : 'text-ink-2')}>
        <Figure>{share !== null && difference !== null && sayShare(share)}</Figure>
      </td>
    </>
  )
}

function SideCell({
  side,
  isTiny,
  measured,
  largest,
}: {
  side: Side
  isTiny: boolean
  measured: Measured
  largest: number
}): ReactNode {
  if (side === null || side === 'none') {
    return (
      <td className={`${cells.figure} text-ink-3`}>
        {say(side === null ? 'drift.not-said' : 'drift.none')}
      </td>
    )
  }
  return (
    <td className={cells.figure}>
      <Figure>{isTiny ? `<${measured.cell(1, largest)}` : measured.cell(side, largest)}</Figure>
    </td>
  )
}

function differenceText(
  difference: number,
  isTiny: boolean,
  measured: Measured,
  largest: number,
): string {
  if (isTiny) return `<${measured.cell(1, largest)}`
  const sign = difference > 0 ? '+' : ''
  return sign + measured.cell(difference, largest)
}
