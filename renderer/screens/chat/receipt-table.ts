import type { Receipt } from '../../../shared/chat/receipt.ts'
import { type CostLine, costLines, costNanoUsd } from '../../../shared/money/cost.ts'
import { roundedParts, shownUnitNanoUsd } from '../../words/credit-column.ts'

const PICO_PER_NANO = 1_000

export type ReceiptRow = {
  class: CostLine['class']
  tokens: number
  /** Nano-USD for 1,000 tokens: the same digits as pico-USD for one. */
  ratePerThousandNanoUsd: number
  /** Rounded so that the column adds up to its sum, as shown. */
  shownNanoUsd: number
  exactNanoUsd: number
}

export type ReceiptTable = {
  rows: ReceiptRow[]
  /** What these tokens cost at the price, where that is not what was spent; else null. */
  byTokensNanoUsd: number | null
}

/** The classes of token behind what was spent; null where the usage is not known. */
export function receiptTable(receipt: Receipt, creditsPerUsd: number): ReceiptTable | null {
  const { usage, price, spentNanoUsd } = receipt
  const lines = usage && costLines(price, usage)
  const byTokens = usage && costNanoUsd(price, usage)
  if (!lines || byTokens === null || spentNanoUsd === null) return null
  const exact = lines.map(({ costPicoUsd }) => Number(costPicoUsd) / PICO_PER_NANO)
  const shown = roundedParts(exact, byTokens, shownUnitNanoUsd(byTokens, creditsPerUsd))
  const rows = lines.map((line, place) => ({
    class: line.class,
    tokens: line.tokens,
    ratePerThousandNanoUsd: line.ratePicoUsd,
    shownNanoUsd: shown[place] ?? 0,
    exactNanoUsd: exact[place] ?? 0,
  }))
  return { rows, byTokensNanoUsd: byTokens === spentNanoUsd ? null : byTokens }
}

/** What of a row is shown: a part that is too small for the column is never shown as nothing. */
export function seenNanoUsd({ shownNanoUsd, exactNanoUsd }: ReceiptRow): number {
  return shownNanoUsd <= 0 && exactNanoUsd > 0 ? exactNanoUsd : shownNanoUsd
}

/** Nano-USD as shown, in whole units. */
export type ReceiptSum = {
  reserved: number
  over: number
  spent: number
  released: number
  unitNanoUsd: number
}

/** Reserved and what went over it, spent and released, in nano-USD, rounded so that it holds. */
export function receiptSum(receipt: Receipt, creditsPerUsd: number): ReceiptSum | null {
  const { reservedNanoUsd, spentNanoUsd, releasedNanoUsd } = receipt
  if (spentNanoUsd === null || releasedNanoUsd === null) return null
  const unitNanoUsd = shownUnitNanoUsd(spentNanoUsd || reservedNanoUsd, creditsPerUsd)
  const reserved = Math.round(reservedNanoUsd / unitNanoUsd)
  const spent = Math.round(spentNanoUsd / unitNanoUsd)
  return {
    reserved: reserved * unitNanoUsd,
    over: Math.max(0, spent - reserved) * unitNanoUsd,
    spent: spent * unitNanoUsd,
    released: Math.max(0, reserved - spent) * unitNanoUsd,
    unitNanoUsd,
  }
}
