import type { PaidAnswer } from '../../shared/chat/message.ts'
import type { Elsewhere, Receipt } from '../../shared/chat/receipt.ts'
import { formatCredits } from '../../shared/money/credits.ts'
import type { AttemptRow, AttemptsTable } from '../screens/chat/receipt-attempts-table.ts'
import { receiptSum, type ReceiptTable, seenNanoUsd } from '../screens/chat/receipt-table.ts'
import type { CreditsText } from './failure-words.ts'
import { attemptWithOver, columnCredits } from './receipt-attempts.ts'
import { differenceWords, elsewhereHead } from './receipt-elsewhere.ts'
import { receiptLineText } from './receipt-words.ts'
import { locale, say, sayCount } from './say.tsx'

type CopiedReceipt = {
  answer: PaidAnswer
  /** Null: what was used is not known. */
  used: ReceiptTable | null
  attempts: AttemptsTable | null
  elsewhere: readonly Elsewhere[]
  notes: readonly string[]
  credits: CreditsText
  creditsPerUsd: number
}

/** A receipt as plain text, one fact a line, for the clipboard. */
export function receiptText(copied: CopiedReceipt): string {
  const { answer, used, attempts, notes, credits } = copied
  return [
    receiptLineText(answer, credits),
    `${say('receipt.head.estimated')}: ${credits(answer.receipt.expectedNanoUsd)}`,
    ...sumLines(answer.receipt, copied.creditsPerUsd),
    ...(used ? usedLines(used, credits) : []),
    ...(attempts ? attemptLines(attempts, copied.creditsPerUsd) : []),
    ...elsewhereLines(copied),
    ...notes,
  ].join('\n')
}

function usedLines({ rows, byTokensNanoUsd }: ReceiptTable, credits: CreditsText): string[] {
  const amount = (nanoUsd: number): string => say('receipt.credits', { credits: credits(nanoUsd) })
  const lines = rows.map(
    (row) =>
      `${say(`receipt.class.${row.class}`)}: ${sayCount(row.tokens)} ${say('receipt.tokens')}, ${amount(seenNanoUsd(row))}`,
  )
  return byTokensNanoUsd === null
    ? lines
    : [...lines, `${say('receipt.by-tokens')}: ${amount(byTokensNanoUsd)}`]
}

function sumLines(receipt: Receipt, creditsPerUsd: number): string[] {
  const sum = receiptSum(receipt, creditsPerUsd)
  const exact = {
    reserved: receipt.reservedNanoUsd,
    over: receipt.overrunNanoUsd,
    spent: receipt.spentNanoUsd ?? 0,
    released: receipt.releasedNanoUsd ?? 0,
  }
  if (!sum) {
    return [
      `${say('receipt.head.reserved')}: ${formatCredits(exact.reserved, creditsPerUsd, locale())}`,
    ]
  }
  return (['reserved', 'over', 'spent', 'released'] as const)
    .filter((name) => name !== 'over' || sum.over > 0)
    .map((name) => {
      const cell = { shownNanoUsd: sum[name], exactNanoUsd: exact[name] }
      return `${say(`receipt.head.${name}`)}: ${columnCredits(cell, sum.unitNanoUsd, creditsPerUsd)}`
    })
}

function attemptLines(table: AttemptsTable, creditsPerUsd: number): string[] {
  const text = (cell: AttemptRow['reserved']): string =>
    columnCredits(cell, table.unitNanoUsd, creditsPerUsd)
  const line = (
    attempt: string,
    { reserved, spent, released }: Pick<AttemptRow, 'reserved' | 'spent' | 'released'>,
  ): string =>
    spent && released
      ? say('attempt.copied', {
          attempt,
          reserved: text(reserved),
          spent: text(spent),
          released: text(released),
        })
      : say('attempt.copied-open', { attempt, reserved: text(reserved) })
  return [
    `${say('attempt.head')}:`,
    ...table.rows.map((row) =>
      line(attemptWithOver(row.attempt, row.over, table.unitNanoUsd, creditsPerUsd), row),
    ),
    line(say(table.isWhole ? 'attempt.all' : 'attempt.all-so-far'), table.total),
  ]
}

function elsewhereLines({ answer, elsewhere, credits, creditsPerUsd }: CopiedReceipt): string[] {
  if (elsewhere.length === 0) return []
  const spentNanoUsd = answer.receipt.spentNanoUsd ?? 0
  return [
    `${say(elsewhereHead(answer.receipt))}:`,
    ...elsewhere.map((one) =>
      say('elsewhere.copied', {
        model: one.modelName,
        credits: credits(one.costNanoUsd),
        difference: differenceWords(one, spentNanoUsd, credits, creditsPerUsd),
      }),
    ),
  ]
}
