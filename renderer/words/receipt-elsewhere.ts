import type { Elsewhere, Receipt } from '../../shared/chat/receipt.ts'
import { shownUnitNanoUsd } from './credit-column.ts'
import type { CreditsText } from './failure-words.ts'
import { say } from './say.tsx'

/** "126 less": what is shown here taken from what is shown there. */
export function differenceWords(
  { costNanoUsd }: Elsewhere,
  spentNanoUsd: number,
  credits: CreditsText,
  creditsPerUsd: number,
): string {
  const shown = (amount: number): number => {
    const unit = shownUnitNanoUsd(amount, creditsPerUsd)
    return Math.round(amount / unit) * unit
  }
  const difference = shown(costNanoUsd) - shown(spentNanoUsd)
  const unit = shownUnitNanoUsd(0, creditsPerUsd)
  if (Math.abs(difference) < unit / 2) return say('elsewhere.same')
  const amount = credits(Math.abs(difference))
  return say(difference < 0 ? 'elsewhere.less' : 'elsewhere.more', { credits: amount })
}

/** What was read from what is stored here would be stored nowhere else. */
export function elsewhereHead({ usage }: Receipt): 'elsewhere.head' | 'elsewhere.head-unstored' {
  return (usage?.cacheReadTokens ?? 0) > 0 ? 'elsewhere.head-unstored' : 'elsewhere.head'
}
