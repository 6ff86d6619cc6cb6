import { type ReactNode, useState } from 'react'
import { call } from '../../api.ts'
import { Button } from '../../parts/button.tsx'
import { setBudget } from '../../state/budget.ts'
import { creditsText } from '../../state/profile.ts'
import { failureWords } from '../../words/failure-words.ts'
import { say } from '../../words/say.tsx'

/**
 * Nothing goes over a firm budget, not even once: the database refuses it. Who wants to decide each
 * time changes the rule first, and is asked from then on.
 */
export function AskInstead(): ReactNode {
  const [problem, setProblem] = useState<string | null>(null)
  const ask = async (): Promise<void> => {
    const changed = await call('budget.configure', { mode: 'ask' })
    if (!changed.ok) return setProblem(failureWords(changed.failure, creditsText).text)
    setBudget(changed.value)
  }
  return (
    <>
      <div className="flex items-center justify-between gap-4">
        <p>
          {say('fit.firm')} <span className="text-ink-3">{say('fit.firm-note')}</span>
        </p>
        <Button look="link" onClick={() => void ask()}>
          {say('fit.firm-do')}
        </Button>
      </div>
      {problem && (
        <p role="alert" className="text-note text-stop">
          {problem}
        </p>
      )}
    </>
  )
}
