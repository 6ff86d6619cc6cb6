import type { ReactNode } from 'react'
import type { Failure } from '../../../shared/failures.ts'
import { useCreditsText } from '../../state/profile.ts'
import { failureWords } from '../../words/failure-words.ts'
import { say } from '../../words/say.tsx'
import { Damaged } from './damaged.tsx'

/** The profile cannot be opened: what that means, what was not touched, and what can be done. */
export function Problem({ failure }: { failure: Failure }): ReactNode {
  const credits = useCreditsText()
  const { title, text } = problemWords(failure, failureWords(failure, credits).text)
  const detail = 'message' in failure ? failure.message : null
  return (
    <main className="flex min-h-0 flex-1 overflow-y-auto p-8">
      <div className="m-auto w-full max-w-[560px]">
        <p className="text-ink-3">{say('app.name')}</p>
        <h1 className="mt-3 text-page">{title}</h1>
        <p className="mt-2 text-talk text-ink-2">{text}</p>
        {detail && <p className="mt-3 font-mono text-note text-ink-3 wrap-anywhere">{detail}</p>}
        {failure.kind === 'database-damaged' && <Damaged path={failure.path} />}
      </div>
    </main>
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
