import type { ReactNode } from 'react'
import type { ChatOptions } from '../../../shared/chat/message.ts'
import { Button } from '../../parts/button.tsx'
import { Field } from '../../parts/field.tsx'
import { useConversations } from '../../state/conversations.ts'
import { say, sayCount } from '../../words/say.tsx'
import { readWhole } from './options-fields.tsx'
import { useTyped } from './use-typed.ts'

/** How many of the oldest turns are not sent any more. They stay readable, and can come back. */
export function LeftOutTurns({
  options: { leftOutTurns },
  onChange,
}: {
  options: ChatOptions
  onChange: (changed: { leftOutTurns: number }) => void
}): ReactNode {
  const turnCount = useConversations(({ turns }) => turns?.length ?? 0)
  const summed = useConversations(
    ({ turns }) => turns?.findLast(({ summary }) => summary?.text != null)?.summary?.turnCount ?? 0,
  )
  const kept = leftOutTurns === 0 ? '' : String(leftOutTurns)
  const { typed, type, takeNow } = useTyped(kept, (text) => {
    const read = readWhole(text, 0, turnCount)
    if (read !== undefined) onChange({ leftOutTurns: read ?? 0 })
  })
  if (turnCount === 0) return null
  const isBad = readWhole(typed, 0, turnCount) === undefined
  return (
    <div className="flex items-start gap-3">
      <Field
        label={say('options.left-out')}
        className="flex-1"
        inputMode="numeric"
        placeholder="0"
        value={typed}
        inputClassName="figure"
        failure={isBad ? say('options.left-out-bad', { most: sayCount(turnCount) }) : null}
        hint={hintOf(leftOutTurns, summed)}
        onChange={(event) => type(event.target.value)}
        onBlur={takeNow}
      />
      {leftOutTurns > 0 && (
        <Button
          className="mt-5"
          onClick={() => {
            type('')
            onChange({ leftOutTurns: 0 })
          }}
        >
          {say('options.send-all')}
        </Button>
      )}
    </div>
  )
}

function hintOf(leftOutTurns: number, summed: number): string {
  if (leftOutTurns > summed) return say('options.left-out-some', { count: leftOutTurns })
  return summed > 0
    ? say('options.left-out-summary', { count: summed })
    : say('options.left-out-none')
}
