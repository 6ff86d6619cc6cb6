import type { ReactNode } from 'react'
import { nanoUsdPerCredit } from '../../../shared/money/credits.ts'
import { ColumnFigure } from '../../parts/figure.tsx'
import { useProfile } from '../../state/profile.ts'
import { attemptWithOver, columnCredits } from '../../words/receipt-attempts.ts'
import { say } from '../../words/say.tsx'
import type { AttemptRow, AttemptsTable } from './receipt-attempts-table.ts'

/** As at the head of the receipt: the same figures stand under one another. */
const widths = { reserved: 'w-24', spent: 'w-35', released: 'w-24' } as const

/** Each attempt of a turn that had more than one, and what was done beside the answer. */
export function ReceiptAttempts({ table }: { table: AttemptsTable }): ReactNode {
  const { creditsPerUsd } = useProfile().settings
  const { rows, total, isWhole, unitNanoUsd } = table
  const isInTenths = unitNanoUsd < nanoUsdPerCredit(creditsPerUsd)
  const figure = (cell: AttemptRow['reserved'] | null, className = ''): ReactNode =>
    cell && (
      <ColumnFigure
        className={className}
        isInTenths={isInTenths}
        text={columnCredits(cell, unitNanoUsd, creditsPerUsd)}
      />
    )
  const columns = ['reserved', 'spent', 'released'] as const
  return (
    <table className="w-full table-fixed">
      <thead>
        <tr className="h-9 border-b border-line text-note text-ink-2">
          <th scope="col" className="text-left font-medium">
            {say('attempt.head')}
          </th>
          {columns.map((column) => (
            <th key={column} scope="col" className={`${widths[column]} text-right font-medium`}>
              {say(`receipt.head.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.attempt.attemptId} className="h-[29px] border-b border-line">
            <th scope="row" className="py-1 text-left font-normal">
              {attemptWithOver(row.attempt, row.over, unitNanoUsd, creditsPerUsd)}
            </th>
            {columns.map((column) => (
              <td key={column} className="text-right">
                {figure(row[column], column === 'spent' ? '' : 'text-ink-2')}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr className="h-8 font-semibold">
          <th scope="row" className="text-left">
            {say(isWhole ? 'attempt.all' : 'attempt.all-so-far')}
          </th>
          {columns.map((column) => (
            <td key={column} className="text-right">
              {figure(total[column])}
            </td>
          ))}
        </tr>
      </tfoot>
    </table>
  )
}
