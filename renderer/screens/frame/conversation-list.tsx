import { clsx } from 'clsx'
import { memo, type ReactNode } from 'react'
import type { ConversationSummary } from '../../../shared/chat/message.ts'
import { Credits } from '../../parts/figure.tsx'
import { useNowMs } from '../../state/clock.ts'
import { openConversation, useConversations } from '../../state/conversations.ts'
import { openList, showChat, useScreen } from '../../state/screen.ts'
import { say } from '../../words/say.tsx'
import { daysBetween } from '../../words/when.ts'

const groups = ['today', 'yesterday', 'earlier'] as const

/** Every conversation by the day something was last sent in it, with what was spent. */
export function ConversationList(): ReactNode {
  const summaries = useConversations((state) => state.summaries)
  const currentId = useConversations((state) => state.currentId)
  const isChat = useScreen(({ name }) => name === 'chat')
  const nowMs = useNowMs()
  return (
    <nav
      aria-label={say('chat.conversations')}
      className="min-h-0 flex-1 overflow-y-auto px-2 pb-4"
    >
      {groups.map((group) => {
        const rows = summaries.filter((summary) => groupOf(summary, nowMs) === group)
        if (rows.length === 0) return null
        return (
          <section key={group} aria-label={say(`chat.${group}`)} className="pt-3">
            <h2 className="px-2 py-1.5 text-label font-medium text-ink-3">
              {say(`chat.${group}`)}
            </h2>
            <ul>
              {rows.map((summary) => (
                <Row
                  key={summary.conversationId}
                  summary={summary}
                  isCurrent={isChat && summary.conversationId === currentId}
                />
              ))}
            </ul>
          </section>
        )
      })}
    </nav>
  )
}

const Row = memo(function Row({
  summary,
  isCurrent,
}: {
  summary: ConversationSummary
  isCurrent: boolean
}): ReactNode {
  return (
    <li>
      <button
        type="button"
        aria-current={isCurrent ? 'page' : undefined}
        className={clsx(
          'focus-inside flex h-7 w-full items-center justify-between gap-3 rounded-row px-2 text-left',
          isCurrent ? 'bg-hover font-medium text-ink' : 'text-ink-2 hover:bg-hover hover:text-ink',
        )}
        onClick={() => {
          showChat()
          openList(null)
          void openConversation(summary.conversationId)
        }}
      >
        <span className="truncate" title={summary.title}>
          {summary.title}
        </span>
        <Credits nanoUsd={summary.spentNanoUsd} className="font-normal text-ink-3" />
      </button>
    </li>
  )
})

function groupOf({ updatedAtMs }: ConversationSummary, nowMs: number): (typeof groups)[number] {
  const days = daysBetween(updatedAtMs, nowMs)
  if (days <= 0) return 'today'
  return days === 1 ? 'yesterday' : 'earlier'
}
