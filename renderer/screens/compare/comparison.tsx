import type { ReactNode } from 'react'
import type { Turn } from '../../../shared/chat/message.ts'
import { textOf } from '../../../shared/chat/part.ts'
import { useConversations } from '../../state/conversations.ts'
import { say } from '../../words/say.tsx'
import { SentAttachments } from '../chat/sent-attachments.tsx'
import { ComparedColumn } from './compared-column.tsx'
import { ReservedTogether } from './reserved-together.tsx'
import './compare.css'

/** One message and what several models answered, side by side until one of them is kept. */
export function Comparison(): ReactNode {
  const turns = useConversations((state) => state.comparing)
  const [first] = turns ?? []
  if (!turns || !first) return null
  const name = say('compare.answers', { count: turns.length })
  return (
    <section aria-label={name} className="mx-auto w-full max-w-[1344px] px-8 max-[960px]:px-3.5">
      <Question turn={first} />
      <ReservedTogether turns={turns} />
      <div
        role="group"
        aria-label={name}
        // What scrolls sideways must be reachable by keyboard
        tabIndex={0}
        className="compared-columns focus-inside mt-4 rounded-card"
      >
        {turns.map((turn) => (
          <ComparedColumn key={turn.turnId} turn={turn} canBeKept={canBeKept(turn, turns)} />
        ))}
      </div>
      <p className="mt-4 text-note text-ink-3">
        {say('compare.note', { others: turns.length - 1 })}
      </p>
    </section>
  )
}

function Question({ turn: { user } }: { turn: Turn }): ReactNode {
  return (
    <div className="rounded-card bg-wash px-3.5 py-2 text-talk wrap-anywhere whitespace-pre-wrap">
      <span className="sr-only">{say('chat.you')} </span>
      {textOf(user.parts)}
      <SentAttachments parts={user.parts} droppedPlaces={user.droppedPlaces} />
    </div>
  )
}

/** One without a word is kept only where none has one: the conversation must be able to go on. */
function canBeKept(turn: Turn, turns: readonly Turn[]): boolean {
  if (turn.answer.state === 'writing') return false
  return turns.every(({ answer }) => textOf(answer.parts) === '') || hasText(turn)
}

function hasText({ answer }: Turn): boolean {
  return textOf(answer.parts) !== ''
}
