import type { Usage } from '../../../shared/usage/usage.ts'
import { say, sayList } from '../../words/say.tsx'
import { sayLongDay, sayMonthOf, sayShortDay } from '../../words/days.ts'
import type { BarRow, BarTable } from './bar-rows.ts'

/** "Tuesday 10 November", or "November 2026" where each bar is a month. */
export function barName({ span }: Pick<Usage, 'span'>, day: string): string {
  return span === 'all' ? sayMonthOf(day) : sayLongDay(day)
}

/** A bar in one sentence, for who hears it. */
export function barSentence(
  usage: Pick<Usage, 'span'>,
  { bar, cells, sum }: BarRow,
  { tiers }: BarTable,
  unit: string,
): string {
  const parts = tiers.flatMap((tier, column) => {
    const cell = cells[column]
    return cell && bar.spentNanoUsd[tier] > 0 ? [`${say(`tier.${tier}`)} ${cell.text}`] : []
  })
  return say('usage.bar-said', {
    day: barName(usage, bar.day),
    amount: `${sum.text} ${unit}`,
    turns: bar.turnCount,
    parts: parts.length > 1 ? sayList(parts) : 'none',
  })
}

/** The same in a few words, for who sees it. */
export function barLine(usage: Pick<Usage, 'span'>, { bar, sum }: BarRow, unit: string): string {
  return say('usage.bar-short', {
    day: usage.span === 'all' ? sayMonthOf(bar.day) : sayShortDay(bar.day),
    amount: `${sum.text} ${unit}`,
    turns: bar.turnCount,
  })
}
