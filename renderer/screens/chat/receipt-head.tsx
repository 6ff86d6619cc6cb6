import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import type { Receipt } from '../../../shared/chat/receipt.ts'
import { nanoUsdPerCredit } from '../../../shared/money/credits.ts'
import { Figure } from '../../parts/figure.tsx'
import { useCreditsText, useProfile } from '../../state/profile.ts'
import { columnCredits } from '../../words/receipt-attempts.ts'
import { say, sayCount } from '../../words/say.tsx'
import { receiptSum } from './receipt-table.ts'

/**
 * Estimated stands alone; then the sum that must hold, in the columns of the table below it. What
 * rounds to nothing is said to be small, not to be nothing.
 */
export function ReceiptHead({ receipt }: { receipt: Receipt }): ReactNode {
  const { creditsPerUsd } = useProfile().settings
  const credits = useCreditsText()
  const sum = receiptSum(receipt, creditsPerUsd)
  const ofSum = (shownNanoUsd: number, exactNanoUsd: number | null): string =>
    columnCredits(
      { shownNanoUsd, exactNanoUsd: exactNanoUsd ?? 0 },
      sum?.unitNanoUsd ?? nanoUsdPerCredit(creditsPerUsd),
      creditsPerUsd,
    )
  const { reservedNanoUsd, overrunNanoUsd, spentNanoUsd, releasedNanoUsd } = receipt
  return (
    <div className="grid text-right grid-cols-[minmax(0,1fr)_auto_140px_96px] px-4 pt-2.5 pb-2">
      <div className="text-left">
        <Cell
          name="receipt.head.estimated"
          label={estimateWords(receipt)}
          text={credits(receipt.expectedNanoUsd)}
        />
      </div>
      <div className="flex gap-5 text-right">
        <Cell
          name="receipt.head.reserved"
          text={sum ? ofSum(sum.reserved, reservedNanoUsd) : credits(reservedNanoUsd)}
        />
        {sum && sum.over > 0 && (
          <Cell
            name="receipt.head.over"
            text={ofSum(sum.over, overrunNanoUsd)}
            sign="+"
            signName="receipt.head.plus"
          />
        )}
      </div>
      {sum && (
        <>
          <Cell
            name="receipt.head.spent"
            text={ofSum(sum.spent, spentNanoUsd)}
            sign="="
            signName="receipt.head.equals"
            isMain
          />
          <Cell
            name="receipt.head.released"
            text={ofSum(sum.released, releasedNanoUsd)}
            sign="+"
            signName="receipt.head.plus"
          />
        </>
      )}
    </div>
  )
}

/** How far the estimate was from what was spent, where that is known and worth a word. */
function estimateWords({ expectedNanoUsd, spentNanoUsd, state }: Receipt): string {
  const isKnown = state === 'settled' && spentNanoUsd !== null && spentNanoUsd > 0
  const percent = isKnown ? Math.round((expectedNanoUsd / spentNanoUsd - 1) * 100) : 0
  if (percent === 0) return say('receipt.head.estimated')
  return say('receipt.head.off', {
    percent: sayCount(Math.abs(percent)),
    way: percent > 0 ? 'high' : 'low',
  })
}

function Cell({
  name,
  label,
  text,
  sign,
  signName,
  isMain = false,
}: {
  name: `receipt.head.${'estimated' | 'reserved' | 'over' | 'spent' | 'released'}`
  /** Where it says more than the name. */
  label?: string
  text: string
  sign?: string
  signName?: `receipt.head.${'equals' | 'plus'}`
  isMain?: boolean
}): ReactNode {
  return (
    <dl>
      <dt className="text-note text-ink-2">{label ?? say(name)}</dt>
      <dd className={clsx('text-receipt', isMain ? 'font-semibold text-ink' : 'text-ink-2')}>
        {sign && signName && (
          <span className="mr-4 text-body font-normal text-ink-3">
            <span aria-hidden="true">{sign}</span>
            <span className="sr-only">{say(signName)}</span>
          </span>
        )}
        <Figure>{text}</Figure>
      </dd>
    </dl>
  )
}
