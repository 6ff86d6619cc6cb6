import type { ReactNode } from 'react'
import type { ConversationSpent } from '../../../shared/ipc/shapes.ts'
import { Credits, Figure } from '../../parts/figure.tsx'
import { useCreditsText, useProfile } from '../../state/profile.ts'
import { roundedParts, shownUnitNanoUsd } from '../../words/credit-column.ts'
import { Say, say } from '../../words/say.tsx'

/** What was spent, by what it was for, where that is more than answers. */
export function CostSoFar({
  spent,
  uncertainNanoUsd,
}: {
  spent: ConversationSpent
  uncertainNanoUsd: number
}): ReactNode {
  const { totalNanoUsd, hiddenNanoUsd, hiddenCount } = spent
  const rows = useRows(spent)
  const credits = useCreditsText()
  return (
    <section className="mt-2">
      <table className="w-full">
        <caption className="sr-only">{say('savings.so-far')}</caption>
        <tbody>
          {rows.length > 1 &&
            rows.map(({ name, text }) => (
              <tr key={name} className="h-[26px]">
                <th scope="row" className="text-left font-normal text-ink-2">
                  {name}
                </th>
                <td className="text-right">
                  <Figure>{text}</Figure>
                </td>
              </tr>
            ))}
          <tr className={rows.length > 1 ? 'h-[28px] border-t border-line-2' : 'h-[28px]'}>
            <th scope="row" className="text-left font-semibold">
              {say('savings.so-far')}
            </th>
            <td className="text-right font-semibold">
              <Credits nanoUsd={totalNanoUsd} />
            </td>
          </tr>
        </tbody>
      </table>
      {hiddenNanoUsd > 0 && (
        <p className="text-note text-ink-2">
          {say('savings.hidden', { count: hiddenCount, credits: credits(hiddenNanoUsd) })}
        </p>
      )}
      {uncertainNanoUsd > 0 && (
        <p className="text-note text-ink-2">
          <Say
            id="savings.uncertain"
            values={{ reserved: <Credits nanoUsd={uncertainNanoUsd} /> }}
          />
        </p>
      )}
    </section>
  )
}

/** As shown, they add up to the total; what is too small for that is not shown as nothing. */
function useRows(spent: ConversationSpent): { name: string; text: string }[] {
  const { creditsPerUsd } = useProfile().settings
  const credits = useCreditsText()
  const { totalNanoUsd, answersNanoUsd, titlesNanoUsd, summariesNanoUsd } = spent
  const parts = [
    { name: say('savings.answers'), nanoUsd: answersNanoUsd },
    { name: say('savings.titles'), nanoUsd: titlesNanoUsd },
    { name: say('savings.summaries'), nanoUsd: summariesNanoUsd },
  ].filter(({ nanoUsd }) => nanoUsd > 0)
  const unitNanoUsd = shownUnitNanoUsd(totalNanoUsd, creditsPerUsd)
  const rounded = roundedParts(
    parts.map(({ nanoUsd }) => nanoUsd),
    totalNanoUsd,
    unitNanoUsd,
  )
  return parts.map(({ name }, place) => {
    const nanoUsd = rounded[place] ?? 0
    return { name, text: nanoUsd === 0 ? `<${credits(unitNanoUsd)}` : credits(nanoUsd) }
  })
}
