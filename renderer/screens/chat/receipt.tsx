import { type ReactNode, useLayoutEffect } from 'react'
import type { AnswerMessage } from '../../../shared/chat/message.ts'
import { Button } from '../../parts/button.tsx'
import { Credits, Figure } from '../../parts/figure.tsx'
import { useCopy } from '../../parts/use-copy.ts'
import { useCreditsText, useProfile } from '../../state/profile.ts'
import { receiptText } from '../../words/receipt-text.ts'
import { say, sayCount, sayDate, sayDay, sayTime } from '../../words/say.tsx'
import { type ReceiptRow, receiptRows } from './receipt-table.ts'
import { ReceiptHead } from './receipt-head.tsx'

/** The whole of a turn's cost: the sum that must hold, what was used, and at which price. */
export function Receipt({
  id,
  answer,
  onShown,
}: {
  id: string
  answer: AnswerMessage
  onShown: () => void
}): ReactNode {
  useLayoutEffect(onShown, [onShown])
  const { receipt } = answer
  const { creditsPerUsd } = useProfile().settings
  const rows = receiptRows(receipt, creditsPerUsd)
  return (
    <section
      id={id}
      aria-label={say('receipt.line', { line: answer.modelName })}
      className="mt-2 scroll-mb-6 rounded-card border border-line-2 bg-raised"
    >
      <ReceiptHead receipt={receipt} />
      <div className="border-t border-line px-4 pb-1">
        {rows ? <Used rows={rows} answer={answer} /> : <NothingUsed answer={answer} />}
      </div>
      <Foot answer={answer} rows={rows} />
    </section>
  )
}

function Used({ rows, answer }: { rows: ReceiptRow[]; answer: AnswerMessage }): ReactNode {
  const { quality, spentNanoUsd } = answer.receipt
  const { providerName: provider } = answer
  return (
    <table className="w-full table-fixed">
      <thead>
        <tr className="h-9 border-b border-line text-note text-ink-2">
          <th scope="col" className="text-left font-medium">
            {say('receipt.used')}
          </th>
          <th scope="col" className="w-24 text-right font-medium">
            {say('receipt.tokens')}
          </th>
          <th scope="col" className="w-35 text-right font-medium">
            {say('receipt.rate')}
          </th>
          <th scope="col" className="w-24 text-right font-medium">
            {say('receipt.cost')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.class} className="h-[29px] border-b border-line">
            <th scope="row" className="truncate text-left font-normal">
              {say(`receipt.class.${row.class}`)}
            </th>
            <td className="text-right">
              <Figure>{sayCount(row.tokens)}</Figure>
            </td>
            <td className="text-right text-ink-2">
              <Credits nanoUsd={row.ratePerThousandNanoUsd} />
            </td>
            <td className="text-right">
              <RowCredits row={row} spentNanoUsd={spentNanoUsd ?? 0} />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr className="h-8 font-semibold">
          <th scope="row" colSpan={3} className="text-left">
            {say(`receipt.total.${quality ?? 'exact'}`, { provider })}
          </th>
          <td className="text-right">
            <Credits nanoUsd={spentNanoUsd ?? 0} />
          </td>
        </tr>
      </tfoot>
    </table>
  )
}

/** A part that is too small for the column is said to be small, never to be nothing. */
function RowCredits({ row, spentNanoUsd }: { row: ReceiptRow; spentNanoUsd: number }): ReactNode {
  const isHidden = row.shownNanoUsd <= 0 && row.exactNanoUsd > 0
  if (!isHidden) return <Credits nanoUsd={row.shownNanoUsd} />
  return <Credits nanoUsd={Math.min(row.exactNanoUsd, spentNanoUsd)} />
}

function NothingUsed({ answer }: { answer: AnswerMessage }): ReactNode {
  const { state } = answer.receipt
  return (
    <p className="py-2.5 text-ink-2">
      {say(state === 'released' ? 'receipt.total.nothing' : 'receipt.total.open')}
    </p>
  )
}

function Foot({ answer, rows }: { answer: AnswerMessage; rows: ReceiptRow[] | null }): ReactNode {
  const { price, sentAtMs } = answer.receipt
  const { isCopied, copy } = useCopy()
  const credits = useCreditsText()
  const priceWords = say(`receipt.price.${price.source}`, {
    date: sayDate(price.takenOn),
    sent: `${sayDay(sentAtMs)}, ${sayTime(sentAtMs)}`,
  })
  return (
    <div className="flex items-center justify-between gap-4 border-t border-line px-4 py-1.5 text-note text-ink-3">
      <p>{priceWords}</p>
      <Button
        look="quiet"
        small
        className="-mr-2.5"
        onClick={() => copy(receiptText(answer, rows ?? [], priceWords, credits))}
      >
        {say(isCopied ? 'receipt.copied' : 'receipt.copy')}
      </Button>
    </div>
  )
}
