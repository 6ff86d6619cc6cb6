import { type ReactNode, useState } from 'react'
import type { Failure } from '../../../shared/failures.ts'
import { call } from '../../api.ts'
import { Button } from '../../parts/button.tsx'
import { ProblemLine } from '../../parts/problem-line.tsx'
import { useCreditsText } from '../../state/profile.ts'
import { failureWords } from '../../words/failure-words.ts'
import { say } from '../../words/say.tsx'

/** The profile cannot be opened: what that means, what was not touched, and what can be done. */
export function Problem({ failure }: { failure: Failure }): ReactNode {
  const credits = useCreditsText()
  const { title, text } = problemWords(failure, failureWords(failure, credits).text)
  const detail = 'message' in failure ? failure.message : null
  return (
    <main className="flex flex-1 items-center justify-center p-8">
      <div className="w-full max-w-[520px]">
        <p className="text-ink-3">{say('app.name')}</p>
        <h1 className="mt-3 text-page">{title}</h1>
        <p className="mt-2 text-talk text-ink-2">{text}</p>
        {detail && <p className="mt-3 font-mono text-note text-ink-3 wrap-anywhere">{detail}</p>}
        {failure.kind === 'database-damaged' && <StartAfresh path={failure.path} />}
      </div>
    </main>
  )
}

function StartAfresh({ path }: { path: string | null }): ReactNode {
  const [isStarting, setIsStarting] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const start = async (): Promise<void> => {
    setIsStarting(true)
    const result = await call('profile.startAfresh', {})
    if (result.ok) return
    setIsStarting(false)
    setFailure(result.failure)
  }
  return (
    <>
      {path !== null && (
        <p className="mt-3 text-ink-2 wrap-anywhere">{say('problem.moved', { path })}</p>
      )}
      {failure && (
        <div className="mt-4">
          <ProblemLine failure={failure} role="alert" />
        </div>
      )}
      <div className="mt-6 flex items-center gap-3">
        <Button look="main" disabled={isStarting} onClick={start}>
          {say('problem.start-afresh')}
        </Button>
        {isStarting && <span role="status">{say('problem.starting')}</span>}
      </div>
    </>
  )
}

function problemWords(failure: Failure, otherText: string): { title: string; text: string } {
  switch (failure.kind) {
    case 'database-damaged':
      return { title: say('problem.damaged'), text: say('problem.damaged-text') }
    case 'database-newer':
      return {
        title: say('problem.newer'),
        text: say('problem.newer-text', {
          found: failure.foundVersion,
          supported: failure.supportedVersion,
        }),
      }
    case 'database-unusable':
      return { title: say('problem.unusable'), text: say('problem.unusable-text') }
    default:
      return { title: say('problem.other'), text: otherText }
  }
}
