import type { PaidAnswer } from '../../shared/chat/message.ts'
import type { ReceiptRow } from '../screens/chat/receipt-table.ts'
import type { CreditsText } from './failure-words.ts'
import { receiptLineText } from './receipt-words.ts'
import { say, sayCount } from './say.tsx'

/** A receipt as plain text, one fact a line, for the clipboard. */
export function receiptText(
  answer: PaidAnswer,
  rows: readonly ReceiptRow[],
  notes: readonly string[],
  credits: CreditsText,
): string {
  const { receipt } = answer
  const amounts = [
    ['estimated', receipt.expectedNanoUsd],
    ['reserved', receipt.reservedNanoUsd],
    ['over', receipt.overrunNanoUsd || null],
    ['spent', receipt.spentNanoUsd],
    ['released', receipt.releasedNanoUsd],
  ] as const
  return [
    receiptLineText(answer, credits),
    ...amounts.flatMap(([name, amount]) =>
      amount === null ? [] : `${say(`receipt.head.${name}`)}: ${credits(amount)}`,
    ),
    ...rows.map(
      (row) =>
        `${say(`receipt.class.${row.class}`)}: ${sayCount(row.tokens)} ${say('receipt.tokens')}, ${say('receipt.credits', { credits: credits(row.shownNanoUsd) })}`,
    ),
    ...notes,
  ].join('\n')
}
