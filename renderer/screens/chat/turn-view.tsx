import { memo, type ReactNode } from 'react'
import type { Turn } from '../../../shared/chat/message.ts'
import { textOf } from '../../../shared/chat/part.ts'
import { say } from '../../words/say.tsx'
import { Answer } from './answer.tsx'
import { SentAttachments } from './sent-attachments.tsx'

/** One user message and its answer; drawn anew only when its own turn changes. */
export const TurnView = memo(function TurnView({ turn }: { turn: Turn }): ReactNode {
  return (
    <div className="flex flex-col gap-4">
      <div className="max-w-[85%] self-end rounded-card bg-wash px-3.5 py-2 text-talk wrap-anywhere whitespace-pre-wrap">
        <span className="sr-only">{say('chat.you')} </span>
        {textOf(turn.user.parts)}
        <SentAttachments parts={turn.user.parts} />
      </div>
      <Answer turn={turn} />
    </div>
  )
})
