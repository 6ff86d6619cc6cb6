import type { ReactNode } from 'react'
import type { Turn } from '../../../shared/chat/message.ts'
import { textOf } from '../../../shared/chat/part.ts'
import { say } from '../../words/say.tsx'
import { AnswerBody } from './answer-body.tsx'
import { AnswerFoot } from './answer-foot.tsx'

/** What a model wrote, how it ended if not well, and what it cost. */
export function Answer({ turn }: { turn: Turn }): ReactNode {
  const { answer } = turn
  const name = say('chat.answer-from', { model: answer.modelName })
  return (
    <article aria-label={name} className="group/answer">
      <h2 className="sr-only">{name}</h2>
      <AnswerBody turn={turn} />
      <AnswerFoot turn={turn} text={textOf(answer.parts)} />
    </article>
  )
}
