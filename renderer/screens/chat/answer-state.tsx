import type { ReactNode } from 'react'
import type { AnswerMessage } from '../../../shared/chat/message.ts'
import type { FailureKind } from '../../../shared/failures.ts'
import { Button } from '../../parts/button.tsx'
import { stopTurn } from '../../state/turn-news.ts'
import { say, saySecond } from '../../words/say.tsx'

/** Waits to be tried again: why, when, that it is the last time, and a way out. */
export function RetryLine({
  answer,
  retry,
}: {
  answer: AnswerMessage
  retry: NonNullable<AnswerMessage['retry']>
}): ReactNode {
  return (
    <div
      role="status"
      className="flex items-center justify-between gap-4 rounded-card border border-line-2 px-4 py-3"
    >
      <p>
        {say(`retry.${reasonOf(retry.failure.kind)}`, {
          provider: answer.providerName,
          time: saySecond(retry.atMs),
        })}
      </p>
      <Button small onClick={() => stopTurn(answer.turnId)}>
        {say('retry.stop')}
      </Button>
    </div>
  )
}

/** Stopped here, and its provider goes on: why the cost is not known yet. */
export function ReadOnLine({ answer }: { answer: AnswerMessage }): ReactNode {
  return (
    <p role="status" className="mt-3 border-l border-line-2 pl-3 text-ink-2">
      {say('read-on.text', { provider: answer.providerName })}
    </p>
  )
}

/** Why it ends here, where neither the words nor a failure say it. */
export function EndingLine({ answer }: { answer: AnswerMessage }): ReactNode {
  const { state, parts, providerName: provider } = answer
  const isToldByCall = parts.some(({ type }) => type === 'tool-call')
  if (state === 'tool-calls' && !isToldByCall) return <Ending text={say('chat.wanted-tools')} />
  if (state === 'paused') return <Ending text={say('chat.paused', { provider })} />
  if (state === 'filtered') return <Ending text={say('chat.filtered', { provider })} />
  return null
}

function Ending({ text }: { text: string }): ReactNode {
  return <p className="mt-3 border-l border-line-2 pl-3 text-ink-2">{text}</p>
}

function reasonOf(kind: FailureKind): 'rate-limited' | 'busy' | 'unreachable' | 'other' {
  if (kind === 'rate-limited' || kind === 'unreachable') return kind
  return kind === 'provider-busy' ? 'busy' : 'other'
}
