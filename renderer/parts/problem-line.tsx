import type { ReactNode } from 'react'
import type { Failure } from '../../shared/failures.ts'
import { useCreditsText } from '../state/profile.ts'
import { actionWords, type FailureAction } from '../words/failure-actions.ts'
import { failureWords } from '../words/failure-words.ts'
import { Button } from './button.tsx'

/** A failure in words, with the one thing to do about it. Never red: nothing is lost. */
export function ProblemLine({
  failure,
  onAction,
  onSendAgain,
  role,
}: {
  failure: Failure
  onAction?: ((action: FailureAction) => void) | undefined
  /** Offered beside another action: once the cause is mended, the same words are at hand. */
  onSendAgain?: () => void
  role?: 'alert'
}): ReactNode {
  const { text, detail, action } = failureWords(failure, useCreditsText())
  return (
    <div role={role} className="flex items-center justify-between gap-4">
      <div className="min-w-0">
        <p className="text-body text-ink">{text}</p>
        {detail && <p className="mt-0.5 text-note text-ink-3 wrap-anywhere">{detail}</p>}
      </div>
      <div className="flex shrink-0 gap-2">
        {action && onAction && (
          <Button small onClick={() => onAction(action)}>
            {actionWords(action)}
          </Button>
        )}
        {onSendAgain && action !== 'send-again' && (
          <Button small onClick={onSendAgain}>
            {actionWords('send-again')}
          </Button>
        )}
      </div>
    </div>
  )
}
