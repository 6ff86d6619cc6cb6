import { type ReactNode, useLayoutEffect } from 'react'
import type { BackgroundWork, PaidAnswer } from '../../../shared/chat/message.ts'
import type { Elsewhere } from '../../../shared/chat/receipt.ts'
import { Button } from '../../parts/button.tsx'
import { Credits, Figure } from '../../parts/figure.tsx'
import { useCopy } from '../../parts/use-copy.ts'
import { useNowMs } from '../../state/clock.ts'
import { useCreditsText, useProfile } from '../../state/profile.ts'
import { useMoney } from '../../words/money.ts'
import { receiptNotes } from '../../words/receipt-notes.ts'
import { receiptText } from '../../words/receipt-text.ts'
import { say, sayCount, sayDate, sayDay, sayTime } from '../../words/say.tsx'
import { ReceiptAttempts } from './receipt-attempts.tsx'
import { type AttemptsTable, attemptsTable } from './receipt-attempts-table.ts'
import { useReceiptCosts } from './receipt-costs.ts'
import { ReceiptElsewhere } from './receipt-elsewhere.tsx'
import { ReceiptHead } from './receipt-head.tsx'
import { ReceiptNotes } from './receipt-notes.tsx'
import { type ReceiptTable, receiptTable, seenNanoUsd } from './receipt-table.ts'

/** The whole of a turn's cost: the sum that must hold, what was used, and at which price. */
export function Receipt({
  id,
  answer,
  background,
  onGrow,
  onShown,
}: {
  id: string
  answer: PaidAnswer
  background: readonly BackgroundWork[]
  /** Before more of it is shown, and after. */
  onGrow: () => void
  onShown: () => void
}): ReactNode {
  const { receipt } = answer
  const { creditsPerUsd } = useProfile().settings
  const costs = useReceiptCosts(answer, background, onGrow)
  const isAllShown = costs !== null
  useLayoutEffect(onShown, [onShown, isAllShown])
  const table = receiptTable(receipt, creditsPerUsd)
  const attempts =
    costs && costs.attempts.length > 1
      ? attemptsTable(costs.attempts, receipt.attemptId, creditsPerUsd)
      : null
  const elsewhere = costs?.elsewhere ?? []
  return (
    <section
      id={id}
      aria-label={say('receipt.line', { line: answer.modelName })}
      className="mt-2 scroll-mb-6 rounded-card border border-line-2 bg-raised"
    >
      <ReceiptHead receipt={receipt} />
      <div className="border-t border-line px-4 pb-1">
        {table ? <Used table={table} answer={answer} /> : <NotKnown answer={answer} />}
      </div>
      {attempts && (
        <div className="border-t border-line px-4 pb-1">
          <ReceiptAttempts table={attempts} />
        </div>
      )}
      <ReceiptNotes answer={answer} />
      {elsewhere.length > 0 && (
        <div className="border-t border-line px-4 pb-1">
          <ReceiptElsewhere receipt={receipt} elsewhere={elsewhere} />
        </div>
      )}
      <Foot answer={answer} used={table} attempts={attempts} elsewhere={elsewhere} />
    </section>
  )
}

function Used({ table, answer }: { table: ReceiptTable; answer: PaidAnswer }): ReactNode {
  const { rows, byTokensNanoUsd } = table
  const { spentNanoUsd } = answer.receipt
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
              <Credits nanoUsd={seenNanoUsd(row)} />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        {byTokensNanoUsd !== null && (
          <tr className="h-[29px] border-b border-line text-ink-2">
            <th scope="row" colSpan={3} className="text-left font-normal">
              {say('receipt.by-tokens')}
            </th>
            <td className="text-right">
              <Credits nanoUsd={byTokensNanoUsd} />
            </td>
          </tr>
        )}
        <tr className="h-8 font-semibold">
          <th scope="row" colSpan={3} className="text-left">
            {totalWords(answer, byTokensNanoUsd !== null)}
          </th>
          <td className="text-right">
            <Credits nanoUsd={spentNanoUsd ?? 0} />
          </td>
        </tr>
      </tfoot>
    </table>
  )
}

function totalWords({ receipt, providerName: provider }: PaidAnswer, isOther: boolean): string {
  const quality = receipt.quality ?? 'exact'
  return say(
    quality === 'exact' && isOther ? 'receipt.total.exact-cost' : `receipt.total.${quality}`,
    { provider },
  )
}

/** Nothing was used, or how much is not known (yet). */
function NotKnown({ answer: { receipt } }: { answer: PaidAnswer }): ReactNode {
  const id =
    receipt.state === 'released' ? 'nothing' : receipt.spentNanoUsd === null ? 'open' : 'unknown'
  return <p className="py-2.5 text-ink-2">{say(`receipt.total.${id}`)}</p>
}

function Foot({
  answer,
  ...more
}: {
  answer: PaidAnswer
  used: ReceiptTable | null
  attempts: AttemptsTable | null
  elsewhere: readonly Elsewhere[]
}): ReactNode {
  const { price, sentAtMs, spentNanoUsd } = answer.receipt
  const { isCopied, copy } = useCopy()
  const { creditsPerUsd } = useProfile().settings
  const credits = useCreditsText()
  const money = useMoney()
  const nowMs = useNowMs()
  const priceWords = say(`receipt.price.${price.source}`, {
    date: sayDate(price.takenOn),
    match: price.match,
    sent: `${sayDay(sentAtMs)}, ${sayTime(sentAtMs)}`,
  })
  const moneyWords =
    spentNanoUsd === null || money.isUsd
      ? null
      : say('receipt.in-money', { amount: money.say(spentNanoUsd) })
  const notes = [...receiptNotes(answer, credits, nowMs), moneyWords, priceWords]
  const foot = [priceWords, moneyWords].filter((words) => words !== null).join(' ')
  return (
    <div className="flex items-center justify-between gap-4 border-t border-line px-4 py-1.5 text-note text-ink-3">
      <p>{foot}</p>
      <Button
        look="quiet"
        small
        className="-mr-2.5"
        onClick={() =>
          copy(
            receiptText({
              answer,
              ...more,
              notes: notes.filter((note) => note !== null),
              credits,
              creditsPerUsd,
            }),
          )
        }
      >
        {say(isCopied ? 'receipt.copied' : 'receipt.copy')}
      </Button>
    </div>
  )
}
