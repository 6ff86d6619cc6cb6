import { useState } from 'react'
import { parseBudgetUsd } from '../../shared/money/credits.ts'
import { call } from '../api.ts'
import { setBudget } from '../state/budget.ts'
import { askAboutDate } from '../state/date-question.ts'
import { creditsText } from '../state/profile.ts'
import { failureWords } from '../words/failure-words.ts'
import { say } from '../words/say.tsx'

export type TopUp = {
  typedUsd: string
  /** What was typed comes to; null while it is no amount. */
  amountNanoUsd: number | null
  failure: string | null
  /** What was added, once it was. */
  said: string | null
  isAdding: boolean
  type: (typed: string) => void
  /** Resolves to whether it was added. */
  add: () => Promise<boolean>
}

/** Adds an amount to this month. Each amount has an id: one that may have arrived is sent as itself again. */
export function useTopUp(startUsd = ''): TopUp {
  const [typedUsd, setTypedUsd] = useState(startUsd)
  const [failure, setFailure] = useState<string | null>(null)
  const [said, setSaid] = useState<string | null>(null)
  const [isAdding, setIsAdding] = useState(false)
  const [topUpId, setTopUpId] = useState(() => crypto.randomUUID())
  const parsed = parseBudgetUsd(typedUsd)
  const type = (typed: string): void => {
    setTypedUsd(typed)
    setTopUpId(crypto.randomUUID())
    setFailure(null)
    setSaid(null)
  }
  const add = async (): Promise<boolean> => {
    setIsAdding(true)
    const result = await call('budget.topUp', { topUpId, typedUsd: typedUsd.trim() })
    setIsAdding(false)
    if (!result.ok) {
      if (result.failure.kind === 'clock-jumped') askAboutDate(result.failure, add)
      setFailure(failureWords(result.failure, creditsText).text)
      return false
    }
    setBudget(result.value)
    type('')
    setSaid(
      say('top-up.added', {
        added: creditsText(parsed.ok ? parsed.value : 0),
        available: creditsText(result.value.availableNanoUsd),
      }),
    )
    return true
  }
  const amountNanoUsd = parsed.ok ? parsed.value : null
  return { typedUsd, amountNanoUsd, failure, said, isAdding, type, add }
}
