import { type ReactNode, useState } from 'react'
import type { Failure } from '../../../shared/failures.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { ProblemLine } from '../../parts/problem-line.tsx'
import { confirmDate, leaveDateOpen, useDateQuestion } from '../../state/date-question.ts'
import { say, sayDayOfYear } from '../../words/say.tsx'

/** Whether the date is right, before a month is opened that cannot be closed again. */
export function DateQuestion(): ReactNode {
  const question = useDateQuestion()
  const [failure, setFailure] = useState<Failure | null>(null)
  if (!question) return null
  const { nowMs, lastEntryAtMs } = question.jump
  return (
    <Dialog title={say('date.title')} onClose={leaveDateOpen}>
      <p className="mt-1 px-7">
        {say('date.text', { now: sayDayOfYear(nowMs), last: sayDayOfYear(lastEntryAtMs) })}
      </p>
      <p className="mt-2 px-7 text-ink-2">{say('date.what')}</p>
      {failure && (
        <div className="mt-3 px-7">
          <ProblemLine failure={failure} role="alert" />
        </div>
      )}
      <div className="mt-5 flex justify-end gap-2 px-7">
        <Button look="quiet" onClick={leaveDateOpen}>
          {say('date.not-now')}
        </Button>
        <Button look="main" onClick={async () => setFailure(await confirmDate())}>
          {say('date.right')}
        </Button>
      </div>
    </Dialog>
  )
}
