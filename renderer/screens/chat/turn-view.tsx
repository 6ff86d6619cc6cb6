import { clsx } from 'clsx'
import { memo, type ReactNode } from 'react'
import type { Turn } from '../../../shared/chat/message.ts'
import { textOf } from '../../../shared/chat/part.ts'
import { useIsRewritten } from '../../state/rewriting.ts'
import { say } from '../../words/say.tsx'
import { Answer } from './answer.tsx'
import { SentAttachments } from './sent-attachments.tsx'
import { MessageActions } from './turn-actions.tsx'
import { onVersionKeys } from './version-pager.tsx'

/** One user message and its answer; drawn anew only when its own turn changes. */
export const TurnView = memo(function TurnView({ turn }: { turn: Turn }): ReactNode {
  const isRewritten = useIsRewritten(turn.turnId)
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys are heard from whatever in the turn has the focus
    <div
      role="group"
      aria-label={say('turn.name', { number: turn.position })}
      data-turn={turn.turnId}
      tabIndex={-1}
      className="-mx-3.5 -my-2 flex scroll-mt-4 flex-col gap-4 rounded-card px-3.5 py-2 transition-colors duration-[120ms] data-found:bg-copper-wash motion-reduce:transition-none"
      onKeyDown={(event) => onVersionKeys(event, turn)}
    >
      <div className="group/message flex items-end justify-end gap-1.5">
        <MessageActions key={turn.turnId} turn={turn} />
        <div
          className={clsx(
            'max-w-[85%] rounded-card bg-wash px-3.5 py-2 text-talk wrap-anywhere whitespace-pre-wrap',
            isRewritten && 'outline outline-edge',
          )}
        >
          <span className="sr-only">{say('chat.you')} </span>
          {textOf(turn.user.parts)}
          <SentAttachments parts={turn.user.parts} droppedPlaces={turn.user.droppedPlaces} />
        </div>
      </div>
      <Answer turn={turn} />
    </div>
  )
})
