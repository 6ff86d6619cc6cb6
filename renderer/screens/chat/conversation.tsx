import { Fragment, type ReactNode, useState } from 'react'
import type { Turn } from '../../../shared/chat/message.ts'
import { Button } from '../../parts/button.tsx'
import { ProblemLine } from '../../parts/problem-line.tsx'
import { useOptions } from '../../state/chat-options.ts'
import { useConversations } from '../../state/conversations.ts'
import { say } from '../../words/say.tsx'
import { NewChat } from './new-chat.tsx'
import { TurnView } from './turn-view.tsx'

/** So many turns are drawn at first; the earlier ones follow on demand. */
const PAGE_TURNS = 40

export function Conversation(): ReactNode {
  const turns = useConversations((state) => state.turns)
  const currentId = useConversations((state) => state.currentId)
  const failure = useConversations((state) => state.failure)
  if (failure) {
    return (
      <Column>
        <ProblemLine failure={failure} />
      </Column>
    )
  }
  if (!turns) return <div className="flex-1" />
  if (turns.length === 0) {
    return (
      <Column>
        <NewChat />
      </Column>
    )
  }
  return (
    <Column key={currentId}>
      <Turns turns={turns} />
    </Column>
  )
}

/**
 * Grows from its bottom: what is new stays in view while the end is in view, and what is being
 * read stays where it is otherwise. The browser does both; no code of ours reads the layout. It is
 * contained, so that a key press in the composer never comes to lay it out.
 */
function Column({ children }: { children: ReactNode }): ReactNode {
  return (
    <section
      aria-label={say('chat.conversation')}
      data-scroller
      // A region that scrolls must be reachable by keyboard
      tabIndex={0}
      className="focus-inside flex min-h-0 contain-strict flex-1 flex-col-reverse overflow-y-auto [scrollbar-gutter:stable_both-edges]"
    >
      <div className="mx-auto w-full max-w-[732px] flex-none px-3.5 pt-6 pb-5">{children}</div>
    </section>
  )
}

function Turns({ turns }: { turns: Turn[] }): ReactNode {
  const [shownCount, setShownCount] = useState(PAGE_TURNS)
  const firstShown = Math.max(0, turns.length - shownCount)
  const conversationId = useConversations((state) => state.currentId)
  const { leftOutTurns } = useOptions(conversationId)
  return (
    <>
      {firstShown > 0 && (
        <div className="mb-6 flex justify-center">
          <Button look="quiet" small onClick={() => setShownCount(shownCount + PAGE_TURNS)}>
            {say('chat.earlier-messages')}
          </Button>
        </div>
      )}
      <div className="flex flex-col gap-6">
        {turns.slice(firstShown).map((turn, place) => (
          <Fragment key={turn.turnId}>
            <TurnView turn={turn} />
            {firstShown + place + 1 === leftOutTurns && <NotSentAbove />}
          </Fragment>
        ))}
      </div>
    </>
  )
}

/** Where what is sent begins, once the oldest turns are left out. */
function NotSentAbove(): ReactNode {
  return (
    <p className="flex items-center gap-3 text-note text-ink-3 before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
      {say('options.not-sent')}
    </p>
  )
}
