import type { ReactNode } from 'react'
import { say } from '../../words/say.tsx'
import { type Measured, sayShare, unsigned } from './measures.ts'

/** What the comparison comes to, as a sentence: of all that is shown, or of this month. */
export function DifferenceLine({
  here,
  there,
  providerName,
  measured,
  isOfMonth = false,
}: {
  here: number | null
  there: number | null
  providerName: string
  measured: Measured
  isOfMonth?: boolean
}): ReactNode {
  const sentence = differenceSentence(here, there, providerName, measured)
  const isSame = here === there
  return (
    <p role="status" className="font-medium text-ink">
      {isOfMonth && isSame && say('drift.same-month')}
      {isOfMonth && !isSame && say('drift.month', { difference: sentence })}
      {!isOfMonth && sentence}
    </p>
  )
}

function differenceSentence(
  here: number | null,
  there: number | null,
  provider: string,
  measured: Measured,
): string {
  if (here === null || there === null) return say('drift.not-said-here', { provider })
  const difference = here - there
  if (difference === 0) return say('drift.same')
  const amount = measured.whole(Math.abs(difference))
  const side = difference > 0 ? 'here' : 'there'
  if (there === 0) return say(`drift.more-${side}`, { amount, provider })
  const share = unsigned(sayShare(difference / there))
  return say(`drift.more-${side}-share`, { amount, provider, share })
}
