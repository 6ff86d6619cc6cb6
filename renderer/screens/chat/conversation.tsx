import { type ReactNode, useEffect } from 'react'
import { ProblemLine } from '../../parts/problem-line.tsx'
import { useConversations } from '../../state/conversations.ts'
import { say } from '../../words/say.tsx'
import { Markdown, Reading } from './fetched-parts.ts'
import { NewChat } from './new-chat.tsx'

/** What was said, or what the budget buys where nothing was said yet. */
export function Conversation(): ReactNode {
  const isNew = useConversations(({ turns, comparing }) => turns?.length === 0 && !comparing)
  const isThere = useConversations(({ turns }) => turns !== null)
  const currentId = useConversations((state) => state.currentId)
  const failure = useConversations((state) => state.failure)
  useEffect(() => {
    if (isNew) return
    Reading.fetch()
    Markdown.fetch()
  }, [isNew])
  if (failure) {
    return (
      <Column>
        <ProblemLine failure={failure} />
      </Column>
    )
  }
  if (!isThere) return <div className="flex-1" />
  if (!isNew) return <Reading key={currentId} conversationId={currentId} />
  return (
    <Column>
      <NewChat />
    </Column>
  )
}

/** Stands at the bottom, above the composer. */
function Column({ children }: { children: ReactNode }): ReactNode {
  return (
    <section
      aria-label={say('chat.conversation')}
      // A region that scrolls must be reachable by keyboard
      tabIndex={0}
      className="focus-inside flex min-h-0 contain-strict flex-1 flex-col-reverse overflow-y-auto [scrollbar-gutter:stable_both-edges]"
    >
      <div className="mx-auto w-full max-w-[732px] flex-none px-3.5 pt-6 pb-5">{children}</div>
    </section>
  )
}
