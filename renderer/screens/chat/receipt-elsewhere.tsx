import type { ReactNode } from 'react'
import type { Elsewhere, Receipt } from '../../../shared/chat/receipt.ts'
import { modelKeyText } from '../../../shared/chat/message.ts'
import { Credits } from '../../parts/figure.tsx'
import { useCreditsText, useProfile } from '../../state/profile.ts'
import { differenceWords, elsewhereHead } from '../../words/receipt-elsewhere.ts'
import { say } from '../../words/say.tsx'

/** What the same tokens would have cost with other models, and by how much that differs. */
export function ReceiptElsewhere({
  receipt,
  elsewhere,
}: {
  receipt: Receipt
  elsewhere: readonly Elsewhere[]
}): ReactNode {
  const { creditsPerUsd } = useProfile().settings
  const credits = useCreditsText()
  const isInTenths = elsewhere.some(({ costNanoUsd }) => /[.,]\d$/u.test(credits(costNanoUsd)))
  return (
    <table className="w-full table-fixed">
      <thead>
        <tr className="h-9 border-b border-line text-note text-ink-2">
          <th scope="col" className="text-left font-medium">
            {say(elsewhereHead(receipt))}
          </th>
          <th scope="col" className="w-24 text-right font-medium">
            {say('elsewhere.about')}
          </th>
          <th scope="col" className="w-24 text-right font-medium">
            {say('elsewhere.difference')}
          </th>
        </tr>
      </thead>
      <tbody>
        {elsewhere.map((one) => (
          <tr
            key={modelKeyText(one.model)}
            className="h-[29px] border-b border-line last:border-b-0"
          >
            <th scope="row" className="truncate text-left font-normal">
              {one.modelName}
            </th>
            <td className="text-right">
              <Credits aligned={isInTenths} nanoUsd={one.costNanoUsd} />
            </td>
            <td className="figure text-right text-ink-2">
              {differenceWords(one, receipt.spentNanoUsd ?? 0, credits, creditsPerUsd)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
