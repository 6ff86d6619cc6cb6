import type { ReactNode } from 'react'
import { ProblemLine } from '../../parts/problem-line.tsx'
import { act } from '../../state/act.ts'
import { useChosenModel } from '../../state/model-choice.ts'
import { sendDraft, useSending } from '../../state/sending.ts'

/** Why the draft was not sent. It stands above the composer, the draft stays in it. */
export function SendProblem(): ReactNode {
  const problem = useSending((sending) => sending.problem)
  const model = useChosenModel()
  if (!problem || problem.kind === 'over-budget') return null
  return (
    <div className="my-2 px-4">
      <ProblemLine
        role="alert"
        failure={problem}
        onAction={(action) => {
          if (action === 'send-again') void sendDraft()
          else act(action, model?.key.providerId ?? null, model?.key ?? null)
        }}
      />
    </div>
  )
}
