import type { ReactNode } from 'react'
import { useMoney } from '../words/money.ts'
import { Say } from '../words/say.tsx'
import { Figure } from './figure.tsx'

/** An amount in the currency of the person, where they chose one; what stands before it says the rest. */
export function AlsoIn({
  nanoUsd,
  isSentence = false,
}: {
  nanoUsd: number
  /** After a full stop, not in the sentence. */
  isSentence?: boolean
}): ReactNode {
  const money = useMoney()
  if (money.isUsd) return null
  const amount = <Figure>{money.say(nanoUsd)}</Figure>
  return (
    <>
      {isSentence && ' '}
      <Say id={isSentence ? 'money.at-your-rate' : 'money.also'} values={{ amount }} />
    </>
  )
}
